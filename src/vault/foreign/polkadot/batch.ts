import { z } from "zod";
import { parseForeignJson } from "../foreign-json";
import { fileDamaged, inEntry, schemaRefused, tooLarge } from "../refusals";
import { decodeEncoded, encodingSchema, sealingOf } from "./encoding";
import type { PolkadotKeystore } from "./keystore.types";
import { checkPolkadotKeystore } from "./parse-keystore";
import { checkSealed, unseal, type Sealing } from "./secret-box";

/** More than any person's accounts: each may take a second to open. */
const MOST_ACCOUNTS = 256;
export const LARGEST_BATCH = 1024 * 1024;

/** Several accounts in one file, in one of two shapes that have nothing in common but their content. */
export type PolkadotBatch = SealedBatch | OpenBatch;

/** The extension's: keystores under one more password. Each inside keeps a password of its own. */
export interface SealedBatch {
  readonly shape: "sealed";
  /** What the outside says of the content: shown before the password is asked for, and compared after. */
  readonly listed: readonly { readonly address: string; readonly name: string }[];
  readonly sealing: Sealing;
  readonly sealed: Uint8Array;
}

/** The web application's ("ExportAll"): a bare list of keystores. */
export interface OpenBatch {
  readonly shape: "open";
  readonly keystores: readonly PolkadotKeystore[];
}

const WHAT = "the Polkadot batch";
const LONGEST_NAME = 256;
const listedSchema = z.object({
  address: z.string().max(68),
  meta: z.looseObject({ name: z.string().max(LONGEST_NAME).nullish() }).nullish(),
});
const sealedSchema = z.object({
  encoded: z.string(),
  encoding: encodingSchema,
  accounts: z.array(listedSchema).max(MOST_ACCOUNTS),
});

/**
 * Checks a file of several Polkadot accounts before any work is done on it.
 * @throws FileError FileDamaged; BadInputError TooLarge, SchemaRefused, KdfRefused, BadAddress: for the first bad entry
 */
export function parsePolkadotBatch(text: string): PolkadotBatch {
  if (Buffer.byteLength(text) > LARGEST_BATCH) throw tooLarge(WHAT, `it has more than ${LARGEST_BATCH} bytes`);
  const value = parseForeignJson(text, WHAT, "Invalid Json file");
  if (Array.isArray(value)) return { shape: "open", keystores: checkEntries(value) };
  const result = sealedSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw schemaRefused(WHAT, `Invalid Json file, at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is wrong"}`);
  }
  const { accounts, encoded, encoding } = result.data;
  if (encoding.content.join(" ") !== "batch-pkcs8") throw schemaRefused(WHAT, "its content is not batch-pkcs8");
  const sealing = sealingOf(encoding, WHAT);
  const sealed = decodeEncoded(encoded, WHAT);
  checkSealed(sealed, sealing, WHAT);
  const listed = accounts.map(({ address, meta }) => ({ address, name: meta?.name ?? "" }));
  return { shape: "sealed", listed, sealing, sealed };
}

/**
 * The keystores of a batch, each still under its own password.
 * @param password The batch's; not looked at for a bare list.
 * @throws NotAuthorizedError PasswordMissing, WrongPassword; what `parsePolkadotBatch` throws, of what is inside
 */
export async function openPolkadotBatch(batch: PolkadotBatch, password: string): Promise<readonly PolkadotKeystore[]> {
  if (batch.shape === "open") return batch.keystores;
  const plain = await unseal(batch.sealed, batch.sealing, password, WHAT);
  const value = parseForeignJson(new TextDecoder().decode(plain), WHAT, "what it holds is not JSON");
  if (!Array.isArray(value)) throw schemaRefused(WHAT, "what it holds is not a list of accounts");
  requireListed(value, batch.listed);
  return checkEntries(value);
}

/** Nothing of a batch is taken unless every entry is in order. */
function checkEntries(entries: readonly unknown[]): PolkadotKeystore[] {
  if (entries.length > MOST_ACCOUNTS) throw tooLarge(WHAT, `it has more than ${MOST_ACCOUNTS} accounts`);
  if (entries.length === 0) throw schemaRefused(WHAT, "it holds no account");
  return entries.map((entry, index) => {
    try {
      return checkPolkadotKeystore(entry, "the Polkadot account");
    } catch (error) {
      throw inEntry(error, index, addressIn(entry));
    }
  });
}

/** The list outside is not encrypted: anybody could have put other addresses there. */
function requireListed(entries: readonly unknown[], listed: SealedBatch["listed"]): void {
  const inside = entries.map(addressIn);
  if (inside.length === listed.length && inside.every((address, index) => address === listed[index]?.address)) return;
  const at = inside.findIndex((address, index) => address !== listed[index]?.address);
  throw fileDamaged(
    WHAT,
    `the accounts that it lists are not the ones that it holds, from entry [${at < 0 ? inside.length : at}] on`,
    "Do not use this file: get it again from where it was made.",
  );
}

function addressIn(entry: unknown): string {
  if (typeof entry !== "object" || entry === null || !("address" in entry)) return "";
  return typeof entry.address === "string" ? entry.address.slice(0, 68) : "";
}
