import { base64 } from "@scure/base";
import { getBytes } from "ethers";
import { z } from "zod";
import { fileDamaged, schemaRefused } from "../refusals";
import type { Sealing } from "./secret-box";

/*
 * What keystores and batches have in common: `encoded`, in base64 or, in older files, in hex, and `encoding`, which says
 * what it is. The words in `content` and `type` stood alone before they stood in lists.
 */

const LONGEST_WORD = 32;
const word = z.string().max(LONGEST_WORD);
const words = z
  .union([word, z.array(word).min(1).max(2)])
  .transform((value) => (typeof value === "string" ? [value] : value));

export const encodingSchema = z.object({
  content: words,
  type: words,
  version: z.enum(["0", "1", "2", "3"]),
});
export type Encoding = z.infer<typeof encodingSchema>;

/** @throws BadInputError SchemaRefused for a cipher that Polkadot's wallets never used */
export function sealingOf({ type }: Encoding, what: string): Sealing {
  switch (type.join(" ")) {
    case "none":
      return "none";
    case "xsalsa20-poly1305":
      return "padded password";
    case "scrypt xsalsa20-poly1305":
      return "scrypt";
    default:
      throw schemaRefused(what, `its encryption [${type.map((each) => JSON.stringify(each)).join(", ")}] is not known`);
  }
}

/** @throws FileError FileDamaged */
export function decodeEncoded(encoded: string, what: string): Uint8Array {
  if (encoded === "") throw fileDamaged(what, "No encrypted data available to decode");
  try {
    return encoded.startsWith("0x") ? getBytes(encoded.toLowerCase()) : base64.decode(encoded);
  } catch {
    throw fileDamaged(what, "what it encodes is neither base64 nor hexadecimal");
  }
}
