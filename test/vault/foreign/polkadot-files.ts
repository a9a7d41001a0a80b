import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { hexlify } from "ethers";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodePkcs8 } from "../../../src/vault/foreign/polkadot/pkcs8";
import { openAccount, pairFromSeed, type KeyType } from "../../../src/vault/keys/key-pair";

export interface PolkadotFile {
  readonly address: string;
  readonly encoded: string;
  readonly encoding: object;
  readonly meta: object;
}

/** A file that another wallet wrote. */
export function vector(name: string): string {
  return readFileSync(join(__dirname, "../vectors/polkadot", name), "utf8");
}

/** As version 2 encrypted, without a key derivation: opens at once. */
export function sealedFast(seed: Uint8Array, type: KeyType, password: string, name = "quick"): PolkadotFile {
  const pair = pairFromSeed(type, seed);
  const key = Buffer.alloc(32);
  key.write(password);
  const nonce = new Uint8Array(24).fill(7);
  const box = xsalsa20poly1305(key, nonce).encrypt(encodePkcs8(pair));
  const isCurve = type === "ecdsa" || type === "ethereum";
  return {
    address: isCurve ? hexlify(pair.publicKey) : openAccount(pair, "").address,
    encoded: Buffer.concat([nonce, box]).toString("base64"),
    encoding: { content: ["pkcs8", type], type: ["xsalsa20-poly1305"], version: "3" },
    meta: { name },
  };
}

export function changed<T extends object>(file: T, change: object): T {
  return { ...file, ...change };
}
