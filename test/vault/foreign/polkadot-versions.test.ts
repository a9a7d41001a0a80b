import { Keyring } from "@polkadot/keyring";
import type { KeyringPair } from "@polkadot/keyring/types";
import { u8aConcat, u8aFixLength } from "@polkadot/util";
import { base64Encode, cryptoWaitReady, naclEncrypt, scryptEncode, scryptToU8a } from "@polkadot/util-crypto";
import { expect } from "chai";
import { openPolkadotKeystore } from "../../../src/vault/foreign/polkadot/open-keystore";
import { parsePolkadotKeystore } from "../../../src/vault/foreign/polkadot/parse-keystore";
import { encodePkcs8 } from "../../../src/vault/foreign/polkadot/pkcs8";
import { KEY_TYPES, openAccount, pairFromSeed } from "../../../src/vault/keys/key-pair";

const PASSWORD = "a password of more than 32 letters, which versions before 3 cut off";
const SEED = new Uint8Array(32).fill(5);
const CIPHER = "xsalsa20-poly1305";

/** What stands outside, and what the packages of polkadot-js sealed inside. */
interface Variant {
  readonly encoding: object;
  readonly sealed: Uint8Array;
}

function underPassword(plain: Uint8Array): Uint8Array {
  const key = u8aFixLength(new TextEncoder().encode(PASSWORD), 256, true);
  const { encrypted, nonce } = naclEncrypt(plain, key);
  return u8aConcat(nonce, encrypted);
}

function underScrypt(plain: Uint8Array, params: { N: number; p: number; r: number }): Uint8Array {
  const { password, salt } = scryptEncode(PASSWORD, new Uint8Array(32).fill(9), params);
  const { encrypted, nonce } = naclEncrypt(plain, password.subarray(0, 32));
  return u8aConcat(scryptToU8a(salt, params), nonce, encrypted);
}

const VARIANTS: Readonly<Record<string, (content: string[], plain: Uint8Array) => Variant>> = {
  "version 1": (content, plain) => ({
    encoding: { content, type: CIPHER, version: "1" },
    sealed: underPassword(plain),
  }),
  "version 2": (content, plain) => ({
    encoding: { content, type: [CIPHER], version: "2" },
    sealed: underPassword(plain),
  }),
  "version 3, as before 2025": (content, plain) => ({
    encoding: { content, type: ["scrypt", CIPHER], version: "3" },
    sealed: underScrypt(plain, { N: 2 ** 15, p: 1, r: 8 }),
  }),
  "version 3, without encryption": (content, plain) => ({
    encoding: { content, type: ["none"], version: "3" },
    sealed: plain,
  }),
};

describe("A Polkadot keystore of every version and type", function () {
  before(cryptoWaitReady);

  async function expectOpens(pair: KeyringPair, { encoding, sealed }: Variant): Promise<void> {
    const { address } = pair.toJson();
    const encodings = [base64Encode(sealed), `0x${Buffer.from(sealed).toString("hex")}`];
    const expected = openAccount(pairFromSeed(pair.type, SEED), "");
    for (const encoded of encodings) {
      const keystore = parsePolkadotKeystore(JSON.stringify({ address, encoded, encoding, meta: {} }));
      expect(await openPolkadotKeystore(keystore, PASSWORD)).to.deep.equal(expected);
    }
  }

  for (const type of KEY_TYPES) {
    for (const [name, variantOf] of Object.entries(VARIANTS)) {
      it(`${type}, ${name}, opens, in base64 and in hex`, async function () {
        const variant = variantOf(["pkcs8", type], encodePkcs8(pairFromSeed(type, SEED)));
        await expectOpens(new Keyring({ type }).addFromSeed(SEED), variant);
      });
    }
  }

  for (const type of ["sr25519", "ed25519"] as const) {
    it(`${type}, version 0, which does not name its type, opens`, async function () {
      const sealed = underPassword(encodePkcs8(pairFromSeed(type, SEED)));
      const encoding = { content: "pkcs8", type: CIPHER, version: "0" };
      await expectOpens(new Keyring({ type }).addFromSeed(SEED), { encoding, sealed });
    });
  }
});
