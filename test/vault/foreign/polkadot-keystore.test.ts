import { Keyring } from "@polkadot/keyring";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { expect } from "chai";
import { hexlify } from "ethers";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../../src/shared/canonical-json";
import { openPolkadotKeystore } from "../../../src/vault/foreign/polkadot/open-keystore";
import { parsePolkadotKeystore } from "../../../src/vault/foreign/polkadot/parse-keystore";
import { writePolkadotKeystore } from "../../../src/vault/foreign/polkadot/write-keystore";
import { addressOf, KEY_TYPES, openAccount, pairFromSeed } from "../../../src/vault/keys/key-pair";
import { refusalOf } from "../../stage/refusal";
import { changed, sealedFast, vector } from "./polkadot-files";

const PASSWORD = "passw0rd";
const CHEAPEST = { N: 2 ** 15, p: 1, r: 8 };
const SEED = Uint8Array.from({ length: 32 }, (_, index) => index + 1);

interface Upstream {
  readonly file: string;
  readonly version: string;
  readonly password: string | null;
  readonly addressSS58_42: string | null;
}

describe("A Polkadot keystore", function () {
  before(cryptoWaitReady);

  // The vectors hold the other types; polkadot-js always takes its full time.
  for (const type of ["ed25519", "ethereum"] as const) {
    it(`of ${type} that polkadot-js wrote opens to the same key`, async function () {
      const keyring = new Keyring({ type });
      const pair = keyring.addFromSeed(SEED, { name: "savings" });
      const keystore = parsePolkadotKeystore(JSON.stringify(pair.toJson(PASSWORD)));
      expect(keystore).to.include({ name: "savings", type, address: pair.address });
      expect(keystore.warnings).to.deep.equal([]);
      const account = await openPolkadotKeystore(keystore, PASSWORD);
      expect(account).to.include({ name: "savings", type, address: pair.address, publicKey: hexlify(pair.publicKey) });
      expect(account.secretKey).to.equal(openAccount(pairFromSeed(type, SEED), "").secretKey);
    });
  }

  for (const type of KEY_TYPES) {
    it(`of ${type} that we wrote opens in polkadot-js, to an account that signs`, async function () {
      const account = openAccount(pairFromSeed(type, SEED), "savings");
      const json = await writePolkadotKeystore(account, PASSWORD, CHEAPEST);
      const pair = new Keyring({ type }).addFromJson(json as never);
      expect(() => {
        pair.decodePkcs8("wrong");
      }).to.throw("Unable to decode");
      pair.decodePkcs8(PASSWORD);
      expect(pair.address).to.equal(account.address);
      expect(pair.meta["name"]).to.equal("savings");
      const message = Uint8Array.of(1, 2, 3);
      expect(pair.verify(message, pair.sign(message), pair.publicKey)).to.equal(true);
    });

    it(`of ${type} that is not encrypted opens without a password, and warns`, async function () {
      const pair = new Keyring({ type }).addFromSeed(SEED);
      const keystore = parsePolkadotKeystore(JSON.stringify(pair.toJson()));
      expect(keystore.name).to.equal("");
      expect(keystore.warnings.join()).to.include("not encrypted");
      expect((await openPolkadotKeystore(keystore, "")).address).to.equal(pair.address);
    });
  }

  it("costs 2^17 rounds by default", async function () {
    const account = openAccount(pairFromSeed("ethereum", SEED), "a");
    expect(sealedIn(await writePolkadotKeystore(account, PASSWORD)).readUInt32LE(32)).to.equal(2 ** 17);
  });

  it("differs every time in every part", async function () {
    const account = openAccount(pairFromSeed("ethereum", SEED), "a");
    const a = sealedIn(await writePolkadotKeystore(account, PASSWORD, CHEAPEST));
    const b = sealedIn(await writePolkadotKeystore(account, PASSWORD, CHEAPEST));
    for (const [start, end] of [
      [0, 32],
      [44, 68],
      [68, 168],
    ] as const) {
      expect(a.subarray(start, end).equals(b.subarray(start, end))).to.equal(false);
    }
  });

  it("is never written without a password", async function () {
    const account = openAccount(pairFromSeed("sr25519", SEED), "a");
    const error = await refusalOf(() => writePolkadotKeystore(account, ""));
    expect(error).to.include({ code: "PasswordMissing", exitCode: 4 });
  });
});

