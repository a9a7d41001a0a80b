import { getAddress } from "ethers";
import { z } from "zod";
import type { JsonObject, JsonValue } from "./canonical-json";
import { toJson } from "./canonical-json";
import { hashOf } from "./content-hash";
import { BadInputError } from "./errors";
import { parseStrictJson } from "./strict-json";
import { capitalize, quote } from "./wording";

const LONGEST_NUMBER = 78; // digits of 2^256
/** Of one signature or one claim's content: what an identity can keep in one blob of code. */
const MOST_BYTES = 24_000;

export const address = z.string().refine(isChecksummed, "is not a checksummed address");
export const hash32 = z.string().regex(/^0x[0-9a-f]{64}$/, "is not 32 bytes in lowercase hexadecimal");
export const bytes = z
  .string()
  .max(2 + 2 * MOST_BYTES, `is longer than ${MOST_BYTES} bytes`)
  .regex(/^0x([0-9a-fA-F]{2})*$/, "is not bytes in hexadecimal");
export const uint256 = z
  .string()
  .max(LONGEST_NUMBER)
  .regex(/^(0|[1-9][0-9]*)$/, "is not a whole number in decimal digits")
  .transform(BigInt)
  .refine((value) => value < 2n ** 256n, "is larger than 256 bits");

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number().int(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

/** Writes a file's content for people and machines: its members in their order, then the hash over all of them. */
export function encode(content: object): string {
  const members = toJson(content) as JsonObject;
  return `${JSON.stringify({ ...members, hash: hashOf(members) }, null, 2)}\n`;
}

/**
 * Reads back what `encode` wrote.
 * @throws BadInputError SchemaRefused when it is not such a file, HashMismatch when it was changed since
 */
export function decode<T>(
  text: string,
  what: string,
  format: string,
  schema: z.ZodType<T>,
  hash: "always" | "given",
): T {
  const value = parseStrictJson(text, what);
  const { hash: claimed, ...hashed } = requireFormat(value, what, format);
  const members = Object.fromEntries(Object.entries(hashed).filter(([key]) => key !== "format"));
  const result = schema.safeParse(members);
  if (!result.success) throw schemaRefused(what, result.error.issues[0]);
  if (claimed === undefined && hash === "given") return result.data;
  if (claimed !== hashOf(hashed)) throw hashMismatch(what, "its hash does not fit its content");
  return result.data;
}

function requireFormat(value: unknown, what: string, format: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw schemaRefused(what, { path: [], message: "is not a JSON object" });
  }
  const members = value as Record<string, unknown>;
  const found = members["format"];
  if (found === format) return members;
  const says = typeof found === "string" ? `says format ${quote(found)}` : "says no format";
  throw new BadInputError(
    "SchemaRefused",
    `${capitalize(what)} ${says} where ${quote(format)} is expected.`,
    "Give the file that this command needs; each says its format in its first line.",
  );
}

function schemaRefused(
  what: string,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): BadInputError {
  const at = issue?.path.join(".") ?? "";
  const message = `${capitalize(what)} is not in order: ${at === "" ? "it" : at} ${issue?.message ?? "is wrong"}.`;
  return new BadInputError("SchemaRefused", message, "Get the file again from its author.");
}

export function hashMismatch(what: string, why: string): BadInputError {
  return new BadInputError(
    "HashMismatch",
    `${capitalize(what)} was changed after it was written: ${why}.`,
    "Get the file again from its author, or make a new one; a file of a case is never edited.",
  );
}

function isChecksummed(text: string): boolean {
  try {
    return text.startsWith("0x") && getAddress(text) === text;
  } catch {
    return false;
  }
}
