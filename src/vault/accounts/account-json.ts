import type { AccountOrigin, AccountType, VaultAccount, VaultItems } from "../vault.types";
import { isEvm } from "./kept-account";

/** An account as a command shows it: nothing of its key. */
export interface ShownAccount {
  readonly address: string;
  readonly name: string;
  readonly type: AccountType;
  readonly evm: boolean;
  readonly origin: AccountOrigin;
  readonly hasKey: boolean;
  /** The identity's address, where it belongs to one. */
  readonly identity: string | null;
}

export function accountJson(account: VaultAccount, { identities }: Pick<VaultItems, "identities">): ShownAccount {
  const { address, name, type, origin, key } = account;
  const identity = identities.find(({ id }) => id === account.identity)?.address ?? null;
  return { address, name, type, evm: isEvm(account), origin, hasKey: key !== undefined, identity };
}
