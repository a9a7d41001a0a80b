import { BadInputError } from "../../../shared/errors";
import { quote } from "../../../shared/wording";
import { junctionOf, type Junction } from "./junction";

/*
 * Substrate's secret URI: `phrase//hard/soft///password`. An empty path is an account of its own, the one that polkadot-js
 * makes; Parity Signer derives on //polkadot and //kusama.
 */

/** A secret URI taken apart. The password changes every key, and is kept nowhere. */
export interface SecretUri {
  readonly phrase: string;
  readonly path: string;
  readonly password: string;
}

const LONGEST_URI = 2048;
const LONGEST_PATH = 256;
const MOST_JUNCTIONS = 16;
const JUNCTION = /(\/\/?)([^/]+)/g;

/** @throws BadInputError BadPath */
export function splitSecretUri(text: string): SecretUri {
  if (text.length > LONGEST_URI) throw badPath(`it has more than ${LONGEST_URI} letters`);
  const uri = text
    .normalize("NFC")
    .trimStart()
    .replace(/\r?\n$/, ""); // A password may end in spaces.
  const [, phrase = "", path = "", password = ""] = /^([^/]*)((?:\/\/?[^/]+)*)(?:\/\/\/(.*))?$/s.exec(uri) ?? [];
  if (phrase.trim() !== "") return { phrase, path: requirePath(path), password };
  throw badPath("it has to be a phrase, then its path");
}

/**
 * The steps of a path. Empty for an empty path, which is not the default of every wallet.
 * @throws BadInputError BadPath
 */
export function parseSubstratePath(path: string): readonly Junction[] {
  return [...requirePath(path).matchAll(JUNCTION)].map(([, slashes, code = ""]) => {
    try {
      return junctionOf(code, slashes === "//");
    } catch (error) {
      throw badPath(`in ${quote(path)}, ${error instanceof Error ? error.message : "a step is wrong"}`);
    }
  });
}

function requirePath(path: string): string {
  // What follows three slashes is a password: it may not be repeated.
  if (path.includes("///")) throw badPath("the part after three slashes is a password, which is asked for apart");
  if (path.length > LONGEST_PATH) throw badPath(`it has more than ${LONGEST_PATH} letters`);
  const parts = path.match(JUNCTION) ?? [];
  if (parts.length > MOST_JUNCTIONS) throw badPath(`it has more than ${MOST_JUNCTIONS} steps`);
  if (parts.join("") === path) return path;
  throw badPath(`${quote(path)} is not made of //hard and /soft steps`);
}

function badPath(why: string): BadInputError {
  return new BadInputError(
    "BadPath",
    `The path cannot be derived: ${why}.`,
    "Give the path that the account was made with, such as //polkadot; polkadot-js makes its accounts without one.",
  );
}
