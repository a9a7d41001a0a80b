import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../shared/canonical-json";
import { BadInputError, FileError } from "../shared/errors";
import { parseStrictJson } from "../shared/strict-json";
import { quote } from "../shared/wording";
import { requireBoundedWork } from "./kdf";
import { refuseOtherKind } from "./recognize";
import type { VaultFile } from "./vault-file.types";

export const FORMAT = "regain-vault";
/** Of the file and of what it holds: whatever changes the meaning of either raises it. */
export const VERSION = 1;
/** Larger than any vault; reading stops there. */
export const LARGEST_VAULT = 4 * 1024 * 1024;
const MOST_SLOTS = 16;
const MOST_SHARES = 255;
const WRAPPED_KEY = 48;

const hex = (bytes: number): z.ZodType<string> =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `is not ${bytes} bytes in lowercase hexadecimal`);
const count = z.int().min(1);
const wrapped = { nonce: hex(24), key: hex(WRAPPED_KEY) };

const kdf = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("argon2id"), salt: hex(16), memoryKiB: count, passes: count, lanes: count }),
  z.strictObject({ name: z.literal("scrypt"), salt: hex(16), n: count, r: count, p: count }),
]);
const slot = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("password"), kdf, ...wrapped }),
  z.strictObject({ kind: z.literal("eip712"), account: hex(32), salt: hex(32), ...wrapped }),
  z.strictObject({
    kind: z.literal("shamir"),
    set: hex(8),
    threshold: count.max(MOST_SHARES),
    shares: count.max(MOST_SHARES),
    ...wrapped,
  }),
]);
const schema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().min(1).max(VERSION),
  kind: z.enum(["vault", "backup"]),
  vaultId: hex(16),
  createdAt: z.iso.datetime({ precision: 0 }),
  network: z.strictObject({
    chainId: z.string().regex(/^[1-9][0-9]{0,30}$/, "is not a chain id"),
    genesisHash: z
      .string()
      .regex(/^0x[0-9a-f]{64}$/, "is not 32 bytes in lowercase hexadecimal")
      .nullable(),
  }),
  slots: z.array(slot).min(1, "is empty").max(MOST_SLOTS, `has more than ${MOST_SLOTS} entries`),
  cipher: z.strictObject({ name: z.literal("xchacha20-poly1305"), nonce: hex(24) }),
  ciphertext: z.base64(),
  checksum: hex(32),
});

/** The one text of a vault: a reader takes no other, so that no bit of a file is without meaning. */
export function encodeVault({ header, ciphertext }: VaultFile): string {
  const { format, ...others } = header;
  const members = { ...others, ciphertext: Buffer.from(ciphertext).toString("base64") };
  const inOrder = JSON.parse(canonicalJson(members)) as object;
  return `${JSON.stringify({ format, ...inOrder, checksum: checksumOf({ format, ...members }) }, null, 2)}\n`;
}

/**
 * Checks a file that anybody may have written, before a password is asked for or any work is done on it.
 * @throws BadInputError TooLarge, OtherKind, VersionUnknown, SchemaRefused, KdfRefused; FileError FileDamaged
 */
export function parseVault(text: string, what = "the vault"): VaultFile {
  if (text.length > LARGEST_VAULT) {
    const message = `A vault of more than ${LARGEST_VAULT} bytes is not read.`;
    throw new BadInputError("TooLarge", message, "Check that this is the right file.");
  }
  const value = parseStrictJson(text, what);
  refuseOtherKind(value, "vault");
  requireKnownVersion(value);
  const result = schema.safeParse(value);
  if (!result.success) throw schemaRefused(result.error.issues[0]);
  const { ciphertext: base64, checksum, ...header } = result.data;
  const file: VaultFile = { header, ciphertext: Uint8Array.from(Buffer.from(base64, "base64")) };
  for (const each of header.slots) if (each.kind === "password") requireBoundedWork(each.kdf);
  if (checksum !== checksumOf({ ...header, ciphertext: base64 }))
    throw damaged("its checksum does not fit its content");
  if (encodeVault(file) !== text) throw damaged("it is not written as Regain writes it");
  return file;
}

/** Found before a password is asked for: it tells a damaged file from a wrong password. Whoever alters a file on purpose can fit it. */
function checksumOf(members: object): string {
  return createHash("sha256").update(canonicalJson(members)).digest("hex");
}

function requireKnownVersion(value: unknown): void {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version <= VERSION) return;
  throw new BadInputError(
    "VersionUnknown",
    `The vault is of version ${version}, but this Regain reads up to version ${VERSION}.`,
    "Update Regain, and open it again. The file is in order and was left as it is.",
  );
}

export function damaged(why: string): FileError {
  return new FileError(
    "FileDamaged",
    `The vault is damaged: ${why}.`,
    "Take another copy of it: a backup, or the operator's copy (npx hardhat vault pull).",
  );
}

function schemaRefused(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): BadInputError {
  const at = issue?.path.join(".") ?? "";
  const message = `The vault is not in order: ${at === "" ? "it" : quote(at)} ${issue?.message ?? "is wrong"}.`;
  return new BadInputError("SchemaRefused", message, "Take another copy of it.");
}
