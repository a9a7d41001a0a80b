import { expect } from "chai";
import fc from "fast-check";
import { addressKeyOf, claimKeyOf } from "../../src/vault/merge/item-keys";
import { planMerge } from "../../src/vault/merge/plan-merge";
import { EMPTY_PAYLOAD, requireReferences } from "../../src/vault/payload";
import type { VaultAccount, VaultPayload } from "../../src/vault/vault.types";
import { refusalOf } from "../stage/refusal";
import { CHAIN, HOLDERS, walletAt } from "./cast";

const PIN = { salt: "00", hash: "00", memoryKiB: 8, passes: 1, lanes: 1, failures: 3, sequence: 9 };

describe("Importing into a vault", function () {
  it("that is empty gives exactly what the backup holds", function () {
    const { result, added, skipped } = planMerge(EMPTY_PAYLOAD, HOLDERS);
    expect(result).to.deep.equal(HOLDERS);
    expect(added).to.have.lengthOf(5);
    expect(skipped).to.deep.equal([]);
  });

  it("what it holds already skips every item, and says so", function () {
    const { result, added, skipped, replaced } = planMerge(HOLDERS, HOLDERS);
    expect(result).to.deep.equal(HOLDERS);
    expect(added).to.deep.equal([]);
    expect(replaced).to.deep.equal([]);
    expect(skipped.map(({ reason }) => reason)).to.deep.equal(Array(5).fill("Already exists"));
  });

  it("keeps the name that it has, and says under which", function () {
    const renamed = { ...HOLDERS, accounts: [{ ...HOLDERS.accounts[0]!, name: "Current" }] };
    const { result, skipped } = planMerge(HOLDERS, renamed);
    expect(result.accounts[0]!.name).to.equal("Savings");
    expect(skipped).to.deep.include({
      item: `account ${walletAt(1).address}`,
      reason: "Already exists as: Savings",
    });
  });

  it("replaces a placeholder by a name that somebody chose, and says so", function () {
    for (const name of ["Recovered: Index 0", "", walletAt(1).address]) {
      const found = { ...HOLDERS, accounts: [{ ...HOLDERS.accounts[0]!, name }] };
      const { result, replaced } = planMerge(found, HOLDERS);
      expect(result.accounts[0]!.name).to.equal("Savings");
      expect(replaced).to.deep.equal([
        { item: `account ${walletAt(1).address}`, reason: `Replaces name: ${name} by Savings` },
      ]);
      expect(planMerge(HOLDERS, found).result.accounts[0]!.name).to.equal("Savings");
    }
  });

  it("fills in what was missing: a key, an identity, a note", function () {
    const { name, type, chain, address, origin } = HOLDERS.accounts[0]!;
    const bare: VaultAccount = { name, type, chain, address, origin };
    const poor = { ...HOLDERS, accounts: [bare], addressBook: [{ ...HOLDERS.addressBook[0]!, note: "" }] };
    expect(planMerge(poor, HOLDERS).result).to.deep.equal(HOLDERS);
    expect(planMerge(HOLDERS, poor).result).to.deep.equal(HOLDERS);
  });

  it("takes the file's word where both differ only when told to overwrite", function () {
    const others = { ...HOLDERS, addressBook: [{ ...HOLDERS.addressBook[0]!, name: "Baker", note: "cash" }] };
    expect(planMerge(HOLDERS, others).result).to.deep.equal(HOLDERS);
    const { result, replaced } = planMerge(HOLDERS, others, true);
    expect(result).to.deep.equal(others);
    expect(replaced[0]!.reason).to.equal("Replaces name: Grocer by Baker. Takes from the file: note");
  });

  it("remaps the identities that accounts and claims refer to", function () {
    const other = { ...HOLDERS.identities[0]!, address: "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0", name: "Other" };
    const theirs = { ...HOLDERS, identities: [{ ...other, id: "1" }], accounts: [], addressBook: [] };
    const { result } = planMerge(HOLDERS, theirs);
    expect(result.identities.map(({ id, name }) => [id, name])).to.deep.equal([
      ["1", "My passport"],
      ["2", "Other"],
    ]);
    expect(result.claims.map(({ identity }) => identity)).to.deep.equal(["1", "1", "2"]);
  });

  it("finds an identity that it knows under another id", function () {
    const elsewhere = {
      ...HOLDERS,
      identities: HOLDERS.identities.map((identity) => ({ ...identity, id: "77" })),
      accounts: HOLDERS.accounts.map((account) => ({ ...account, identity: "77" })),
      claims: HOLDERS.claims.map((claim) => ({ ...claim, identity: "77" })),
    };
    expect(planMerge(HOLDERS, elsewhere).result).to.deep.equal(HOLDERS);
  });

  it("refuses a file that refers to an identity which it does not hold", async function () {
    const orphaned = { ...HOLDERS, identities: [] };
    expect(await refusalOf(() => planMerge(EMPTY_PAYLOAD, orphaned))).to.include({ code: "FileDamaged" });
  });

  it("keeps its own PIN and its count of wrong attempts, and takes a backup's where it has none", function () {
    const withPin = { ...HOLDERS, settings: { pin: PIN } };
    const zeroed = { ...HOLDERS, settings: { pin: { ...PIN, failures: 0, sequence: 1 } } };
    expect(planMerge(withPin, zeroed, true).result.settings.pin).to.deep.equal(PIN);
    expect(planMerge(EMPTY_PAYLOAD, withPin).result.settings.pin).to.deep.equal(PIN);
  });
});

