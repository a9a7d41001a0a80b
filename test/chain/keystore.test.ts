import { expect } from "chai";
import { decryptKeystoreJson, encryptKeystoreJson, Wallet } from "ethers";
import { createKeystore, encryptKeystore, openKeystore, parseKeystore } from "../../src/chain/keystore";
import { refusalOf } from "../stage/refusal";

const FAST = 2 ** 10;
const PASSWORD = "correct horse";

/** An independent implementation's file (ethers 6): the first account of the well-known test phrase. */
const FOREIGN = {
  address: "f39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  id: "29ca9ee0-e1cf-4e23-acb3-91e7edafb2e9",
  version: 3,
  Crypto: {
    cipher: "aes-128-ctr",
    cipherparams: { iv: "c13a5f0d9cdf80f19174ed78f7120455" },
    ciphertext: "90fe1990b02814e0d47a0ae228da8e3136aededc1b79bad466c30c639bf6009a",
    kdf: "scrypt",
    kdfparams: {
      salt: "4a31669a41e3282209d96a810f9b74b0028a5c39f0b26fa42feeb266b7d015ad",
      n: 131072,
      dklen: 32,
      p: 1,
      r: 8,
    },
    mac: "fee8126b7d0db2392c6ac4eb05931d766320a32a0fbfa98b003a642c67990748",
  },
};

/** As geth's light setting writes: six times side by side. */
const LIGHT = { N: 2 ** 12, r: 8, p: 6 };

