import { mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { BadInputError } from "../../shared/errors";

/*
 * A recovery phrase (BIP-39, English). https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 * Messages never repeat a word of it: a word that is wrong by one letter tells the right one.
 */

const LENGTHS = [12, 15, 18, 21, 24];
const LONGEST = 24 * 9;
const WORDS: ReadonlySet<string> = new Set(wordlist);

/** A phrase of known words whose checksum fits, in the one spelling that keys are derived from. */
export interface Phrase {
  readonly words: string;
  readonly entropy: Uint8Array;
}

/**
 * Reads a phrase as a person typed or copied it: NFKD, in small letters, one space between words.
 * @throws BadInputError BadPhrase, saying which word is not one, by its place
 */
export function parsePhrase(text: string): Phrase {
  if (text.length > 4 * LONGEST) throw badPhrase("it is longer than any phrase of 24 words");
  const words = text.normalize("NFKD").toLowerCase().trim().split(/\s+/);
  if (!LENGTHS.includes(words.length)) {
    const found = words[0] === "" ? "none" : words.length;
    throw badPhrase(`it has to have 12, 15, 18, 21 or 24 words, but it has ${found}`);
  }
  const unknown = words.flatMap((word, index) => (WORDS.has(word) ? [] : [index + 1]));
  if (unknown.length > 0) throw badPhrase(namePlaces(unknown, words.length));
  const joined = words.join(" ");
  try {
    return { words: joined, entropy: mnemonicToEntropy(joined, wordlist) };
  } catch {
    throw badPhrase("each word is known, but its checksum does not fit: one is wrong, or two changed places");
  }
}

function namePlaces(places: readonly number[], count: number): string {
  const last = places.at(-1) ?? 0;
  if (places.length === 1) return `word ${last} of ${count} is not in the list of words`;
  return `words ${places.slice(0, -1).join(", ")} and ${last} of ${count} are not in the list of words`;
}

function badPhrase(why: string): BadInputError {
  return new BadInputError(
    "BadPhrase",
    `The recovery phrase cannot be used: ${why}.`,
    "Compare it with the paper, word by word; only the English words of BIP-39 are known here.",
  );
}
