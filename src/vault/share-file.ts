import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../shared/canonical-json";
import { BadInputError, FileError } from "../shared/errors";
import { parseStrictJson } from "../shared/strict-json";
import { fromHex, toHex } from "./sealing";

const FORMAT = "regain-vault-share";
export const LARGEST_SHARE = 4096;

/** One of the shares that open a vault together. Alone it says nothing of the vault's key. */
export interface VaultShare {
  readonly vaultId: string;
  /** Names the set: shares of two sets do not go together. */
  readonly set: string;
  readonly number: number;
  readonly threshold: number;
  readonly share: Uint8Array;
}

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const schema = z.strictObject({
  format: z.literal(FORMAT),
  vaultId: hex(16),
  set: hex(8),
  number: z.int().min(1).max(255),
  threshold: z.int().min(2).max(255),
  share: hex(33),
  checksum: hex(32),
});

export function encodeShare({ vaultId, set, number, threshold, share }: VaultShare): string {
  const members = { format: FORMAT, vaultId, set, number, threshold, share: toHex(share) };
  return `${JSON.stringify({ ...members, checksum: checksumOf(members) }, null, 2)}\n`;
}

/** @throws BadInputError SchemaRefused; FileError FileDamaged when a digit of it is wrong */
export function parseShare(text: string, what: string): VaultShare {
  const result = schema.safeParse(parseStrictJson(text, what));
  if (!result.success) {
    throw new BadInputError(
      "SchemaRefused",
      `${what} is not a recovery share.`,
      "Give the files that vault share wrote.",
    );
  }
  const { checksum, ...members } = result.data;
  if (checksum === checksumOf(members)) return { ...members, share: fromHex(members.share) };
  throw new FileError("FileDamaged", `${what} was changed after it was written.`, "Use another share of the same set.");
}

function checksumOf(members: object): string {
  return createHash("sha256").update(canonicalJson(members)).digest("hex");
}
