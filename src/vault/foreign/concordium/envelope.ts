import { base64 } from "@scure/base";
import { z } from "zod";
import { quote } from "../../../shared/wording";
import { parseForeignJson } from "../foreign-json";
import { fileDamaged, kdfRefused, schemaRefused, tooLarge } from "../refusals";

/*
 * The outside of an export of Concordium's desktop wallet: AES-256-CBC under a key from PBKDF2, and nothing that tells
 * whether it was changed. The refusals come in the order of that wallet's own import, in its words.
 */

/** Identities are the largest part, a few kilobytes each. */
export const LARGEST_EXPORT = 2 * 2 ** 20;

/** An export that was checked, and not yet opened. */
export interface ConcordiumExport {
  readonly cipherText: Uint8Array;
  readonly salt: Uint8Array;
  readonly initializationVector: Uint8Array;
  readonly iterations: number;
  /** What its holder should know before relying on it. */
  readonly warnings: readonly string[];
}

const WHAT = "the Concordium export";
const NO_EXPORT = "This file is not a valid Export File";
/** The wallet itself takes 10,000, its mobile sister 100,000. */
const MOST_ITERATIONS = 1_000_000;
/** What OWASP advises for PBKDF2 with SHA-256. */
const ADVISED_ITERATIONS = 600_000;
const BLOCK_BYTES = 16;
const FIELDS = [
  "keyLen",
  "iterations",
  "salt",
  "initializationVector",
  "encryptionMethod",
  "keyDerivationMethod",
  "hashAlgorithm",
] as const;

const bytes = z.string().max(128).transform(decodeBase64);
const schema = z.object({
  keyLen: z.literal(32),
  iterations: z.int().min(1),
  salt: bytes.refine(({ length }) => length >= 8, "is shorter than 8 bytes"),
  initializationVector: bytes.refine(({ length }) => length === BLOCK_BYTES, `is not ${BLOCK_BYTES} bytes`),
  encryptionMethod: z.literal("AES-256"),
  keyDerivationMethod: z.literal("PBKDF2WithHmacSHA256"),
  hashAlgorithm: z.literal("sha256"),
});

/**
 * Checks an export before any work is done on it.
 * @throws FileError FileDamaged; BadInputError TooLarge, SchemaRefused, KdfRefused
 */
export function parseConcordiumExport(text: string): ConcordiumExport {
  if (Buffer.byteLength(text) > LARGEST_EXPORT) throw tooLarge(WHAT, `it has more than ${LARGEST_EXPORT} bytes`);
  const value = parseForeignJson(text, WHAT, NO_EXPORT);
  if (!isObject(value)) throw schemaRefused(WHAT, NO_EXPORT);
  const { cipherText, metadata } = requireFields(value);
  const result = schema.safeParse(metadata);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join(".") ?? "";
    throw schemaRefused(WHAT, `metadata.${field} is not what the wallet writes: ${issue?.message ?? "it is wrong"}`);
  }
  const { iterations, salt, initializationVector } = result.data;
  if (iterations > MOST_ITERATIONS) throw kdfRefused(WHAT, `${iterations} iterations are more than ${MOST_ITERATIONS}`);
  return { cipherText: decodeBlocks(cipherText), salt, initializationVector, iterations, warnings: warn(iterations) };
}

function requireFields(value: Record<string, unknown>): { readonly cipherText: string; readonly metadata: object } {
  const { cipherText, metadata } = value;
  if (typeof cipherText !== "string" || cipherText === "") throw missing("cipherText field");
  if (metadata === undefined || metadata === null) throw missing("metadata field");
  if (!isObject(metadata)) throw schemaRefused(WHAT, "This file is invalid due to: malformed metadata");
  const field = FIELDS.find((name) => metadata[name] === undefined);
  if (field !== undefined) throw missing(`metadata.${field} value`);
  return { cipherText, metadata };
}

function decodeBlocks(cipherText: string): Uint8Array {
  let decoded: Uint8Array;
  try {
    decoded = base64.decode(cipherText);
  } catch {
    throw fileDamaged(WHAT, `its cipherText ${quote(cipherText.slice(0, 8))}… is not base64`);
  }
  if (decoded.length % BLOCK_BYTES === 0) return decoded;
  throw fileDamaged(WHAT, `its cipherText has ${decoded.length} bytes, which are no whole blocks of ${BLOCK_BYTES}`);
}

function decodeBase64(text: string, context: z.core.$RefinementCtx): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not base64" });
    return z.NEVER;
  }
}

function warn(iterations: number): string[] {
  const unproven =
    "It is encrypted, but not authenticated: a change made to the file can go unnoticed. Check what it holds.";
  if (iterations >= ADVISED_ITERATIONS) return [unproven];
  const weak =
    `Its password is stretched by ${iterations} rounds only, where ${ADVISED_ITERATIONS} are advised: ` +
    "whoever has the file can try passwords fast. Delete it once it is imported.";
  return [unproven, weak];
}

function missing(name: string): Error {
  return schemaRefused(WHAT, `This file is invalid due to: missing ${name}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