/** Vaults that overlap: a few identities and accounts, under few names. */
const name = fc.constantFrom("", "Savings", "Current", "Recovered: Index 0", "Recovered: Index 1");
const place = fc.integer({ min: 1, max: 4 });
const vaultOf = fc
  .record({
    identities: fc.uniqueArray(fc.tuple(place, name, fc.integer({ min: 1, max: 6 })), { selector: ([at]) => at }),
    accounts: fc.uniqueArray(fc.tuple(place, name, fc.boolean(), place), { selector: ([at]) => at }),
    contacts: fc.uniqueArray(fc.tuple(place, name, fc.constantFrom("", "note", "other")), { selector: ([at]) => at }),
    claims: fc.uniqueArray(fc.tuple(place, place, fc.constantFrom("0x01", "0x02")), {
      selector: ([at, topic]) => `${at} ${topic}`,
    }),
  })
  .map(({ identities, accounts, contacts, claims }): VaultPayload => {
    const unique = identities.filter(
      ([, , id], index) => identities.findIndex(([, , other]) => other === id) === index,
    );
    const idOf = new Map(unique.map(([at, , id]) => [at, String(id)]));
    return {
      identities: unique.map(([at, called, id]) => ({ id: String(id), name: called, ...placed(at) })),
      accounts: accounts.map(([at, called, hasKey, owner]) => ({
        ...placed(at),
        name: called,
        type: "ethereum",
        origin: "created",
        ...(idOf.has(owner) ? { identity: idOf.get(owner)! } : {}),
        ...(hasKey ? { key: { format: "web3", keystore: { key: at } } } : {}),
      })),
      addressBook: contacts.map(([at, called, note]) => ({ ...placed(at), name: called, note })),
      claims: claims
        .filter(([owner]) => idOf.has(owner))
        .map(([owner, topic, data]) => ({
          kind: "claim",
          identity: idOf.get(owner)!,
          issuer: WALLETS[0]!,
          topic: String(topic),
          scheme: "1",
          signature: "0x",
          data,
          uri: "",
        })),
      settings: {},
    };
  });

const WALLETS = Array.from({ length: 5 }, (_, index) => walletAt(index).address);

function placed(at: number) {
  return { chain: CHAIN, address: WALLETS[at]! };
}

/** Every item by what recognises it, without the ids that only one vault knows. */
function contentOf({ identities, accounts, addressBook, claims }: VaultPayload): Map<string, object> {
  const named = new Map(identities.map((identity) => [identity.id, addressKeyOf(identity)]));
  const outside = <T extends { identity?: string }>(item: T): T =>
    item.identity === undefined ? item : { ...item, identity: named.get(item.identity)! };
  return new Map<string, object>([
    ...identities.map((item) => [`identity ${item.address}`, { ...item, id: "" }] as const),
    ...accounts.map((item) => [`account ${item.address}`, outside(item)] as const),
    ...addressBook.map((item) => [`address ${item.address}`, item] as const),
    ...claims.map((item) => [claimKeyOf(outside(item)), outside(item)] as const),
  ]);
}

describe("Merging any two vaults", function () {
  it("never ends with fewer items than either had", function () {
    fc.assert(
      fc.property(vaultOf, vaultOf, fc.boolean(), (ours, theirs, overwrite) => {
        const { result } = planMerge(ours, theirs, overwrite);
        const both = new Set([...contentOf(ours).keys(), ...contentOf(theirs).keys()]);
        expect(new Set(contentOf(result).keys())).to.deep.equal(both);
        requireReferences(result);
      }),
    );
  });

  it("is idempotent: the same import again changes nothing", function () {
    fc.assert(
      fc.property(vaultOf, vaultOf, fc.boolean(), (ours, theirs, overwrite) => {
        const once = planMerge(ours, theirs, overwrite).result;
        const again = planMerge(once, theirs, overwrite);
        expect(again.result).to.deep.equal(once);
        expect(again.added).to.deep.equal([]);
        expect(again.replaced).to.deep.equal([]);
      }),
    );
  });

  it("is commutative, but for the conflicts that it reports", function () {
    fc.assert(
      fc.property(vaultOf, vaultOf, (ours, theirs) => {
        const one = planMerge(ours, theirs);
        const other = planMerge(theirs, ours);
        const otherContent = contentOf(other.result);
        const isConflict = (reason: string): boolean => reason !== "Already exists";
        const reported = new Set(
          [...one.skipped, ...other.skipped].filter(({ reason }) => isConflict(reason)).map(({ item }) => item),
        );
        for (const [key, item] of contentOf(one.result)) {
          const isReported = [...reported].some(
            (each) => each === key || (key.startsWith("claim") && each.startsWith("claim")),
          );
          if (!isReported) expect(item).to.deep.equal(otherContent.get(key));
        }
      }),
    );
  });

  it("changes nothing that is only ours, whoever overwrites", function () {
    fc.assert(
      fc.property(vaultOf, vaultOf, (ours, theirs) => {
        const merged = contentOf(planMerge(ours, theirs, true).result);
        const others = contentOf(theirs);
        for (const [key, item] of contentOf(ours)) if (!others.has(key)) expect(merged.get(key)).to.deep.equal(item);
      }),
    );
  });
});
