import type { Chain } from "../../../src/chain/connect";
import type { SignedClaim } from "../../../src/identity/claims";
import { parsePin, pinOf, requireUnchanged } from "../../../src/recovery/diff-survey";
import { encodePlan, type PlanFile } from "../../../src/recovery/files/plan-file";
import { planRecovery } from "../../../src/recovery/plan";
import type { Plan } from "../../../src/recovery/plan.types";
import { caseIdOf, type Recovery } from "../../../src/recovery/recovery";
import { surveyRecovery } from "../../../src/recovery/survey";
import { toJson, type JsonObject } from "../../../src/shared/canonical-json";
import { BadInputError, RefusedError } from "../../../src/shared/errors";
import { claimsFor, readClaims } from "../../io/case-files";
import { writeNew } from "../../io/files";

/** Options that decide what a plan may be. */
export interface PlanningArgs {
  readonly claims?: string;
  readonly allowContract?: boolean;
  readonly allowLookalike?: boolean;
}

/** Surveys the chain, with the claims in hand, and plans. */
export async function planNow(chain: Chain, recovery: Recovery, args: PlanningArgs): Promise<Plan> {
  return planRecovery(await surveyRecovery(chain, recovery, await claimsInHand(chain, recovery, args.claims)), {
    allowContract: args.allowContract === true,
    allowLookalike: args.allowLookalike === true,
  });
}

/** The claims of the files, which must be for this very case and the identity that it will create. */
export async function claimsInHand(
  chain: Chain,
  recovery: Recovery,
  paths: string | undefined,
): Promise<SignedClaim[]> {
  const files = await readClaims(paths);
  if (files.length === 0) return [];
  const domain = { chainId: chain.chainId, agent: chain.agentAddress };
  const caseId = caseIdOf(domain, recovery);
  const { newIdentity } = await surveyRecovery(chain, recovery, []);
  return claimsFor(files, { chainId: chain.chainId, caseId, newIdentity });
}

/** Writes a plan that nothing stands in the way of. @return the file, when one was written */
export async function writePlan(plan: Plan, path: string | undefined): Promise<string | undefined> {
  if (path === undefined || plan.isBlocked) return undefined;
  const { chainId, agent, caseId, recovery, newIdentity } = plan.survey;
  const seen = toJson(pinOf(plan.survey)) as JsonObject;
  await writeNew(path, encodePlan({ chainId, agent, caseId, recovery, newIdentity, seen }));
  return path;
}

/** @throws RefusedError StalePlan when the chain is not as the plan saw it */
export async function requirePlanCurrent(chain: Chain, plan: PlanFile, args: PlanningArgs): Promise<Plan> {
  const now = await planNow(chain, plan.recovery, args);
  requireUnchanged(parsePin(plan.seen), pinOf(now.survey));
  return now;
}

/** @throws the first blocker that is more than waiting */
export function requireNotBlocked(plan: Plan): void {
  const [blocker] = plan.blockers;
  if (!plan.isBlocked || blocker === undefined) return;
  const Failure = ["SameWallet", "ForbiddenAddress", "BadTokens"].includes(blocker.code) ? BadInputError : RefusedError;
  throw new Failure(blocker.code, blocker.message, blocker.next);
}
