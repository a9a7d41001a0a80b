import { randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { canonicalJson } from "../shared/canonical-json";

export const KEY_BYTES = 32;
const NONCE_BYTES = 24;

/** Bytes under XChaCha20-Poly1305, whose nonce is long enough to be random. */
export interface Sealed {
  /** Hex. */
  readonly nonce: string;
  readonly bytes: Uint8Array;
}

/** @param context What the bytes belong to: in any other context they do not open. */
export function seal(key: Uint8Array, plain: Uint8Array, context: object, nonce = newNonce()): Sealed {
  return { nonce, bytes: xchacha20poly1305(key, fromHex(nonce), contextBytes(context)).encrypt(plain) };
}

/** @return undefined when the key, the context or the bytes are not the ones that were sealed */
export function unseal(key: Uint8Array, { nonce, bytes }: Sealed, context: object): Uint8Array | undefined {
  try {
    return xchacha20poly1305(key, fromHex(nonce), contextBytes(context)).decrypt(bytes);
  } catch {
    return undefined;
  }
}

export function newKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

export function newNonce(): string {
  return randomHex(NONCE_BYTES);
}

export function randomHex(length: number): string {
  return randomBytes(length).toString("hex");
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function contextBytes(context: object): Uint8Array {
  return new TextEncoder().encode(canonicalJson(context));
}
