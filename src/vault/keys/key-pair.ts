import { ed25519 } from "@noble/curves/ed25519.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import * as sr25519 from "@scure/sr25519";
import { computeAddress, hexlify } from "ethers";
import type { OpenAccount } from "../vault.types";
import { encodeSs58 } from "./ss58";

/** The kinds of keys that Substrate's wallets hold. */
export type KeyType = OpenAccount["type"];
export const KEY_TYPES = ["sr25519", "ed25519", "ecdsa", "ethereum"] as const satisfies readonly KeyType[];

/** The secret half as polkadot-js keeps it: 64 bytes for sr25519 and ed25519, 32 for the others. */
export interface KeyPair {
  readonly type: KeyType;
  readonly secretKey: Uint8Array;
  /** 33 bytes, compressed, for ecdsa and ethereum; 32 for the others. */
  readonly publicKey: Uint8Array;
}

const SEED_BYTES = 32;

/** @param seed 32 bytes; for sr25519 the mini secret */
export function pairFromSeed(type: KeyType, seed: Uint8Array): KeyPair {
  switch (type) {
    case "sr25519":
      return pairFromSecret(type, sr25519.secretFromSeed(seed));
    case "ed25519":
      return pairFromSecret(type, concatBytes(seed, ed25519.getPublicKey(seed)));
    case "ecdsa":
    case "ethereum":
      return { type, secretKey: seed, publicKey: secp256k1.getPublicKey(seed, true) };
  }
}

/**
 * @param secret A seed of 32 bytes, or the 64 bytes that polkadot-js keeps
 * @throws Error when no key of this type has this secret
 */
export function pairFromSecret(type: KeyType, secret: Uint8Array): KeyPair {
  if (secret.length === SEED_BYTES) return pairFromSeed(type, secret);
  if (type === "sr25519") return { type, secretKey: secret, publicKey: sr25519.getPublicKey(secret) };
  if (type !== "ed25519") throw new RangeError(`A secret of ${type} has ${SEED_BYTES} bytes`);
  const pair = { type, secretKey: secret, publicKey: ed25519.getPublicKey(secret.subarray(0, SEED_BYTES)) };
  if (sameBytes(pair.publicKey, secret.subarray(SEED_BYTES))) return pair;
  throw new RangeError("The two halves of the ed25519 secret do not belong together");
}

/** As the chain writes it: EIP-55 for ethereum, SS58 with prefix 42 for the others. */
export function addressOf(type: KeyType, publicKey: Uint8Array): string {
  if (type === "ethereum") return computeAddress(hexlify(publicKey));
  return encodeSs58(type === "ecdsa" ? accountIdOf(publicKey) : publicKey);
}

/** What stands on chain for a key of secp256k1. */
export function accountIdOf(publicKey: Uint8Array): Uint8Array {
  return blake2b(publicKey, { dkLen: 32 });
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function openAccount({ type, secretKey, publicKey }: KeyPair, name: string, path?: string): OpenAccount {
  return {
    name,
    type,
    address: addressOf(type, publicKey),
    secretKey: hexlify(secretKey),
    publicKey: hexlify(publicKey),
    ...(path === undefined ? {} : { path }),
  };
}
