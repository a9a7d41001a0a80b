import type { VaultAccount, VaultClaim, VaultContact, VaultIdentity, VaultItems, VaultPayload } from "../vault.types";
import { requireReferences } from "../payload";
import { addressKeyOf, claimKeyOf, describeClaim } from "./item-keys";
import { mergeList, type MergeNotes, type Sort } from "./merge-list";
import { isPlaceholder } from "./names";

/** What an import would do, and what the vault holds then. */
export interface MergePlan extends MergeNotes {
  readonly result: VaultPayload;
}

const saysNothing = (value: unknown): boolean => value === undefined || value === "";

const isNamedEmpty = <T extends { readonly name: string; readonly address: string }>(item: T, member: keyof T) =>
  member === "name" ? isPlaceholder(item) : saysNothing(item[member]);

const IDENTITIES: Sort<VaultIdentity> = {
  name: "identities",
  keyOf: addressKeyOf,
  describe: ({ address }) => `identity ${address}`,
  rule: { ignored: ["id", "chain", "address"], isEmpty: isNamedEmpty },
};
const ACCOUNTS: Sort<VaultAccount> = {
  name: "accounts",
  keyOf: addressKeyOf,
  describe: ({ address }) => `account ${address}`,
  rule: { ignored: ["chain", "address"], isEmpty: isNamedEmpty },
};
const CONTACTS: Sort<VaultContact> = {
  name: "addresses",
  keyOf: addressKeyOf,
  describe: ({ address }) => `address ${address}`,
  rule: { ignored: ["chain", "address"], isEmpty: isNamedEmpty },
};
const CLAIMS: Sort<VaultClaim> = {
  name: "claims",
  keyOf: claimKeyOf,
  describe: describeClaim,
  rule: { ignored: ["kind"], isEmpty: (claim, member) => saysNothing(claim[member]) },
};

/**
 * Brings another vault's items into ours: what we hold stays, what is new is added, and no item is lost. Pure.
 * @param overwrite Whether theirs wins where both say something else; asked for by a person, never by default.
 * @throws FileError FileDamaged when theirs refers to an identity that it does not hold
 */
export function planMerge(
  ours: VaultPayload,
  theirs: VaultItems & Partial<VaultPayload>,
  overwrite = false,
): MergePlan {
  requireReferences(theirs);
  const idOf = planIds(ours.identities, theirs.identities);
  const identities = theirs.identities.map((identity) => ({ ...identity, id: idOf(identity.id) }));
  const merged = {
    identities: mergeList(IDENTITIES, ours.identities, identities, overwrite),
    accounts: mergeList(ACCOUNTS, ours.accounts, theirs.accounts.map(remap(idOf)), overwrite),
    addressBook: mergeList(CONTACTS, ours.addressBook, theirs.addressBook, overwrite),
    claims: mergeList(CLAIMS, ours.claims, theirs.claims.map(remap(idOf)), overwrite),
  };
  const parts = [merged.identities, merged.accounts, merged.addressBook, merged.claims];
  return {
    result: {
      identities: merged.identities.items,
      accounts: merged.accounts.items,
      addressBook: merged.addressBook.items,
      claims: merged.claims.items,
      settings: { ...theirs.settings, ...ours.settings },
    },
    added: parts.flatMap(({ added }) => added),
    skipped: parts.flatMap(({ skipped }) => skipped),
    replaced: parts.flatMap(({ replaced }) => replaced),
  };
}

/** Their ids in our vault: that of the identity which we hold already, their own where it is free, or a new one. */
function planIds(ours: readonly VaultIdentity[], theirs: readonly VaultIdentity[]): (id: string) => string {
  const idByKey = new Map(ours.map((identity) => [addressKeyOf(identity), identity.id]));
  const taken = new Set(ours.map(({ id }) => id));
  const remapped = new Map<string, string>();
  for (const identity of theirs) {
    const key = addressKeyOf(identity);
    const id = idByKey.get(key) ?? freeId(identity.id, taken);
    idByKey.set(key, id);
    taken.add(id);
    remapped.set(identity.id, id);
  }
  return (id) => remapped.get(id) ?? id;
}

export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let next = taken.size + 1;
  while (taken.has(String(next))) next += 1;
  return String(next);
}

function remap(idOf: (id: string) => string) {
  return <T extends VaultAccount | VaultClaim>(item: T): T =>
    item.identity === undefined ? item : { ...item, identity: idOf(item.identity) };
}