function sealedIn(json: JsonObject): Buffer {
  return Buffer.from(json["encoded"] as string, "base64");
}

describe("The vectors of other wallets", function () {
  const folder = join(__dirname, "../vectors/polkadot/upstream");
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as Upstream[];
  for (const { file, version, password, addressSS58_42: address } of index) {
    it(`${file}, of version ${version}, ${address === null ? "does not open" : "opens"}`, async function () {
      const keystore = parsePolkadotKeystore(readFileSync(join(folder, file), "utf8"));
      if (address !== null) {
        expect((await openPolkadotKeystore(keystore, password ?? "")).address).to.equal(address);
        return;
      }
      const error = await refusalOf(() => openPolkadotKeystore(keystore, "any"));
      expect(error).to.include({ code: "WrongPassword", exitCode: 4 });
      expect(error.message).to.include("Unable to decode using the supplied passphrase");
    });
  }

  for (const name of ["sr25519.json", "ecdsa.json"]) {
    it(`${name} opens to the address that it declares`, async function () {
      const keystore = parsePolkadotKeystore(vector(name));
      const account = await openPolkadotKeystore(keystore, PASSWORD);
      expect(account.address).to.equal(keystore.address);
      expect(account.address).to.match(/^5/);
    });
  }
});

describe("A hostile or broken Polkadot keystore", function () {
  const good = sealedFast(SEED, "sr25519", PASSWORD);

  it("with another account's address does not open, and says whose key it is", async function () {
    const keystore = parsePolkadotKeystore(vector("bad-address-mismatch.json"));
    const error = await refusalOf(() => openPolkadotKeystore(keystore, PASSWORD));
    expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
    expect(error.message).to.include("5FvCJBH9bY8PdxNEk2CWJHH7vTLYVPxi13eYGXiZGYfeSRgm");
    expect(error.message).to.include("5FbSap4BsWfjyRhCchoVdZHkDnmDm3NEgLZ25mesq4aw2WvX");
  });

  it("that was cut off inside says how much is missing", async function () {
    const error = await refusalOf(() => parsePolkadotKeystore(vector("bad-truncated.json")));
    expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
    expect(error.message).to.include("Invalid input length: expected 44 bytes, found 30");
  });

  it("that was cut off at any byte is damaged", async function () {
    const text = JSON.stringify(good);
    for (let length = 0; length < text.length; length += 7) {
      expect(await refusalOf(() => parsePolkadotKeystore(text.slice(0, length)))).to.include({ code: "FileDamaged" });
    }
  });

  it("does not open with a flipped bit, wherever", async function () {
    const sealed = Buffer.from(good.encoded, "base64");
    for (let at = 0; at < sealed.length; at += 9) {
      const flipped = Buffer.from(sealed);
      flipped[at]! ^= 1;
      const file = JSON.stringify(changed(good, { encoded: flipped.toString("base64") }));
      const error = await refusalOf(() => openPolkadotKeystore(parsePolkadotKeystore(file), PASSWORD));
      expect(error.exitCode, `byte ${at}`).to.be.oneOf([2, 4]);
    }
  });

  it("does not open with a wrong password, nor without one", async function () {
    const keystore = parsePolkadotKeystore(JSON.stringify(good));
    const wrong = await refusalOf(() => openPolkadotKeystore(keystore, "Passw0rd"));
    expect(wrong).to.include({ code: "WrongPassword", exitCode: 4 });
    const none = await refusalOf(() => openPolkadotKeystore(keystore, ""));
    expect(none).to.include({ code: "PasswordMissing", exitCode: 4 });
    expect(none.message).to.include("Password required to decode encrypted data");
  });

  const encoding = good.encoding;
  const refused: readonly (readonly [name: string, change: object, code: string, words: string])[] = [
    ["scrypt of 2^30 rounds", withScrypt(2 ** 30, 1, 8), "KdfRefused", "exceed safe limits"],
    ["scrypt of p=100000", withScrypt(2 ** 15, 100_000, 8), "KdfRefused", "p=100000"],
    ["scrypt of r=16", withScrypt(2 ** 15, 1, 16), "KdfRefused", "r=16"],
    ["scrypt of 2^14 rounds once", withScrypt(2 ** 14, 1, 8), "KdfRefused", "never in use"],
    ["another content", { encoding: { ...encoding, content: ["x"] } }, "SchemaRefused", "non-pkcs8 type"],
    ["another type", { encoding: { ...encoding, content: ["pkcs8", "rsa"] } }, "SchemaRefused", "Unknown crypto type"],
    ["no type", { encoding: { ...encoding, content: "pkcs8" } }, "SchemaRefused", "of which type"],
    ["version 4", { encoding: { ...encoding, version: "4" } }, "SchemaRefused", "encoding.version"],
    ["another cipher", { encoding: { ...encoding, type: ["aes"] } }, "SchemaRefused", "not known"],
    ["no encoding", { encoding: undefined }, "SchemaRefused", "encoding"],
    ["nothing encoded", { encoded: "" }, "FileDamaged", "No encrypted data"],
    ["something else encoded", { encoded: "*" }, "FileDamaged", "neither base64"],
    ["half a byte", { encoded: "0x123" }, "FileDamaged", "neither base64"],
    ["far too much encoded", { encoded: "A".repeat(4096) }, "TooLarge", "4096"],
    ["an address of a wrong checksum", { address: good.address.replace(/.$/, "z") }, "BadAddress", "checksum"],
    ["an address cut short", { address: good.address.slice(0, 30) }, "BadAddress", "length"],
    ["an address that is no base 58", { address: "0OIl" }, "BadAddress", "base58"],
    ["an address of 20 bytes", { address: `0x${"11".repeat(20)}` }, "SchemaRefused", "20 bytes"],
    ["no address", { address: undefined }, "SchemaRefused", "address"],
    ["a name of a thousand letters", { meta: { name: "a".repeat(1000) } }, "SchemaRefused", "meta.name"],
    ["a name that is a number", { meta: { name: 1 } }, "SchemaRefused", "meta.name"],
  ];
  for (const [name, change, code, words] of refused) {
    it(`with ${name} is refused at once`, async function () {
      const started = Date.now();
      const error = await refusalOf(() => parsePolkadotKeystore(JSON.stringify(changed(good, change))));
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.include(words);
      expect(Date.now() - started).to.be.lessThan(1000);
    });
  }

  const texts: readonly (readonly [name: string, text: string, code: string])[] = [
    ["__proto__", JSON.stringify(good).replace("{", '{"__proto__":{"encoded":""},'), "SchemaRefused"],
    ["the same member twice", JSON.stringify(good).replace("{", '{"address":"x",'), "SchemaRefused"],
    ["endless nesting", `${'{"meta":'.repeat(2000)}1${"}".repeat(2000)}`, "SchemaRefused"],
    ["a megabyte of spaces", JSON.stringify(good) + " ".repeat(2 ** 20), "TooLarge"],
    ["a list", "[]", "SchemaRefused"],
  ];
  for (const [name, text, code] of texts) {
    it(`with ${name} is refused at once`, async function () {
      const error = await refusalOf(() => parsePolkadotKeystore(text));
      expect(error.code, error.message).to.equal(code);
    });
  }

  it("shows what an ethereum account's address is, before it is opened", function () {
    const { publicKey } = pairFromSeed("ethereum", SEED);
    const file = sealedFast(SEED, "ethereum", PASSWORD);
    expect(parsePolkadotKeystore(JSON.stringify(file)).address).to.equal(addressOf("ethereum", publicKey));
  });

  function withScrypt(N: number, p: number, r: number): object {
    const sealed = Buffer.alloc(201);
    for (const [at, value] of [N, p, r].entries()) sealed.writeUInt32LE(value, 32 + 4 * at);
    const type = ["scrypt", "xsalsa20-poly1305"];
    return { encoded: sealed.toString("base64"), encoding: { ...good.encoding, type } };
  }
});
