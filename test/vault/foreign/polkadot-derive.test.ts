import { Keyring } from "@polkadot/keyring";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { expect } from "chai";
import { hexlify } from "ethers";
import fc from "fast-check";
import { deriveSubstrateAccount, type SubstrateType } from "../../../src/vault/foreign/polkadot/derive";
import { parseSubstratePath, splitSecretUri } from "../../../src/vault/foreign/polkadot/suri";
import { decodeSs58, encodeSs58 } from "../../../src/vault/keys/ss58";
import { deriveEthereumAccount } from "../../../src/vault/phrase/ethereum-account";
import { parsePhrase } from "../../../src/vault/phrase/phrase";
import { refusalOf } from "../../stage/refusal";

const PHRASE = "seed sock milk update focus rotate barely fade car face mechanic mercy";
const phrases = fc
  .constantFrom(16, 20, 24, 28, 32)
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
  .map((entropy) => entropyToMnemonic(entropy, wordlist));
const codes = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => hexlify(bytes)),
  fc
    .string({ unit: fc.constantFrom("a", "Z", "0", "é", "_", ".", "-", " "), minLength: 1, maxLength: 70 })
    .map((text) => `k${text}k`),
);
const passwords = fc.oneof(
  fc.constant(""),
  fc.string({ unit: fc.constantFrom("a", " ", "é", "/", "\\", "'", "1"), minLength: 1 }),
);

describe("A Substrate account of a phrase", function () {
  before(cryptoWaitReady);

  const types: readonly (readonly [SubstrateType, fc.Arbitrary<string>])[] = [
    ["sr25519", fc.constantFrom("/", "//")],
    ["ed25519", fc.constant("//")],
    ["ecdsa", fc.constant("//")],
  ];
  for (const [type, slashes] of types) {
    it(`of type ${type} is the one that polkadot-js derives, on any path and with any password`, function () {
      const paths = fc.array(
        fc.tuple(slashes, codes).map((step) => step.join("")),
        { maxLength: 4 },
      );
      fc.assert(
        fc.property(phrases, paths, passwords, (words, steps, password) => {
          const path = steps.join("");
          const uri = `${words}${path}${password === "" ? "" : `///${password}`}`;
          const expected = new Keyring({ type }).createFromUri(uri);
          const split = splitSecretUri(uri);
          const account = deriveSubstrateAccount(parsePhrase(split.phrase), type, "a", split.path, split.password);
          expect(account.address).to.equal(expected.address);
          expect(account.publicKey).to.equal(hexlify(expected.publicKey));
        }),
        { numRuns: 15 },
      );
    });
  }

  it("is that of the vectors, on the empty path", function () {
    const account = deriveSubstrateAccount(parsePhrase(PHRASE), "sr25519", "a");
    expect(account).to.include({ address: "5FbSap4BsWfjyRhCchoVdZHkDnmDm3NEgLZ25mesq4aw2WvX", path: "" });
    const signers = deriveSubstrateAccount(parsePhrase(PHRASE), "sr25519", "a", "//polkadot");
    expect(signers.address).to.not.equal(account.address);
  });

  it("is the same each time, to the last byte, and keeps no password", function () {
    const derive = () => deriveSubstrateAccount(parsePhrase(PHRASE), "sr25519", "a", "/soft//hard/soft", "canary");
    expect(derive()).to.deep.equal(derive());
    expect(JSON.stringify(derive())).to.not.include("canary");
  });

  for (const type of ["ed25519", "ecdsa"] as const) {
    it(`of type ${type} has no soft steps`, async function () {
      const error = await refusalOf(() => deriveSubstrateAccount(parsePhrase(PHRASE), type, "a", "//hard/soft"));
      expect(error).to.include({ code: "BadPath", exitCode: 2 });
      expect(error.message).to.include("hard steps only");
    });
  }

  for (const path of [
    "polkadot",
    "/",
    "//",
    "//a/",
    "//a//",
    `//${2n ** 256n}`,
    "/a".repeat(17),
    "/".concat("a".repeat(300)),
  ]) {
    it(`is refused on the path "${path.slice(0, 20)}"`, async function () {
      expect(await refusalOf(() => parseSubstratePath(path))).to.include({ code: "BadPath", exitCode: 2 });
    });
  }

  it("never takes a password within a path, and never repeats it", async function () {
    const error = await refusalOf(() => parseSubstratePath("//polkadot///canary"));
    expect(error.code).to.equal("BadPath");
    expect(error.message + error.next).to.not.include("canary");
    const noPhrase = await refusalOf(() => splitSecretUri("//Alice///canary"));
    expect(noPhrase.message + noPhrase.next).to.not.include("canary");
    expect(await refusalOf(() => splitSecretUri("a".repeat(3000)))).to.include({ code: "BadPath" });
  });
});

describe("An Ethereum account of a phrase in one line", function () {
  it("is the one that polkadot-js derives", function () {
    const keyring = new Keyring({ type: "ethereum" });
    for (const path of ["m/44'/60'/0'/0/0", "m/44'/60'/0'/0/7"]) {
      const uri = splitSecretUri(`${PHRASE}/${path}`);
      const account = deriveEthereumAccount(parsePhrase(uri.phrase), "a", uri.path);
      expect(account.address).to.equal(keyring.createFromUri(`${PHRASE}/${path}`).address);
    }
  });
});

describe("An address in SS58", function () {
  it("gives its payload back, with a checksum of two bytes", async function () {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 33 }), (payload) => {
        expect(decodeSs58(encodeSs58(payload))).to.deep.equal(payload);
      }),
    );
    const error = await refusalOf(() => decodeSs58("5FbSap4BsWfjyRhCchoVdZHkDnmDm3NEgLZ25mesq4aw2WvY"));
    expect(error).to.include({ code: "BadAddress", exitCode: 2 });
    expect(error.message).to.include("Invalid decoded address checksum");
  });

  it("of a chain whose prefix takes two bytes is read", function () {
    const keyring = new Keyring({ type: "sr25519", ss58Format: 1284 });
    const { address, publicKey } = keyring.addFromSeed(new Uint8Array(32).fill(5));
    expect(decodeSs58(address)).to.deep.equal(publicKey);
  });
});
