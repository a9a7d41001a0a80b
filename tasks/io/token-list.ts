import { parseAddress } from "../../src/shared/addresses";
import { BadInputError } from "../../src/shared/errors";
import { parseStrictJson } from "../../src/shared/strict-json";
import { setting } from "./engine";
import { readText } from "./files";
import { parseAddressList } from "./parameters";

/**
 * The tokens of `REGAIN_TOKENS`: addresses with commas between, or a JSON file with a list of them.
 * @throws BadInputError BadAddress, BadList, SchemaRefused; FileError FileMissing, FileDamaged
 */
export async function configuredTokens(): Promise<string[]> {
  const value = setting("REGAIN_TOKENS");
  if (value === undefined) return [];
  if (value.startsWith("0x")) return parseAddressList(value, "token");
  const list = parseStrictJson(await readText(value, "the list of tokens"), "the list of tokens");
  if (Array.isArray(list) && list.every((each): each is string => typeof each === "string")) {
    return list.map((each, index) => parseAddress(each, `token ${index + 1} of the list`));
  }
  throw new BadInputError(
    "SchemaRefused",
    "The list of tokens is no list of addresses.",
    'Write it as ["0x…", "0x…"].',
  );
}
