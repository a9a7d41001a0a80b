import type { VaultNetwork } from "./vault-file.types";
import type { AccountKey, OpenAccount, VaultAccount, VaultIdentity, VaultItems } from "./vault.types";
import { chainOf, keptAccount } from "./accounts/kept-account";
import { recoveredName } from "./merge/names";

/** An account of a phrase that the identity registry knows. */
export interface FoundAccount {
  readonly index: number;
  readonly account: OpenAccount;
  /** The identity's address. */
  readonly identity: string;
}

export interface Scan {
  /** The account of an index, named for it. */
  readonly accountAt: (index: number) => OpenAccount;
  /** The identity that a wallet is registered under; undefined for none. */
  readonly identityOf: (wallet: string) => Promise<string | undefined>;
  /** So many in a row that nobody registered end the search. */
  readonly gap: number;
}

/** Looks for registered accounts from the first index on, a gap's length at a time. */
export async function scanPhrase({ accountAt, identityOf, gap }: Scan): Promise<readonly FoundAccount[]> {
  const found: FoundAccount[] = [];
  let next = 0;
  let unknownInARow = 0;
  while (unknownInARow < gap) {
    const indexes = Array.from({ length: gap - unknownInARow }, (_, offset) => next + offset);
    const accounts = indexes.map((index) => ({ index, account: accountAt(index) }));
    const identities = await Promise.all(accounts.map(({ account }) => identityOf(account.address)));
    for (const [at, { index, account }] of accounts.entries()) {
      const identity = identities[at];
      unknownInARow = identity === undefined ? unknownInARow + 1 : 0;
      if (identity !== undefined) found.push({ index, account, identity });
    }
    next += indexes.length;
  }
  return found;
}

/** What was found, as something to merge: under placeholder names, which give way to those of a later import. */
export async function foundItems(
  found: readonly FoundAccount[],
  network: VaultNetwork,
  encrypt: (account: OpenAccount) => Promise<AccountKey>,
): Promise<VaultItems> {
  const identities = new Map<string, VaultIdentity>();
  const accounts: VaultAccount[] = [];
  for (const { index, account, identity: address } of found) {
    const name = recoveredName(index);
    if (!identities.has(address))
      identities.set(address, { id: address, name, chain: chainOf("ethereum", network), address });
    const kept = keptAccount({ ...account, name }, await encrypt(account), "recovered", network);
    accounts.push({ ...kept, identity: address });
  }
  return { identities: [...identities.values()], accounts, addressBook: [], claims: [] };
}
