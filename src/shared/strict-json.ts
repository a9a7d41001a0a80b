import { BadInputError, FileError } from "./errors";
import { capitalize, quote } from "./wording";

const DEEPEST = 32;
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

/** JSON.parse silently keeps the last of two equal keys: two readers could see two different files. */
function refuseStrangeKeys(text: string, what: string): void {
  const open: Set<string>[] = [];
  let lastString = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      open.push(new Set());
      if (open.length > DEEPEST) throw refused(what, `is nested more than ${DEEPEST} levels deep`);
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
