import { sha256 } from "@noble/hashes/sha2.js";
import { createBase58check } from "@scure/base";

const VERSION = 1;
const LENGTH = 33;
const base58check = createBase58check(sha256);

/** Whether a text is an account address of Concordium: version 1 and 32 bytes, in base 58 with a checksum. */
export function isConcordiumAddress(text: string): boolean {
  try {
    const bytes = base58check.decode(text);
    return bytes.length === LENGTH && bytes[0] === VERSION;
  } catch {
    return false;
  }
}
