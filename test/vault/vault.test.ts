import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { canonicalJson } from "../../src/shared/canonical-json";
import { decodePayload, encodePayload } from "../../src/vault/payload";
import { DEFAULT_KDF } from "../../src/vault/slots/password-slot";
import { openByPassword, sealVault, withPassword } from "../../src/vault/vault";
import { LARGEST_VAULT, parseVault, VERSION } from "../../src/vault/vault-file";
import { refusalOf } from "../stage/refusal";
import { CHEAP, HOLDERS, newVault, PASSWORD } from "./cast";

interface Slot {
  kdf: object;
}
type Members = Record<string, unknown> & { slots: Slot[] };

/** A file that somebody altered on purpose, and gave the checksum that fits. */
function refit(text: string, change: (members: Members) => unknown): string {
  const members = JSON.parse(text) as Members;
  delete members["checksum"];
  change(members);
  const sorted = JSON.parse(canonicalJson(members)) as Members;
  const checksum = createHash("sha256").update(canonicalJson(members)).digest("hex");
  return `${JSON.stringify({ format: members["format"], ...sorted, checksum }, null, 2)}\n`;
}

/** Every text in a value, at any depth. */
function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

describe("A vault", function () {
  it("gives back exactly what was put in", async function () {
    const text = sealVault(await newVault());
    const { payload } = await openByPassword(parseVault(text), PASSWORD);
    expect(payload).to.deep.equal(HOLDERS);
  });

  it("costs whoever tries passwords 64 MiB and three passes each", function () {
    expect(DEFAULT_KDF).to.deep.equal({ name: "argon2id", memoryKiB: 65_536, passes: 3, lanes: 4 });
  });

  it("opens by a password that was sealed with scrypt, too", async function () {
    const vault = await withPassword(await newVault(), PASSWORD, { name: "scrypt", n: 2 ** 10, r: 8, p: 1 });
    expect((await openByPassword(parseVault(sealVault(vault)), PASSWORD)).payload).to.deep.equal(HOLDERS);
  });

  it("opens by the same letters, however a keyboard composes them", async function () {
    const text = sealVault(await newVault({}, "caf\u00e9 au lait"));
    expect((await openByPassword(parseVault(text), "cafe\u0301 au lait")).payload).to.deep.equal(HOLDERS);
  });

  it("shows no name, no address, no key and no claim to whoever reads the file", async function () {
    const text = sealVault(await newVault()).toLowerCase();
    const words = leavesOf(HOLDERS)
      .map((word) => word.toLowerCase())
      .filter((word) => word.length >= 5);
    expect(words.length).to.be.greaterThan(12);
    for (const word of words) {
      expect(text, word).to.not.include(word.replace(/^0x/, ""));
      expect(Buffer.from(text, "base64").toString("latin1")).to.not.include(word);
    }
  });

  it("exported twice differs in every ciphertext: content, keys and nonces", async function () {
    const secretsOf = (text: string): string[] => {
      const { header, ciphertext } = parseVault(text);
      const slots = header.slots.flatMap((slot) => [slot.key, slot.nonce, "kdf" in slot ? slot.kdf.salt : ""]);
      return [...slots, header.cipher.nonce, Buffer.from(ciphertext).toString("hex")];
    };
    const [one, other] = [secretsOf(sealVault(await newVault())), secretsOf(sealVault(await newVault()))];
    for (const [index, secret] of one.entries()) {
      const shared = secret.match(/.{8}/g)?.filter((run) => other[index]!.includes(run)) ?? [];
      expect(shared).to.deep.equal([]);
    }
  });

  it("saved twice differs in its content's ciphertext", async function () {
    const vault = await newVault();
    const [one, other] = [parseVault(sealVault(vault)), parseVault(sealVault(vault))];
    expect(one.ciphertext).to.not.deep.equal(other.ciphertext);
    expect(one.header.cipher.nonce).to.not.equal(other.header.cipher.nonce);
  });

  it("does not open with another password, and says so", async function () {
    const file = parseVault(sealVault(await newVault()));
    expect(await refusalOf(() => openByPassword(file, "wrong"))).to.include({ code: "WrongPassword", exitCode: 4 });
  });

  it("with one flipped bit anywhere fails", async function () {
    this.timeout(60_000);
    const text = Buffer.from(sealVault(await newVault()));
    for (let bit = 0; bit < 8 * text.length; bit++) {
      text[bit >> 3]! ^= 1 << (bit & 7);
      const altered = text.toString("utf8");
      text[bit >> 3]! ^= 1 << (bit & 7);
      const error = await refusalOf(() => parseVault(altered));
      expect(error.code, `bit ${bit}`).to.be.oneOf([
        "FileDamaged",
        "SchemaRefused",
        "OtherKind",
        "VersionUnknown",
        "KdfRefused",
      ]);
    }
  });

  it("cut off at any byte fails, before a password is asked for", async function () {
    const text = sealVault(await newVault());
    for (let length = 0; length < text.length; length++) {
      expect(await refusalOf(() => parseVault(text.slice(0, length)))).to.include({ code: "FileDamaged", exitCode: 7 });
    }
  });

  it("that was altered by somebody who also fits the checksum does not open", async function () {
    const text = sealVault(await newVault());
    const changes: ((members: Members) => void)[] = [
      (members) => (members["kind"] = "backup"),
      (members) => (members["createdAt"] = "2030-01-01T00:00:00Z"),
      (members) => (members["network"] = { chainId: "1", genesisHash: null }),
      (members) => (members["ciphertext"] = Buffer.from("nothing of the kind").toString("base64")),
    ];
    for (const change of changes) {
      const file = parseVault(refit(text, change));
      expect(await refusalOf(() => openByPassword(file, PASSWORD))).to.include({ code: "FileDamaged", exitCode: 7 });
    }
    const transplanted = parseVault(refit(text, (members) => (members["vaultId"] = "00".repeat(16))));
    expect(await refusalOf(() => openByPassword(transplanted, PASSWORD))).to.include({ code: "WrongPassword" });
  });

  it("of a later version is left alone, and says to update", async function () {
    const text = sealVault(await newVault()).replace('"version": 1', '"version": 2');
    expect(await refusalOf(() => parseVault(text))).to.include({ code: "VersionUnknown", exitCode: 2 });
  });

  it("of an earlier version is brought to this one, step by step", function () {
    const before = { ...HOLDERS, settings: undefined };
    const bytes = new TextEncoder().encode(JSON.stringify(before));
    const toVersion1 = (payload: unknown): unknown => ({ ...(payload as object), settings: {} });
    expect(decodePayload(bytes, VERSION - 1, new Map([[VERSION - 1, toVersion1]]))).to.deep.equal(HOLDERS);
  });

  it("keeps nothing that refers to an identity which is not there", async function () {
    const orphaned = { ...HOLDERS, identities: [] };
    expect(await refusalOf(() => encodePayload(orphaned))).to.include({ code: "FileDamaged" });
  });

  it("gives back any names, notes and contents", async function () {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme-composite" }),
        fc.string({ unit: "grapheme" }),
        async (name, note) => {
          const contact = { ...HOLDERS.addressBook[0]!, name, note };
          const payload = { ...HOLDERS, addressBook: [contact] };
          const reopened = await openByPassword(parseVault(sealVault(await newVault({ payload }))), PASSWORD);
          expect(reopened.payload).to.deep.equal(payload);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("A hostile file", function () {
  let text: string;
  before(async function () {
    text = sealVault(await newVault());
  });

  const kdf = (change: object) => refit(text, ({ slots: [slot] }) => (slot!.kdf = { ...slot!.kdf, ...change }));
  const scrypt = { name: "scrypt", n: 2 ** 10, r: 8, p: 1, memoryKiB: undefined, passes: undefined, lanes: undefined };

  const cases: readonly (readonly [name: string, code: string, make: () => string])[] = [
    ["of more bytes than any vault has", "TooLarge", () => text + " ".repeat(LARGEST_VAULT)],
    ["with __proto__", "SchemaRefused", () => text.replace("{", '{"__proto__":{"kind":"vault"},')],
    ["with a member that stands twice", "SchemaRefused", () => text.replace("{", '{"kind":"backup",')],
    ["nested without end", "SchemaRefused", () => "[".repeat(LARGEST_VAULT / 2)],
    ["nested without end, and closed", "SchemaRefused", () => `{"a":${"[".repeat(2e6)}${"]".repeat(2e6)}}`],
    [
      "with a thousand slots",
      "SchemaRefused",
      () => refit(text, (m) => (m.slots = Array(1000).fill(m.slots[0]) as Slot[])),
    ],
    ["with no slot", "SchemaRefused", () => refit(text, (m) => (m.slots = []))],
    ["with a member that nobody knows", "SchemaRefused", () => text.replace("{", '{"comment":"hello",')],
    ["that is a list", "OtherKind", () => "[]"],
    ["that is a case's file", "OtherKind", () => '{"format":"regain-plan/1"}'],
    ["that asks for 4 GiB", "KdfRefused", () => kdf({ memoryKiB: 4 * 1024 * 1024 })],
    ["that asks for a million passes", "KdfRefused", () => kdf({ passes: 1_000_000 })],
    ["that asks for a thousand lanes", "KdfRefused", () => kdf({ lanes: 1000 })],
    ["with less memory than its lanes need", "KdfRefused", () => kdf({ lanes: 4, memoryKiB: 8 })],
    ["with scrypt of n = 2^30", "KdfRefused", () => kdf({ ...scrypt, n: 2 ** 30 })],
    ["with scrypt of p = 100000", "KdfRefused", () => kdf({ ...scrypt, p: 100_000 })],
    ["with scrypt of n = 1000", "KdfRefused", () => kdf({ ...scrypt, n: 1000 })],
    ["with an unknown key derivation", "SchemaRefused", () => kdf({ name: "md5" })],
  ];
  for (const [name, code, make] of cases) {
    it(`${name} is refused within a second, in little memory`, async function () {
      const hostile = make();
      const [started, memory] = [Date.now(), process.memoryUsage().rss];
      expect(await refusalOf(() => parseVault(hostile))).to.include({ code, exitCode: 2 });
      expect(Date.now() - started).to.be.lessThan(1000);
      expect(process.memoryUsage().rss - memory).to.be.lessThan(64 * 1024 * 1024);
    });
  }

  it("is never opened at less cost than it says: tests pass their cheap cost in", function () {
    expect(parseVault(text).header.slots[0]).to.have.property("kdf").that.includes(CHEAP);
  });
});
