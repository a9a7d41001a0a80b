import { getAddress } from "ethers";
import { BadInputError } from "./errors";
import { capitalize, codePoint, quote } from "./wording";

/** Below this are the zero address, the precompiles and what protocols reserve: nobody holds a key of these. */
const FIRST_USABLE = 0x10000n;

/**
 * An address as a person typed it, in the one form that carries a checksum (EIP-55).
 * ethers takes more forms, some of which lose the protection against a mistyped digit.
 * @param what What the address is for, as it stands in a sentence: "the lost wallet".
 * @throws BadInputError BadAddress, saying which problem it is
 */
export function parseAddress(text: string, what: string): string {
  const problem = problemOf(text);
  if (problem === undefined) return text;
  const next =
    problem.meant === undefined
      ? "Copy the address again from where it is kept, and do not type it by hand."
      : `Compare each digit with the original; if they agree, give it as ${problem.meant}`;
  throw new BadInputError("BadAddress", `${capitalize(what)} ${quote(text)} ${problem.text}.`, next);
}

/**
 * As `parseAddress`, for an account that somebody holds the key of.
 * @throws BadInputError BadAddress, or ForbiddenAddress for zero and the precompiles
 */
export function parseWallet(text: string, what: string): string {
  const address = parseAddress(text, what);
  if (BigInt(address) >= FIRST_USABLE) return address;
  const name = BigInt(address) === 0n ? "the zero address" : "an address that the protocol reserves";
  throw new BadInputError(
    "ForbiddenAddress",
    `${capitalize(what)} ${address} is ${name}: nobody holds its key.`,
    "Give the address of a wallet that somebody holds the key of.",
  );
}

/**
 * A 32-byte value: a case id, the hash of a file.
 * @throws BadInputError BadHash
 */
export function parseHash32(text: string, what: string): string {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase();
  const digits = /^0x([0-9a-fA-F]*)$/.exec(text)?.[1];
  const found = digits === undefined ? "something else" : `${digits.length} digits`;
  throw new BadInputError(
    "BadHash",
    `${capitalize(what)} ${quote(text)} has to be 0x and 64 hexadecimal digits, but it is ${found}.`,
    "Copy the whole value again.",
  );
}

/** Whether one address can be taken for the other at a glance: people compare the first and the last digits. */
export function looksLike(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left !== right && left.slice(0, 6) === right.slice(0, 6) && left.slice(-4) === right.slice(-4);
}

interface Problem {
  readonly text: string;
  /** The checksummed form, where the text says an address in another form. */
  readonly meant?: string;
}

function problemOf(text: string): Problem | undefined {
  return strangeCharacter(text) ?? otherForm(text) ?? wrongDigits(text) ?? wrongCase(text);
}

function strangeCharacter(text: string): Problem | undefined {
  if (text === "") return { text: "is empty" };
  const space = text.search(/\s/);
  if (space >= 0) return { text: `has white space at position ${space + 1}` };
  const characters = Array.from(text);
  const at = characters.findIndex((character) => !/[!-~]/.test(character));
  if (at < 0) return undefined;
  const name = codePoint(characters[at] ?? "");
  return {
    text: `has ${name} at position ${at + 1}: it may look like a digit or a letter, but it is another character`,
  };
}

function otherForm(text: string): Problem | undefined {
  if (/^[0-9a-fA-F]{40}$/.test(text))
    return { text: "lacks 0x in front", meant: getAddress(`0x${text.toLowerCase()}`) };
  if (/^XE/i.test(text)) return { text: "is an ICAP (IBAN) address", ...fromIcap(text) };
  if (text.includes("."))
    return { text: "is a name: names are not looked up, since their owner can point them elsewhere" };
  return undefined;
}

function wrongDigits(text: string): Problem | undefined {
  if (text.startsWith("0X")) return { text: "starts with 0X instead of 0x" };
  if (!text.startsWith("0x")) return { text: "does not start with 0x" };
  const at = text.slice(2).search(/[^0-9a-fA-F]/);
  if (at >= 0) return { text: `has "${text.charAt(at + 2)}" at position ${at + 3}, which is no hexadecimal digit` };
  return text.length === 42 ? undefined : { text: `has ${text.length - 2} digits instead of 40` };
}

function wrongCase(text: string): Problem | undefined {
  const meant = getAddress(text.toLowerCase());
  if (text === meant) return undefined;
  const digits = text.slice(2);
  if (digits === digits.toLowerCase()) return { text: "is all lowercase, so it carries no checksum", meant };
  if (digits === digits.toUpperCase()) return { text: "is all uppercase, so it carries no checksum", meant };
  // The right checksum of wrong digits would only hide the mistake.
  return { text: "has a wrong checksum: at least one digit, or its case, is wrong" };
}

function fromIcap(text: string): { meant?: string } {
  try {
    return { meant: getAddress(text.toUpperCase()) };
  } catch {
    return {};
  }
}
