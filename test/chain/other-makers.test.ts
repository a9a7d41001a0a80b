import { createCipheriv, pbkdf2Sync, scryptSync } from "node:crypto";
import { expect } from "chai";
import { keccak256, Wallet } from "ethers";
import { openKeystore, parseKeystore } from "../../src/chain/keystore";
import { refusalOf } from "../stage/refusal";

const PASSWORD = "pässword of another wallet";
const WALLET = new Wallet(`0x${"4".repeat(64)}`);
const [SALT, IV] = [Buffer.alloc(32, 7), Buffer.alloc(16, 9)];

/** A keystore after the specification alone, by none of the packages that read it here. */
function written(kdf: string, kdfparams: object, derived: Buffer) {
  const cipher = createCipheriv("aes-128-ctr", derived.subarray(0, 16), IV);
  const secret = Buffer.from(WALLET.privateKey.slice(2), "hex");
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  const mac = keccak256(Buffer.concat([derived.subarray(16), ciphertext])).slice(2);
  return {
    cipher: "aes-128-ctr",
    cipherparams: { iv: IV.toString("hex") },
    ciphertext: ciphertext.toString("hex"),
    kdf,
    kdfparams: { dklen: 32, salt: SALT.toString("hex"), ...kdfparams },
    mac,
  };
}

const scrypted = written("scrypt", { n: 1024, r: 8, p: 1 }, scryptSync(PASSWORD, SALT, 32, { N: 1024, r: 8, p: 1 }));
const stretched = (hash: string) =>
  written("pbkdf2", { c: 1000, prf: `hmac-${hash}` }, pbkdf2Sync(PASSWORD, SALT, 1000, 32, hash));
const prefixed = {
  ...scrypted,
  cipherparams: { iv: `0x${scrypted.cipherparams.iv}` },
  ciphertext: `0x${scrypted.ciphertext.toUpperCase()}`,
  kdfparams: { ...scrypted.kdfparams, salt: `0x${SALT.toString("hex")}` },
  mac: `0x${scrypted.mac.toUpperCase()}`,
};

describe("A keystore of another maker", function () {
  const address = WALLET.address.slice(2).toLowerCase();
  const readable: readonly (readonly [string, object])[] = [
    ["with few rounds of scrypt", { version: 3, id: "1", address, crypto: scrypted }],
    ["with pbkdf2 and SHA-256", { version: 3, address, crypto: stretched("sha256") }],
    ["with pbkdf2 and SHA-512", { version: 3, address, crypto: stretched("sha512") }],
    ["whose Crypto has a capital", { version: 3, address, Crypto: scrypted }],
    ["whose address is in capitals", { version: 3, address: address.toUpperCase(), crypto: scrypted }],
    ["whose address has 0x and a checksum", { version: 3, address: WALLET.address, crypto: scrypted }],
    ["whose address has 0X", { version: 3, address: `0X${address.toUpperCase()}`, crypto: scrypted }],
    ["that has 0x everywhere", { version: 3, address: `0x${address}`, crypto: prefixed }],
    ["with notes of its own", { version: 3, address, crypto: scrypted, "x-wallet": { client: "other" }, name: "a" }],
  ];
  for (const [name, keystore] of readable) {
    it(`${name} opens`, async function () {
      const { privateKey } = await openKeystore(parseKeystore(JSON.stringify(keystore)), PASSWORD);
      expect(privateKey).to.equal(WALLET.privateKey);
    });
  }

  const refused: readonly (readonly [string, object, string])[] = [
    ["that names no address", { version: 3, crypto: scrypted }, "address: is missing"],
    ["that names an empty one", { version: 3, address: "", crypto: scrypted }, "address: is not 40 hexadecimal digits"],
    ["that says no version", { address, crypto: scrypted }, "version"],
  ];
  for (const [name, keystore, words] of refused) {
    it(`${name} is refused, and says why`, async function () {
      const error = await refusalOf(() => parseKeystore(JSON.stringify(keystore)));
      expect(error).to.include({ code: "SchemaRefused", exitCode: 2 });
      expect(error.message).to.include(words);
    });
  }
});
