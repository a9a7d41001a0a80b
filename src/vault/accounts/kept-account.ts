import type { VaultNetwork } from "../vault-file.types";
import type {
  AccountKey,
  AccountOrigin,
  AccountType,
  OpenAccount,
  VaultAccount,
  VaultItems,
  VaultPayload,
} from "../vault.types";
import { BadInputError } from "../../shared/errors";
import { quote } from "../../shared/wording";
import { addressKeyOf } from "../merge/item-keys";

/** Whether an account can act on this chain, and not only be kept. */
export function isEvm({ type }: { readonly type: AccountType }): boolean {
  return type === "ethereum";
}

export function chainOf(type: AccountType, { chainId }: VaultNetwork): string {
  return type === "ethereum" ? `eip155:${chainId}` : "polkadot:*";
}

/** An account as the vault keeps it. */
export function keptAccount(
  { name, type, address, path }: Pick<OpenAccount, "name" | "type" | "address" | "path">,
  key: AccountKey,
  origin: AccountOrigin,
  network: VaultNetwork,
): VaultAccount {
  const named = name.trim() === "" ? address : name;
  return {
    name: named,
    type,
    chain: chainOf(type, network),
    address,
    origin,
    key,
    ...(path === undefined ? {} : { path }),
  };
}

/** Accounts alone, as something to merge. */
export function accountItems(accounts: readonly VaultAccount[]): VaultItems {
  return { identities: [], accounts, addressBook: [], claims: [] };
}

/** @throws BadInputError UnknownAccount */
export function findAccount({ accounts }: VaultPayload, address: string): VaultAccount {
  const wanted = address.toLowerCase();
  const found = accounts.find((account) => account.address === address || account.address.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new BadInputError(
    "UnknownAccount",
    `The vault has no account ${quote(address)}.`,
    "See which it has: npx hardhat account list",
  );
}

/** @throws BadInputError AccountExists, where a second one of the same address would be a mistake */
export function requireNewAccount({ accounts }: VaultPayload, account: Pick<VaultAccount, "chain" | "address">): void {
  const same = accounts.find((other) => addressKeyOf(other) === addressKeyOf(account));
  if (same === undefined || same.key === undefined) return;
  throw new BadInputError(
    "AccountExists",
    `The vault has the account ${account.address} already, as ${quote(same.name)}. Nothing was changed.`,
    "Use the account that is there: npx hardhat account list",
  );
}
