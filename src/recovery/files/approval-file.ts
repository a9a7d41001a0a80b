import { z } from "zod";
import type { AgentDomain } from "../recovery";
import { address, bytes, caseHeader, decode, encode } from "./schema";

const FORMAT = "regain-approval/1";
const WHAT = "the approval";

/** A custodian's signature over the approval of a case, which anybody may send. */
export interface ApprovalFile extends AgentDomain {
  readonly caseId: string;
  readonly custodian: string;
  readonly signature: string;
}

const schema = z.strictObject({ ...caseHeader, custodian: address, signature: bytes });

export function encodeApproval({ chainId, agent, caseId, custodian, signature }: ApprovalFile): string {
  return encode({ format: FORMAT, chainId, agent, caseId, custodian, signature });
}

/**
 * The hash may be missing, as in an acceptance.
 * @throws BadInputError SchemaRefused, HashMismatch; FileError FileDamaged
 */
export function parseApproval(text: string): ApprovalFile {
  return decode(text, WHAT, FORMAT, schema, "given");
}
