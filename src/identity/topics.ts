/** Topics that ONCHAINID's documentation gives a name ("Claims constants"). Small numbers are each registry's own. */
const NAMES: ReadonlyMap<bigint, string> = new Map([
  [10101000100000n, "individual investor"],
  [10101000100001n, "basic identity"],
  [10101000100002n, "contact address"],
  [10101000100003n, "sovereign identity"],
  [10101000100004n, "politically exposed"],
  [10101000200000n, "institutional investor"],
  [10101000200001n, "institution information"],
  [10101000200002n, "institution details"],
  [10101000200008n, "legal identification"],
  [10101000200009n, "institutional role"],
  [10101000300002n, "country"],
  [10101000300003n, "AML status"],
  [10101000300004n, "wallets"],
  [10101000300005n, "bank accounts"],
  [10101000300006n, "crypto accounts"],
]);

/** Families of topics that offerings number themselves: `1010101xxxxxxx`. */
const FAMILY_SIZE = 10_000_000n;
const FAMILIES: ReadonlyMap<bigint, string> = new Map([
  [1010101n, "KYC status"],
  [1010102n, "accreditation"],
]);

/** A topic for people: `AML status (topic 10101000300003)`, or `topic 1` where nobody gave it a name. */
export function nameTopic(topic: bigint): string {
  const name = NAMES.get(topic) ?? FAMILIES.get(topic / FAMILY_SIZE);
  return name === undefined ? `topic ${topic}` : `${name} (topic ${topic})`;
}
