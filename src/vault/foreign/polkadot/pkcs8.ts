import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { fileDamaged } from "../refusals";
import { sameBytes, type KeyPair } from "../../keys/key-pair";

/*
 * The plain text of a Polkadot keystore, which its makers call PKCS #8: header, secret, divider, public key.
 * The secret has 32 bytes (a seed, or a key of secp256k1) or 64 (generation 3 of sr25519 and ed25519).
 */

const HEADER = hexToBytes("3053020101300506032b657004220420");
const DIVIDER = hexToBytes("a123032100");
const SECRETS = [64, 32] as const;
const PUBLIC_KEYS = [32, 33];

/** What a decrypted keystore says, not yet compared with anything. */
export interface Pkcs8 {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

export const LONGEST_PKCS8 = HEADER.length + 64 + DIVIDER.length + 33;

/** @throws FileError FileDamaged */
export function decodePkcs8(plain: Uint8Array, what: string): Pkcs8 {
  if (!sameBytes(plain.subarray(0, HEADER.length), HEADER)) {
    throw fileDamaged(what, "Invalid encoding header found in body");
  }
  for (const length of SECRETS) {
    const end = HEADER.length + length;
    const publicKey = plain.slice(end + DIVIDER.length);
    if (!sameBytes(plain.subarray(end, end + DIVIDER.length), DIVIDER)) continue;
    if (PUBLIC_KEYS.includes(publicKey.length)) return { secretKey: plain.slice(HEADER.length, end), publicKey };
  }
  throw fileDamaged(what, "Invalid encoding divider found in body");
}

export function encodePkcs8({ secretKey, publicKey }: KeyPair): Uint8Array {
  return concatBytes(HEADER, secretKey, DIVIDER, publicKey);
}
