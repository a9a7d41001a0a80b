import { expect } from "chai";
import fc from "fast-check";
import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConcordiumExport } from "../../../src/vault/foreign/concordium/envelope";
import { openConcordiumExport } from "../../../src/vault/foreign/concordium/open-export";
import { requireCompatible } from "../../../src/vault/foreign/concordium/requirements";
import { concordiumItems } from "../../../src/vault/foreign/concordium/to-items";
import { planMerge } from "../../../src/vault/merge/plan-merge";
import type { VaultItems } from "../../../src/vault/vault.types";
import { refusalOf } from "../../stage/refusal";

const PASSWORD = "secret6";
const NETWORK = "concordium:9dd9ca4d19e9393877d2c44b70f89acbfc0883c2243e5eeaecc0d1cd0503f478";
const SAVINGS = "3urFJGp9AaU62fQ3DEfCczqJwVt9V3F1gjE5PPBaYgqBD6rqPB";
const good = JSON.parse(vector("wallet-export.json")) as { cipherText: string; metadata: object };
const contents = JSON.parse(vector("wallet-export.decrypted.json")) as Record<string, object[]>;

describe("An export of Concordium's desktop wallet", function () {
  it("opens to what the wallet wrote", async function () {
    const opened = await openConcordiumExport(parseConcordiumExport(vector("wallet-export.json")), PASSWORD);
    expect(opened).to.deep.equal(contents);
  });

  it("becomes identities, accounts, contacts and credentials, with everything that the wallet kept", async function () {
    const items = concordiumItems(await open(contents));
    expect(items.identities).to.have.length(1);
    expect(items.identities[0]).to.deep.include({ id: "1", name: "My ID", chain: NETWORK });
    const kept = items.identities[0]!.details!;
    expect(kept).to.include({ identityNumber: 0, randomness: contents["identities"]![0]!["randomness" as never] });
    expect(kept["wallet"]).to.deep.equal({ identifier: "1".repeat(64), type: "ledgernanos" });
    expect(items.accounts).to.have.length(1);
    expect(items.accounts[0]).to.deep.include({
      name: "Savings",
      type: "concordium",
      chain: NETWORK,
      address: SAVINGS,
      origin: "other wallet",
      identity: "1",
    });
    expect(items.accounts[0]).to.not.have.property("key");
    expect(items.addressBook.map(({ name, note }) => [name, note])).to.deep.equal([
      ["Savings", ""],
      ["Bob", "supplier"],
    ]);
    expect(
      items.claims.map((claim) => claim.kind === "credential" && [claim.id.slice(0, 2), claim.identity]),
    ).to.deep.equal([
      ["ab", "1"],
      ["cd", undefined],
    ]);
  });

  it("of an older version may lack credentials, wallets and its network", async function () {
    const { identities, accounts, addressBook } = contents;
    const items = concordiumItems(await open({ identities, accounts, addressBook }));
    expect(items.claims).to.deep.equal([]);
    expect(items.accounts[0]!.chain).to.equal("concordium:*");
  });

  it("names an identity by what makes it one, not by its name or place", async function () {
    const [identity] = contents["identities"]!;
    const one = concordiumItems(await open(contents)).identities[0]!.address;
    const moved = { ...contents, identities: [{ ...identity, id: 7, name: "Other" }] };
    const changed = { ...contents, identities: [{ ...identity, randomness: "00" }] };
    expect(concordiumItems(await open(moved)).identities[0]!.address).to.equal(one);
    expect(concordiumItems(await open(moved)).accounts[0]).to.not.have.property("identity");
    expect(concordiumItems(await open(changed)).identities[0]!.address).to.not.equal(one);
  });

  it("gives a name of its own to an account that the wallet had named after its address", async function () {
    const [account] = contents["accounts"]!;
    const named = concordiumItems(await open(contents));
    const unnamed = concordiumItems(await open({ ...contents, accounts: [{ ...account, name: SAVINGS.slice(0, 8) }] }));
    const { result, replaced } = planMerge({ ...unnamed, settings: {} }, named);
    expect(result.accounts[0]!.name).to.equal("Savings");
    expect(replaced).to.have.length(1);
    expect(planMerge({ ...named, settings: {} }, unnamed).result.accounts[0]!.name).to.equal("Savings");
  });

  it("warns that nothing proves it unchanged, and that its password is easy to try", function () {
    const warnings = parseConcordiumExport(vector("wallet-export.json")).warnings.join("\n");
    expect(warnings).to.include("not authenticated").and.include("10000 rounds");
    const strong = seal(contents, { iterations: 600_000 }, 1);
    expect(parseConcordiumExport(strong).warnings).to.have.length(1);
  });
});

