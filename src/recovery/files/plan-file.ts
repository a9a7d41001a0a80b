import { z } from "zod";
import type { JsonObject } from "../../shared/canonical-json";
import type { AgentDomain, Recovery } from "../recovery";
import { address, caseHeader, decode, encode, jsonObject, recovery, requireCaseId } from "./schema";

const FORMAT = "regain-plan/1";
const WHAT = "the plan";

/** What the preview saw and proposes: everybody who signs or approves the case reads it from here. */
export interface PlanFile extends AgentDomain {
  readonly caseId: string;
  readonly recovery: Recovery;
  /** The new wallet's identity: predicted, or the one that is kept. */
  readonly newIdentity: string;
  /** The state of the chain that the plan was made on, for whoever compares it with a later one. */
  readonly seen: JsonObject;
}

const schema = z.strictObject({
  ...caseHeader,
  recovery,
  newIdentity: address,
  seen: jsonObject,
});

export function encodePlan({ chainId, agent, caseId, recovery, newIdentity, seen }: PlanFile): string {
  return encode({ format: FORMAT, chainId, agent, caseId, recovery, newIdentity, seen });
}

/** @throws BadInputError SchemaRefused, HashMismatch; FileError FileDamaged */
export function parsePlan(text: string): PlanFile {
  const plan = decode(text, WHAT, FORMAT, schema, "always");
  requireCaseId(plan, WHAT);
  return plan;
}
