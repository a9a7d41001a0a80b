import type { Chain } from "../../../src/chain/connect";
import type { SignedClaim } from "../../../src/identity/claims";
import { parsePin, pinOf, requireUnchanged } from "../../../src/recovery/diff-survey";
import { encodePlan, type PlanFile } from "../../../src/recovery/files/plan-file";
import { planRecovery } from "../../../src/recovery/plan";
import { isWaiting } from "../../../src/recovery/plan-steps";
import type { Plan } from "../../../src/recovery/plan.types";
import { caseIdOf, type Recovery } from "../../../src/recovery/recovery";
import { surveyRecovery } from "../../../src/recovery/survey";
import type { Blocker } from "../../../src/recovery/survey.types";
import { previewCommand } from "../../../src/report/commands";
import { toJson, type JsonObject } from "../../../src/shared/canonical-json";
import { BadInputError, NotAuthorizedError, RefusedError, type RegainError } from "../../../src/shared/errors";
import { claimsFor, readClaims } from "../../io/case-files";
import { writeNew } from "../../io/files";

/** A plan that moved is never written over: who signed the old one finds it as it was. */
const NEW_PLAN = "new-plan.json";

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

/** @throws RefusedError StalePlan when the chain is not as the plan saw it; BadInputError OtherCase */
export function requirePlanCurrent(plan: PlanFile, now: Plan): void {
  const { caseId, status, recovery } = now.survey;
  if (plan.caseId !== caseId) {
    throw new BadInputError(
      "OtherCase",
      `The plan is of the case ${plan.caseId}, not of ${caseId}.`,
      "Give this case's own plan with --plan, or leave it out.",
    );
  }
  const anew =
    status === "none"
      ? previewCommand(recovery, { network: "hardhat", planFile: NEW_PLAN })
      : `npx hardhat recovery preview --case ${caseId} --out ${NEW_PLAN}`;
  requireUnchanged(parsePin(plan.seen), pinOf(now.survey), anew);
}

/** @throws the first blocker that is more than waiting */
export function requireNotBlocked(plan: Plan): void {
  const blocker = plan.blockers.find(({ code }) => !isWaiting(code));
  if (plan.isBlocked && blocker !== undefined) throw failureOf(blocker);
}

/** What stands in the way, as the error of a step that needs it gone. */
export function failureOf({ code, message, next }: Blocker): RegainError {
  if (["SameWallet", "ForbiddenAddress", "BadTokens"].includes(code)) return new BadInputError(code, message, next);
  if (code === "NotEnoughApprovals") return new NotAuthorizedError(code, message, next);
  return new RefusedError(code, message, next);
}
