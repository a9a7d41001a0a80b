import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { parseHash32 } from "../../src/shared/addresses";
import { FileError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

export const NO_EVIDENCE = `0x${"0".repeat(64)}`;

/**
 * What `--evidence` says: the hash itself where it begins with 0x, or the file that is hashed.
 * @throws BadInputError BadHash; FileError FileMissing
 */
export async function evidenceFrom(text: string | undefined): Promise<string> {
  if (text === undefined) return NO_EVIDENCE;
  return text.startsWith("0x") ? parseHash32(text, "the evidence hash") : hashFile(text);
}

/** SHA-256 of a file's bytes, of any size: what `sha256sum` prints, with 0x in front. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "it cannot be read";
    throw new FileError(
      "FileMissing",
      `${quote(path)}, the evidence, cannot be read: ${why}.`,
      "Check the file's name.",
    );
  }
  return `0x${hash.digest("hex")}`;
}