describe("The refusals of Concordium's import, in its order and words", function () {
  const outside: readonly (readonly [name: string, text: string, code: string, words: string])[] = [
    ["no JSON", "not json", "FileDamaged", "This file is not a valid Export File"],
    ["cut off", vector("wallet-export.json").slice(0, 400), "FileDamaged", "This file is not a valid Export File"],
    ["a list", "[]", "SchemaRefused", "This file is not a valid Export File"],
    ["without cipherText and metadata", "{}", "SchemaRefused", "missing cipherText field"],
    ["without metadata", '{"cipherText":"AA=="}', "SchemaRefused", "missing metadata field"],
    ["of malformed metadata", '{"cipherText":"AA==","metadata":1}', "SchemaRefused", "malformed metadata"],
    ["without salt", vector("bad-missing-salt.json"), "SchemaRefused", "missing metadata.salt value"],
    [
      "without iterations",
      withMetadata({ iterations: undefined }),
      "SchemaRefused",
      "missing metadata.iterations value",
    ],
    ["of another cipher", withMetadata({ encryptionMethod: "AES-128" }), "SchemaRefused", "metadata.encryptionMethod"],
    ["of another hash", withMetadata({ hashAlgorithm: "md5" }), "SchemaRefused", "metadata.hashAlgorithm"],
    [
      "of a short vector",
      withMetadata({ initializationVector: "AAAA" }),
      "SchemaRefused",
      "metadata.initializationVector",
    ],
    ["of a salt that is none", withMetadata({ salt: "*" }), "SchemaRefused", "metadata.salt"],
    ["of half a round", withMetadata({ iterations: 0.5 }), "SchemaRefused", "metadata.iterations"],
    ["of a billion rounds", withMetadata({ iterations: 1e9 }), "KdfRefused", "1000000000 iterations"],
    ["of half a block", JSON.stringify({ ...good, cipherText: "AAAA" }), "FileDamaged", "no whole blocks"],
    ["of no base64", JSON.stringify({ ...good, cipherText: "*" }), "FileDamaged", "not base64"],
    ["of five megabytes", JSON.stringify({ ...good, cipherText: "A".repeat(5e6) }), "TooLarge", "bytes"],
    ["with __proto__", JSON.stringify(good).replace("{", '{"__proto__":1,'), "SchemaRefused", "__proto__"],
    ["with two metadata", JSON.stringify(good).replace("{", '{"metadata":1,'), "SchemaRefused", "two members"],
    ["nested without end", `${'{"metadata":'.repeat(5000)}1${"}".repeat(5000)}`, "SchemaRefused", "nested"],
  ];
  for (const [name, text, code, words] of outside) {
    it(`a file ${name} is refused at once`, async function () {
      const started = Date.now();
      const error = await refusalOf(() => parseConcordiumExport(text));
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.include(words);
      expect(Date.now() - started).to.be.lessThan(1000);
    });
  }

  it("a password of five characters is refused before it is tried", async function () {
    const error = await refusalOf(() => openConcordiumExport(parseConcordiumExport(JSON.stringify(good)), "12345"));
    expect(error).to.include({ code: "PasswordTooShort", exitCode: 2 });
    expect(error.message).to.include("Password has to be at least 6 characters");
  });

  it("a wrong password does not open it, also where its padding happens to fit", async function () {
    this.timeout(20_000);
    const exported = parseConcordiumExport(seal(contents, {}, 1));
    const seen = new Set<string>();
    for (let attempt = 0; attempt < 2000; attempt++) {
      const error = await refusalOf(() => openConcordiumExport(exported, `wrong ${attempt}`));
      expect(error).to.include({ code: "WrongPassword", exitCode: 4 });
      seen.add(error.message.includes("Unable to decrypt file") ? "decrypt" : "parse");
    }
    expect([...seen].sort()).to.deep.equal(["decrypt", "parse"]);
  });

  it("decrypted data that is no JSON is damaged", async function () {
    for (const text of ['{"identities":', `{"${String.fromCharCode(0)}`]) {
      const error = await refusalOf(() => openConcordiumExport(parseConcordiumExport(seal(text)), PASSWORD));
      expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
      expect(error.message).to.include("Unable to parse decrypted data");
    }
  });

  it("an export of the mobile wallet is told apart once it is open", async function () {
    const error = await refusalOf(() =>
      openConcordiumExport(parseConcordiumExport(vector("mobile-wallet-export.json")), PASSWORD),
    );
    expect(error).to.include({ code: "MobileExport", exitCode: 2 });
    expect(error.message).to.include("mobile wallet");
  });

  for (const member of ["identities", "accounts", "addressBook"]) {
    it(`decrypted data without ${member} is refused`, async function () {
      const error = await refusalOf(() => open({ ...contents, [member]: undefined }));
      expect(error).to.include({ code: "SchemaRefused", exitCode: 2 });
      expect(error.message).to.include(`missing ${member} value`);
    });
  }

  const inside: readonly (readonly [name: string, change: object, words: string])[] = [
    [
      "an address of a wrong checksum",
      { accounts: [{ name: "a", address: SAVINGS.replace("3", "4") }] },
      "accounts.0.address",
    ],
    ["a name that is none", { addressBook: [{ name: 1, address: SAVINGS }] }, "addressBook.0.name"],
    ["two identities of one id", { identities: [contents["identities"]![0], contents["identities"]![0]] }, "same id"],
    ["a network that is none", { genesis: { genesisBlock: "../.." } }, "genesis"],
  ];
  for (const [name, change, words] of inside) {
    it(`decrypted data with ${name} is refused`, async function () {
      const error = await refusalOf(() => open({ ...contents, ...change }));
      expect(error).to.include({ code: "SchemaRefused", exitCode: 2 });
      expect(error.message).to.include(words);
    });
  }

  it("another network's data is refused beside existing data", async function () {
    const [mine, other] = await Promise.all([
      open(contents),
      open({ ...contents, genesis: { genesisBlock: "0".repeat(64) } }),
    ]);
    const error = await refusalOf(() => {
      requireCompatible(concordiumItems(other), concordiumItems(mine));
    });
    expect(error).to.include({ code: "WrongNetwork", exitCode: 2 });
    expect(error.message).to.include("different network");
  });

  it("an account of another identity is not compatible with existing data", async function () {
    const mine = concordiumItems(await open(contents));
    const other = { ...mine, identities: [{ ...mine.identities[0]!, address: "another" }] };
    const error = await refusalOf(() => {
      requireCompatible(other, mine);
    });
    expect(error).to.include({ code: "NotCompatible", exitCode: 3 });
    expect(error.message).to.include("not compatible with existing data");
    const nothing: VaultItems = { identities: [], accounts: [], addressBook: [], claims: [] };
    requireCompatible(mine, mine);
    requireCompatible(mine, nothing);
  });

  it("no change of a byte gets further than a refusal, or data of the right shape", async function () {
    const bytes = Buffer.from(good.cipherText, "base64");
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= mask;
        const text = JSON.stringify({ ...good, cipherText: changed.toString("base64") });
        await openConcordiumExport(parseConcordiumExport(text), PASSWORD).catch((error: unknown) => {
          expect(error).to.have.property("exitCode").that.is.oneOf([2, 4, 7]);
        });
      }),
      { numRuns: 40 },
    );
  });
});

function vector(name: string): string {
  return readFileSync(join(__dirname, "../vectors/concordium", name), "utf8");
}

function withMetadata(change: object): string {
  return JSON.stringify({ ...good, metadata: { ...good.metadata, ...change } });
}

async function open(data: object) {
  return openConcordiumExport(parseConcordiumExport(seal(data, {}, 1)), PASSWORD);
}

/** As the desktop wallet seals. */
function seal(data: object | string, change: object = {}, iterations = 1): string {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const cipher = createCipheriv("aes-256-cbc", pbkdf2Sync(PASSWORD, salt, iterations, 32, "sha256"), iv);
  const cipherText = Buffer.concat([
    cipher.update(typeof data === "string" ? data : JSON.stringify(data)),
    cipher.final(),
  ]);
  const metadata = {
    ...good.metadata,
    iterations,
    salt: salt.toString("base64"),
    initializationVector: iv.toString("base64"),
    ...change,
  };
  return JSON.stringify({ cipherText: cipherText.toString("base64"), metadata });
}
