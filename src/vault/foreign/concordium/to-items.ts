import { toJson, type JsonObject } from "../../../shared/canonical-json";
import { hashOf } from "../../../shared/content-hash";
import type { VaultAccount, VaultClaim, VaultContact, VaultIdentity, VaultItems } from "../../vault.types";
import type { ConcordiumContents } from "./contents";

type Identity = ConcordiumContents["identities"][number];

/** What the export does not say; the same account on two networks is two items. */
const UNKNOWN_NETWORK = "*";

/** `concordium:<genesis block>`. */
export function networkOf({ genesis }: ConcordiumContents): string {
  return `concordium:${genesis?.genesisBlock ?? UNKNOWN_NETWORK}`;
}

/**
 * An export as a vault keeps it. The keys stay on the Ledger: what comes along is what the desktop wallet would have lost.
 */
export function concordiumItems(contents: ConcordiumContents): VaultItems {
  const chain = networkOf(contents);
  const known = new Set(contents.identities.map(({ id }) => id));
  return {
    identities: contents.identities.map((identity) => toIdentity(identity, chain, contents.wallets)),
    accounts: contents.accounts.map((account) => toAccount(account, chain, known)),
    addressBook: contents.addressBook.map((entry) => toContact(entry, chain)),
    claims: [
      ...contents.credentials.map((credential) => toClaim(credential, known)),
      ...contents.externalCredentials.map((credential) => toClaim(credential, known)),
    ],
  };
}

function toIdentity(identity: Identity, chain: string, wallets: ConcordiumContents["wallets"]): VaultIdentity {
  const { id, name, walletId, ...details } = identity;
  const { identityNumber, identityObject, randomness } = identity;
  const wallet = wallets.find((each) => each.id === walletId);
  return {
    id: String(id),
    name,
    chain,
    address: hashOf({ identityNumber, identityObject, randomness }),
    details: asJson(wallet === undefined ? details : { ...details, wallet: { ...wallet, id: undefined } }),
  };
}

function toAccount(
  { name, address, identityId, ...details }: ConcordiumContents["accounts"][number],
  chain: string,
  known: ReadonlySet<number>,
): VaultAccount {
  return {
    name,
    type: "concordium",
    chain,
    address,
    origin: "other wallet",
    ...identityIn(identityId, known),
    details: asJson(details),
  };
}

function toContact({ name, address, note }: ConcordiumContents["addressBook"][number], chain: string): VaultContact {
  return { name, chain, address, note: note ?? "" };
}

function toClaim(
  { identityId, ...content }: { readonly credId: string; readonly identityId?: number | null | undefined },
  known: ReadonlySet<number>,
): VaultClaim {
  return { kind: "credential", ...identityIn(identityId, known), id: content.credId, content: asJson(content) };
}

/** Accounts from the genesis block belong to no identity of the export. */
function identityIn(id: number | null | undefined, known: ReadonlySet<number>): { readonly identity?: string } {
  return id === undefined || id === null || !known.has(id) ? {} : { identity: String(id) };
}

function asJson(value: object): JsonObject {
  return toJson(value) as JsonObject;
}
