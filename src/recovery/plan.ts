import { estimateGas } from "./estimate";
import { isSettled, type Outcome } from "./outcome";
import { judgeNewWallet } from "./plan-wallet";
import { isWaiting, stepsLeft } from "./plan-steps";
import type { MissingClaim, Obstacle, OtherWalletPlan, Plan, PlanOptions, PlanWarning, TokenPlan } from "./plan.types";
import { modeOf } from "./recovery";
import type { Blocker, Survey, TokenSurvey } from "./survey.types";

/** What may be cleared after the proposal: the freeze must not wait for it. */
const MAY_WAIT: readonly string[] = ["TooEarly", "NotEnoughApprovals", "RegistryAgentMissing"];
const OVER: readonly string[] = ["executed", "cancelled", "expired"];

/** Decides from what was seen what can be recovered, what stands in the way, and what is left to do. */
export function planRecovery(survey: Survey, options: PlanOptions = {}): Plan {
  const mode = modeOf(survey.recovery);
  const tokens = survey.tokens.map((token) => planToken(token, survey));
  const missingClaims = missingClaimsOf(survey);
  const wallet = judgeNewWallet(survey, options);
  const found = [...wallet.blockers, ...caseBlockers(survey)];
  const blockers = [...found.filter(({ code }) => !isWaiting(code)), ...found.filter(({ code }) => isWaiting(code))];
  const otherWallets = planOtherWallets(survey);
  const steps = stepsLeft({ survey, mode, blockers, missingClaims, tokens, otherWallets });
  return {
    survey,
    mode,
    newIdentity: survey.newIdentity,
    tokens,
    otherWallets,
    recoverable: tokens.filter((token) => isSettled(token.outcome)).length,
    total: tokens.length,
    requiredTopics: survey.requiredTopics,
    missingClaims,
    verifiedAfterwards: missingClaims.length === 0,
    blockers,
    isBlocked: blockers.some(({ code }) => !MAY_WAIT.includes(code)),
    warnings: [...warningsOf(survey, tokens, missingClaims), ...wallet.warnings],
    steps,
    gas: estimateGas(survey.gas, steps, tokens.length),
  };
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

/** A pause protects only until somebody ends it; a freeze of the wallet, whosever it is, stays; so does a quarantine. */
function isExposed(token: TokenSurvey, survey: Survey): boolean {
  const { status, lostWalletStanding, agentAdmittedToRegistry } = survey;
  const isHeld = token.onSuite && (lostWalletStanding === "quarantined" || lostWalletStanding === "lost");
  const movable = !token.walletFrozen && !isHeld && token.balance > token.frozen;
  if (status === "none") return movable && !token.agentAdmitted && !(token.onSuite && agentAdmittedToRegistry);
  return movable && status !== "cancelled" && status !== "expired";
}

/** Only a registry that keeps successors lets the books of its tokens follow a wallet to another identity. */
function planOtherWallets({ otherWallets, lostWalletStanding }: Survey): OtherWalletPlan[] {
  return otherWallets.map(({ address, standing }) => {
    const moves = lostWalletStanding !== null && standing !== "quarantined";
    return { address, fate: moves ? "moves" : "stays" };
  });
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
  if (missing.length > 0 && survey.lostWalletStanding !== null && survey.newWalletStanding !== "lost") {
    warnings.push({ code: "AwaitsVerification", topics: missing.map(({ topic }) => topic) });
  }
  if (!survey.otherWalletsComplete) warnings.push({ code: "OtherWalletsUnknown" });
  return warnings;
}
