import { existsSync } from "node:fs";
import { parseAddress } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { setting } from "../../io/engine";
import { requireFree, writeNew } from "../../io/files";
import type { HandOverArgs } from "../../io/options";

/** @throws BadInputError BadFormat */
export function requireFormat({ export: format = "" }: Pick<HandOverArgs, "export">): void {
  if (format === "safe") return;
  throw new BadInputError(
    "BadFormat",
    `${quote(format)} is no format to export: there is "safe", for the Safe's Transaction Builder.`,
    "Give --export safe, or leave it out and sign here.",
  );
}

/** Who will send what is exported. @throws BadInputError BadFormat, SignerMissing, BadAddress */
export function senderFrom(args: Pick<HandOverArgs, "export" | "signer">): string {
  requireFormat(args);
  const { signer = setting("REGAIN_SIGNER") } = args;
  if (signer?.startsWith("0x") === true) return parseAddress(signer, "the sender");
  throw new BadInputError(
    "SignerMissing",
    "It is not said who will send what is exported.",
    "Name the Safe, or the account, by its address: --signer 0x…",
  );
}

/** `approve.json`, `approve-2.json`: the name of one of several files. */
function fileName(path: string, index: number): string {
  return index === 0 ? path : path.replace(/(\.json)?$/, `-${index + 1}$1`);
}

/** The first of these names that no file has: what an earlier run wrote stays, and a later one counts on. */
export function freeName(path: string): string {
  let index = 0;
  while (existsSync(fileName(path, index))) index += 1;
  return fileName(path, index);
}

/** @return the files' names. @throws FileError WouldOverwrite before any of them is written */
export async function writeSafeFiles(path: string, texts: readonly string[]): Promise<string[]> {
  const paths = texts.map((_, index) => fileName(path, index));
  for (const each of paths) await requireFree(each);
  for (const [index, text] of texts.entries()) await writeNew(fileName(path, index), text);
  return paths;
}
