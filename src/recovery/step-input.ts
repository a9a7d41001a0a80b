import { z } from "zod";
import { canonicalJson } from "../shared/canonical-json";
import { FileError } from "../shared/errors";
import { claim } from "./files/claims-file";
import { address, bytes, recovery } from "./files/schema";

const schema = z.strictObject({
  /** Of a proposal. */
  recovery: recovery.optional(),
  acceptance: bytes.optional(),
  /** Of an approval that a custodian signed elsewhere. */
  approval: z.strictObject({ custodian: address, signature: bytes }).optional(),
  /** Of an execution. */
  claims: z.array(claim).optional(),
  /** Of a step that is handed over: who sends it. */
  sender: address.optional(),
});

/** What a step was given, and needs again when another process resumes it. */
export type StepInput = z.infer<typeof schema>;

export function encodeInput(input: StepInput = {}): string {
  return canonicalJson(input);
}

/** @throws FileError StoreUnusable when the store does not hold what a step wrote */
export function parseInput(text: string): StepInput {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new FileError(
      "StoreUnusable",
      "The store holds a step whose input cannot be read. It was left as it is.",
      "Restore the store from a backup, or begin another one with REGAIN_STORE: the cases themselves are on the chain.",
    );
  }
}
