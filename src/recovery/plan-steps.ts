import type { MissingClaim, Plan, Step, TokenPlan } from "./plan.types";
import type { Survey } from "./survey.types";

/** Blockers that only say: not yet. */
const WAITING: readonly string[] = ["TooEarly", "NotEnoughApprovals"];

/** Whether a blocker goes away by waiting, for time or for people. */
export function isWaiting(code: string): boolean {
  return WAITING.includes(code);
}

type Decided = Pick<Plan, "survey" | "mode" | "blockers" | "missingClaims" | "tokens" | "otherWallets">;

/** What is left to do, from the very next step to the end. */
export function stepsLeft(plan: Decided): Step[] {
  const { survey, blockers, tokens } = plan;
  const waitsFor = (code: string): boolean => blockers.some((blocker) => blocker.code === code);
  const resolve = blockers
    .filter(({ code }) => !isWaiting(code))
    .map((blocker): Step => ({ step: "resolve", blocker }));
  const claims = claimSteps(plan);
  const execute = executeStep(plan);
  const repair = needsRepair(tokens, claims) ? ([{ step: "clear obstacles" }, { step: "retry" }] as const) : [];
  const reassign = reassignSteps(plan);
  switch (survey.status) {
    case "none":
      return [
        ...resolve,
        { step: "accept" },
        ...claims,
        ...(["propose", "approve", "wait"] as const).map((step) => ({ step })),
        ...[execute, ...repair, ...reassign],
      ];
    case "contested":
      return [{ step: "decide contest" }, ...claims, execute, ...repair, ...reassign];
    case "proposed":
    case "ready":
      return [
        ...resolve,
        ...claims,
        ...(waitsFor("NotEnoughApprovals") ? [{ step: "approve" } as const] : []),
        ...(waitsFor("TooEarly") ? [{ step: "wait" } as const] : []),
        ...[execute, ...repair, ...reassign],
      ];
    case "executed": {
      const release = releaseSteps(survey, claims);
      if (!tokens.some(isOpen)) return [...reassign, ...release];
      const goOn = repair.length > 0 ? repair : [{ step: "retry" } as const];
      return [...resolve, ...(release.length > 0 ? [] : claims), ...goOn, ...reassign, ...release];
    }
    case "expired":
      return [{ step: "close" }];
    case "cancelled":
      return [];
  }
}

function executeStep({ mode, survey }: Decided): Step {
  return { step: "execute", withClaims: mode === "replace" && survey.requiredTopics.length > 0 };
}

function reassignSteps({ otherWallets }: Decided): Step[] {
  const wallets = otherWallets.filter(({ fate }) => fate === "moves").map(({ address }) => address);
  return wallets.length === 0 ? [] : [{ step: "reassign", wallets }];
}

/** A new wallet that has its tokens but not its claims: these first, and then it is let go. */
function releaseSteps({ newWalletStanding }: Survey, claims: readonly Step[]): Step[] {
  return newWalletStanding === "awaiting verification" ? [...claims, { step: "release" }] : [];
}

/** Whether some token needs more than the claims that are to be made anyway. */
function needsRepair(tokens: readonly TokenPlan[], claims: readonly Step[]): boolean {
  const solved = ["pending", ...(claims.length > 0 ? ["not verified"] : [])];
  return tokens.some((token) => token.obstacles.some((obstacle) => !solved.includes(obstacle)));
}

function claimSteps({ survey, missingClaims }: Decided): Step[] {
  return missingClaims.filter(({ issuers }) => issuers.length > 0).map((claim) => claimStep(survey, claim));
}

/** An identity that does not exist yet gets its claims when it is created; one that does, from its issuers directly. */
function claimStep(survey: Survey, claim: MissingClaim): Step {
  if (!survey.newIdentityExists) return { step: "sign claim", ...claim };
  return { step: "add claim", identity: survey.newIdentity, ...claim };
}

/** Of an executed case: what a further run would settle counts as open until it ran. */
function isOpen(token: TokenPlan): boolean {
  return token.outcome !== "settled before";
}
