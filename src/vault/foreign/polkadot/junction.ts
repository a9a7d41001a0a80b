import { blake2b } from "@noble/hashes/blake2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { getBytes } from "ethers";

/** One step of a Substrate path: `//hard` or `/soft`. */
export interface Junction {
  readonly isHard: boolean;
  readonly chainCode: Uint8Array;
}

const CHAIN_CODE_BYTES = 32;

/**
 * @param code What stands after the slashes: a number, bytes in hex, or a text.
 * @throws RangeError for a number of more than 256 bits
 */
export function junctionOf(code: string, isHard: boolean): Junction {
  const bytes = bytesOf(code);
  const chainCode = new Uint8Array(CHAIN_CODE_BYTES);
  chainCode.set(bytes.length > CHAIN_CODE_BYTES ? blake2b(bytes, { dkLen: CHAIN_CODE_BYTES }) : bytes);
  return { isHard, chainCode };
}

function bytesOf(code: string): Uint8Array {
  if (/^[0-9]+$/.test(code)) return littleEndian(BigInt(code));
  if (/^0x([0-9a-fA-F]{2})+$/.test(code)) return getBytes(code);
  return withCompactLength(utf8ToBytes(code));
}

function littleEndian(value: bigint): Uint8Array {
  if (value >= 2n ** 256n) throw new RangeError("the number has more than 256 bits");
  return getBytes(`0x${value.toString(16).padStart(2 * CHAIN_CODE_BYTES, "0")}`).reverse();
}

/** SCALE's compact length in front, as every text has it on Substrate chains. */
export function withCompactLength(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const prefix = length < 64 ? [length << 2] : [((length << 2) & 0xff) | 1, length >> 6];
  return concatBytes(Uint8Array.from(prefix), bytes);
}