describe("A keystore", function () {
  let made: { address: string; json: string };
  before(async function () {
    made = await createKeystore(PASSWORD, undefined, FAST);
  });

  it("opens with its password, here and elsewhere", async function () {
    const wallet = await openKeystore(parseKeystore(made.json), PASSWORD);
    expect(wallet.address).to.equal(made.address);
    expect((await decryptKeystoreJson(made.json, PASSWORD)).address).to.equal(made.address);
  });

  it("of another maker opens, and tells how far it is", async function () {
    const seen: number[] = [];
    const keystore = parseKeystore(JSON.stringify(FOREIGN));
    expect((await openKeystore(keystore, "passw0rd", (done) => seen.push(done))).address).to.equal(keystore.address);
    expect(seen.at(-1)).to.equal(1);
  });

  it("of geth's light setting opens", async function () {
    const { address, privateKey } = new Wallet(`0x${"2".repeat(64)}`);
    const theirs = await encryptKeystoreJson({ address, privateKey }, PASSWORD, { scrypt: LIGHT });
    expect((await openKeystore(parseKeystore(theirs), PASSWORD)).privateKey).to.equal(privateKey);
  });

  it("of a key that there is opens elsewhere", async function () {
    const { address, privateKey } = new Wallet(`0x${"3".repeat(64)}`);
    const ours = await encryptKeystore({ address, privateKey }, PASSWORD, undefined, FAST);
    expect(await decryptKeystoreJson(ours, PASSWORD)).to.include({ address, privateKey });
  });

  it("holds neither the key nor a phrase in the clear, and costs 2^17 rounds by default", async function () {
    const { privateKey } = await openKeystore(parseKeystore(made.json), PASSWORD);
    expect(made.json).to.not.include(privateKey.slice(2));
    expect(made.json).to.not.include("mnemonic");
    expect((await createKeystore(PASSWORD)).json).to.include('"n":131072');
  });

  it("does not open with another password", async function () {
    const error = await refusalOf(() => openKeystore(parseKeystore(made.json), "wrong"));
    expect(error).to.include({ code: "WrongPassword", exitCode: 4 });
  });

  it("is damaged when it holds another address's key", async function () {
    const lying = JSON.stringify({ ...(JSON.parse(made.json) as object), address: FOREIGN.address });
    const error = await refusalOf(() => openKeystore(parseKeystore(lying), PASSWORD));
    expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
  });

  it("is damaged when it was cut off at any byte", async function () {
    const text = JSON.stringify(FOREIGN);
    for (let length = 0; length < text.length; length++) {
      expect(await refusalOf(() => parseKeystore(text.slice(0, length)))).to.include({ code: "FileDamaged" });
    }
  });

  it("over 64 KiB is not even parsed", async function () {
    const error = await refusalOf(() => parseKeystore(JSON.stringify(FOREIGN) + " ".repeat(65_536)));
    expect(error).to.include({ code: "TooLarge", exitCode: 2 });
  });

  const hostile: readonly (readonly [string, object])[] = [
    ["n = 2^19", scrypt({ n: 2 ** 19 })],
    ["n = 2^40", scrypt({ n: 2 ** 40 })],
    ["n that is no power of two", scrypt({ n: 131073 })],
    ["n = 1", scrypt({ n: 1 })],
    ["r = 9", scrypt({ r: 9 })],
    ["p = 9", scrypt({ n: 2, p: 9 })],
    ["2^18 rounds twice", scrypt({ n: 2 ** 18, p: 2 })],
    ["p = 100000", scrypt({ p: 100_000 })],
    ["100 million rounds of pbkdf2", pbkdf2(100_000_000)],
    ["an unknown derivation", { ...FOREIGN, Crypto: { ...FOREIGN.Crypto, kdf: "argon2id" } }],
  ];
  for (const [name, keystore] of hostile) {
    it(`with ${name} is refused at once`, async function () {
      const started = Date.now();
      const error = await refusalOf(() => parseKeystore(JSON.stringify(keystore)));
      expect(error).to.include({ code: "KdfRefused", exitCode: 2 });
      expect(Date.now() - started).to.be.lessThan(1000);
    });
  }

  const misshapen: readonly (readonly [string, string])[] = [
    ["no address", JSON.stringify({ ...FOREIGN, address: undefined })],
    ["an address of 39 digits", JSON.stringify({ ...FOREIGN, address: FOREIGN.address.slice(1) })],
    ["no version", JSON.stringify({ ...FOREIGN, version: undefined })],
    ["version 1", JSON.stringify({ ...FOREIGN, version: 1 })],
    ["version 3 as text", JSON.stringify({ ...FOREIGN, version: "3" })],
    ["two crypto sections", JSON.stringify({ ...FOREIGN, crypto: FOREIGN.Crypto })],
    ["no crypto section", JSON.stringify({ ...FOREIGN, Crypto: undefined })],
    ["another cipher", JSON.stringify({ ...FOREIGN, Crypto: { ...FOREIGN.Crypto, cipher: "aes-256-cbc" } })],
    ["a short salt", JSON.stringify(scrypt({ salt: "" }))],
    ["n as text", JSON.stringify(scrypt({ n: "131072" }))],
    ["half a round", JSON.stringify(scrypt({ n: 0.5 }))],
    ["__proto__", JSON.stringify(FOREIGN).replace("{", '{"__proto__":{"version":3},')],
    ["the same member twice", JSON.stringify(FOREIGN).replace("{", '{"version":1,')],
    ["a list", "[]"],
  ];
  for (const [name, text] of misshapen) {
    it(`with ${name} is refused`, async function () {
      expect(await refusalOf(() => parseKeystore(text))).to.include({ code: "SchemaRefused", exitCode: 2 });
    });
  }
});

function scrypt(change: object): object {
  return { ...FOREIGN, Crypto: { ...FOREIGN.Crypto, kdfparams: { ...FOREIGN.Crypto.kdfparams, ...change } } };
}

function pbkdf2(c: number): object {
  const kdfparams = { c, prf: "hmac-sha256", dklen: 32, salt: FOREIGN.Crypto.kdfparams.salt };
  return { ...FOREIGN, Crypto: { ...FOREIGN.Crypto, kdf: "pbkdf2", kdfparams } };
}
