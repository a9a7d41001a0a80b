import { z } from "zod";
import type { AgentDomain, Recovery } from "../recovery";
import { bytes, caseHeader, decode, encode, recovery, requireCaseId } from "./schema";

const FORMAT = "regain-acceptance/1";
const WHAT = "the acceptance";

/** The new wallet's signature over the case: proof that somebody holds its key. */
export interface AcceptanceFile extends AgentDomain {
  readonly caseId: string;
  readonly recovery: Recovery;
  readonly signature: string;
}

const schema = z.strictObject({ ...caseHeader, recovery, signature: bytes });

export function encodeAcceptance({ chainId, agent, caseId, recovery, signature }: AcceptanceFile): string {
  return encode({ format: FORMAT, chainId, agent, caseId, recovery, signature });
}

/**
 * The hash may be missing: a wallet of another maker signs without knowing of it, and the signature says more.
 * @throws BadInputError SchemaRefused, HashMismatch; FileError FileDamaged
 */
export function parseAcceptance(text: string): AcceptanceFile {
  const acceptance = decode(text, WHAT, FORMAT, schema, "given");
  requireCaseId(acceptance, WHAT);
  return acceptance;
}
