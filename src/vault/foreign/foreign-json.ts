import { FileError } from "../../shared/errors";
import { parseStrictJson } from "../../shared/strict-json";
import { fileDamaged } from "./refusals";

/**
 * Parses what another wallet wrote.
 * @param says What that wallet itself says of a file that is no JSON.
 * @throws FileError FileDamaged; BadInputError SchemaRefused
 */
export function parseForeignJson(text: string, what: string, says: string): unknown {
  try {
    return parseStrictJson(text, what);
  } catch (error) {
    if (error instanceof FileError) throw fileDamaged(what, says);
    throw error;
  }
}
