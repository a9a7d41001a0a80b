import { BadInputError, FileError } from "./errors";
import { capitalize, quote } from "./wording";

const DEEPEST = 32;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPENING_BRACE, CLOSING_BRACE, OPENING_BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;
/** Keys that change what an object is, instead of what it holds. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses JSON from a file that anybody may have written.
 * @param what What the file is, as it stands in a sentence: "the plan".
 * @throws FileError FileDamaged when it is not JSON, as after a truncation
 * @throws BadInputError SchemaRefused for a key that stands twice, `__proto__`, or nesting without end
 */
export function parseStrictJson(text: string, what: string): unknown {
  if (isTooDeep(text)) throw refused(what, `is nested more than ${DEEPEST} levels deep`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FileError(
      "FileDamaged",
      `${capitalize(what)} is not complete JSON.`,
      "Get the file again from its author.",
    );
  }
  refuseStrangeKeys(text, what);
  return value;
}

/** Asked before parsing: a few megabytes of brackets take JSON.parse seconds, and half a gigabyte. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) isString = !isString;
    else if (isString) at += character === BACKSLASH ? 1 : 0;
    else if (character === OPENING_BRACE || character === OPENING_BRACKET) depth += 1;
    else if (character === CLOSING_BRACE || character === CLOSING_BRACKET) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** JSON.parse silently keeps the last of two equal keys: two readers could see two different files. */
function refuseStrangeKeys(text: string, what: string): void {
  const open: Set<string>[] = [];
  let lastString = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      open.push(new Set());
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token !== ":") {
      lastString = token;
    } else {
      const key = JSON.parse(lastString) as string;
      const keys = open.at(-1);
      if (FORBIDDEN_KEYS.has(key)) throw refused(what, `has a member ${quote(key)}, which no such file needs`);
      if (keys?.has(key) === true) throw refused(what, `has two members ${quote(key)}`);
      keys?.add(key);
    }
  }
}

function refused(what: string, problem: string): BadInputError {
  return new BadInputError("SchemaRefused", `${capitalize(what)} ${problem}.`, "Get the file again from its author.");
}
