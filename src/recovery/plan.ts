import { estimateGas } from "./estimate";
import { isSettled, type Outcome } from "./outcome";
import { judgeNewWallet } from "./plan-wallet";
import type { MissingClaim, Obstacle, Plan, PlanOptions, PlanWarning, Step, TokenPlan } from "./plan.types";
import { modeOf, type RecoveryMode } from "./recovery";
import type { Blocker, Survey, TokenSurvey } from "./survey.types";

/** Blockers that only say: not yet. */
const WAITING: readonly string[] = ["TooEarly", "NotEnoughApprovals"];
/** What may be cleared after the proposal: the freeze must not wait for it. */
const MAY_WAIT: readonly string[] = [...WAITING, "RegistryAgentMissing"];
const OVER: readonly string[] = ["executed", "cancelled", "expired"];

/** Whether a blocker goes away by waiting, for time or for people. */
export function isWaiting(code: string): boolean {
  return WAITING.includes(code);
}

/** Decides from what was seen what can be recovered, what stands in the way, and what is left to do. */
export function planRecovery(survey: Survey, options: PlanOptions = {}): Plan {
  const mode = modeOf(survey.recovery);
  const tokens = survey.tokens.map((token) => planToken(token, survey));
  const missingClaims = missingClaimsOf(survey);
  const wallet = judgeNewWallet(survey, options);
  const found = [...wallet.blockers, ...caseBlockers(survey)];
  const blockers = [...found.filter(stands), ...found.filter((blocker) => !stands(blocker))];
  const steps = stepsLeft(survey, mode, blockers, missingClaims, tokens);
  return {
    survey,
    mode,
    newIdentity: survey.newIdentity,
    tokens,
    recoverable: tokens.filter((token) => isSettled(token.outcome)).length,
    total: tokens.length,
    requiredTopics: survey.requiredTopics,
    missingClaims,
    blockers,
    isBlocked: blockers.some(({ code }) => !MAY_WAIT.includes(code)),
    warnings: [...warningsOf(survey, tokens, missingClaims), ...wallet.warnings],
    steps,
    gas: estimateGas(survey.gas, steps, tokens.length),
  };
}

/** Whether a blocker is more than waiting. */
function stands({ code }: Blocker): boolean {
  return !isWaiting(code);
}

function planToken(token: TokenSurvey, survey: Survey): TokenPlan {
  return { ...token, obstacles: obstaclesOf(token), exposed: isExposed(token, survey) };
}

/** The chain names one obstacle, the first that it meets; the survey may know of more. */
function obstaclesOf(token: TokenSurvey): Obstacle[] {
  const named = obstacleIn(token.outcome);
  if (named === undefined) return [];
  const obstacles = new Set<Obstacle>();
  if (token.paused) obstacles.add("paused");
  if (!token.agentAdmitted) obstacles.add("agent missing");
  return [...obstacles.add(named)];
}

function obstacleIn(outcome: Outcome): Obstacle | undefined {
  if (outcome === "recovered" || outcome === "nothing held" || outcome === "settled before") return undefined;
  return outcome;
}

/** A pause protects only until somebody ends it; a freeze of the wallet, whosever it is, stays. */
function isExposed(token: TokenSurvey, { status }: Survey): boolean {
  const movable = !token.walletFrozen && token.balance > token.frozen;
  if (status === "none") return movable && !token.agentAdmitted;
  return movable && status !== "cancelled" && status !== "expired";
}

function missingClaimsOf({ requiredTopics, coveredTopics, issuers }: Survey): MissingClaim[] {
  return requiredTopics
    .filter((topic) => !coveredTopics.includes(topic))
    .map((topic) => ({
      topic,
      issuers: issuers.filter((issuer) => issuer.topics.includes(topic)).map((issuer) => issuer.address),
    }));
}

function caseBlockers(survey: Survey): Blocker[] {
  const { agent, agentAdmittedToRegistry, blockers, recovery, status } = survey;
  if (agentAdmittedToRegistry || OVER.includes(status)) return [...blockers];
  const missing: Blocker = {
    code: "RegistryAgentMissing",
    message: `The recovery agent ${agent} is not an agent of the registry ${recovery.registry}: it cannot register the new wallet.`,
    next: `The owner of the registry ${recovery.registry} calls addAgent(${agent}).`,
  };
  return [...blockers.filter(({ code }) => code !== "RegistryRefused"), missing];
}

function warningsOf(survey: Survey, tokens: readonly TokenPlan[], missing: readonly MissingClaim[]): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const exposed = tokens.filter((token) => token.exposed).map((token) => token.address);
  if (exposed.length > 0) warnings.push({ code: "Unprotected", tokens: exposed });
  if (survey.refusedClaims.length > 0) warnings.push({ code: "ClaimsRefused", claims: survey.refusedClaims });
  const topics = missing.filter(({ issuers }) => issuers.length === 0).map(({ topic }) => topic);
  if (topics.length > 0) warnings.push({ code: "NoIssuer", topics });
  return warnings;
}

function stepsLeft(
  survey: Survey,
  mode: RecoveryMode,
  blockers: readonly Blocker[],
  missing: readonly MissingClaim[],
  tokens: readonly TokenPlan[],
): Step[] {
  const waitsFor = (code: string): boolean => blockers.some((blocker) => blocker.code === code);
  const resolve = blockers.filter(stands).map((blocker): Step => ({ step: "resolve", blocker }));
  const claims = missing.filter(({ issuers }) => issuers.length > 0).map((claim) => claimStep(survey, claim));
  const repair = needsRepair(tokens, claims) ? ([{ step: "clear obstacles" }, { step: "retry" }] as const) : [];
  const execute: Step = { step: "execute", withClaims: mode === "replace" && survey.requiredTopics.length > 0 };
  switch (survey.status) {
    case "none":
      return [
        ...resolve,
        { step: "accept" },
        ...claims,
        ...(["propose", "approve", "wait"] as const).map((step) => ({ step })),
        execute,
        ...repair,
      ];
    case "contested":
      return [{ step: "decide contest" }, ...claims, execute, ...repair];
    case "proposed":
    case "ready":
      return [
        ...resolve,
        ...claims,
        ...(waitsFor("NotEnoughApprovals") ? [{ step: "approve" } as const] : []),
        ...(waitsFor("TooEarly") ? [{ step: "wait" } as const] : []),
        execute,
        ...repair,
      ];
    case "executed":
      if (!tokens.some(isOpen)) return [];
      return [...resolve, ...claims, ...(repair.length > 0 ? repair : [{ step: "retry" } as const])];
    case "expired":
      return [{ step: "close" }];
    case "cancelled":
      return [];
  }
}

/** Whether some token needs more than the claims that are to be made anyway. */
function needsRepair(tokens: readonly TokenPlan[], claims: readonly Step[]): boolean {
  const solved = ["pending", ...(claims.length > 0 ? ["not verified"] : [])];
  return tokens.some((token) => token.obstacles.some((obstacle) => !solved.includes(obstacle)));
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
