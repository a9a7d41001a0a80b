import { hexlify, toUtf8Bytes } from "ethers";
import { parseAddress } from "../../src/shared/addresses";
import { BadInputError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

/*
 * Hardhat would end a value that its own argument types refuse with exit code 1: tasks take text, and parse it here,
 * inside `runTask`. Addresses, wallets and hashes: see src/shared/addresses.
 */

/** A whole number in decimal digits, within bounds. */
export interface Bounds {
  readonly min?: bigint;
  readonly max?: bigint;
}

const MOST_ADDRESSES = 1000;
const MOST_DIGITS = 78; // of 2^256

/** @throws BadInputError BadAddress, or EmptyList */
export function parseAddressList(text: string, what: string): string[] {
  const parts = text.split(",");
  if (text === "" || parts.length > MOST_ADDRESSES) {
    throw new BadInputError(
      "BadList",
      `The list of ${what} addresses has ${text === "" ? 0 : parts.length} entries; 1 to ${MOST_ADDRESSES} can be given.`,
      "Give the addresses with a comma between them, and no white space.",
    );
  }
  return parts.map((part, index) => parseAddress(part, parts.length === 1 ? what : `${what} ${index + 1}`));
}

/** @throws BadInputError BadNumber */
export function parseWhole(text: string, what: string, { min = 0n, max = 2n ** 256n - 1n }: Bounds = {}): bigint {
  const isWhole = text.length <= MOST_DIGITS && /^(0|[1-9][0-9]*)$/.test(text);
  if (isWhole && BigInt(text) >= min && BigInt(text) <= max) return BigInt(text);
  throw new BadInputError(
    "BadNumber",
    `${quote(text)} is no ${what}: a whole number from ${min} to ${max < 2n ** 64n ? max : "2^256 - 1"} is expected.`,
    "Give it in decimal digits, without a sign, a point or a unit.",
  );
}

/** For small numbers, as indexes and blocks are. @throws BadInputError BadNumber */
export function parseIndex(text: string, what: string, max = Number.MAX_SAFE_INTEGER): number {
  return Number(parseWhole(text, what, { max: BigInt(max) }));
}

/**
 * The content of a claim: bytes in hexadecimal, or a text; `0x` when neither is given.
 * @throws BadInputError BadBytes, ConflictingOptions
 */
export function parseContent(hex: string | undefined, text: string | undefined): string {
  if (hex !== undefined && text !== undefined) {
    throw new BadInputError(
      "ConflictingOptions",
      "--data and --text say the same thing twice.",
      "Give one of the two.",
    );
  }
  if (text !== undefined) return hexlify(toUtf8Bytes(text));
  if (hex === undefined || /^0x([0-9a-fA-F]{2})*$/.test(hex)) return (hex ?? "0x").toLowerCase();
  throw new BadInputError(
    "BadBytes",
    `${quote(hex)} is not bytes in hexadecimal.`,
    "Give 0x and two digits a byte, or give a text with --text.",
  );
}
