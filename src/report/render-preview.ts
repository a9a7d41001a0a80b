import { nameTopic } from "../identity/topics";
import type { Situation } from "../recovery/situation.types";
import type { Plan, PlanWarning, TokenPlan } from "../recovery/plan.types";
import { EXIT, type ExitCode } from "../shared/errors";
import { formatCount } from "./amounts";
import { adviseOn, renderAdvice, stepsInWords } from "./next-step";
import type { Setting } from "./setting";
import { renderEstimate, renderSituation } from "./render-situation";
import { indent, page, renderFacts } from "./table";
import { renderObstacles, renderTokens, type HeldToken } from "./token-table";

/** What a recovery would do, for the person who decides, and what comes next. */
export function renderPreview(plan: Plan, setting: Setting, situation?: Situation): string {
  const here: Setting = { ...setting, agent: plan.survey.agent };
  return page(
    situation === undefined ? "" : renderSituation(plan, situation, setting.colours),
    renderPlan(plan, setting),
    situation === undefined ? "" : renderEstimate(plan, situation, setting.colours),
    plan.steps.length > 1 ? `${setting.colours.bold("Left to do")}  ${stepsInWords(plan.steps)}` : "",
    renderAdvice(adviseOn(plan, here), here),
  );
}

/** What a recovery would do, shown to somebody who is about to approve or execute it. */
export function renderPlan(plan: Plan, setting: Setting): string {
  const here: Setting = { ...setting, agent: plan.survey.agent };
  const tokens = plan.tokens.map(asHeld);
  const { bold } = setting.colours;
  return page(
    `${bold("Recovery preview")}  ${summaryOf(plan)}`,
    renderFacts(factsOf(plan), setting.colours),
    renderTokens(tokens, "held", here),
    renderObstacles(tokens, here),
    renderOtherWallets(plan, here),
    renderBlockers(plan, here),
    renderWarnings(plan, here),
  );
}

/** `EXIT.refused` when something stands in the way that waiting does not clear. */
export function exitCodeOfPlan(plan: Plan): ExitCode {
  return plan.isBlocked ? EXIT.refused : EXIT.done;
}

function summaryOf({ total, recoverable, isBlocked }: Plan): string {
  const tokens = total === 0 ? "the identity alone" : `${recoverable} of ${formatCount(total, "token")}`;
  return isBlocked ? "blocked: see what is in the way" : `${tokens} would be recovered`;
}

function factsOf(plan: Plan): [string, string][] {
  const { caseId, status, recovery, currentIdentity, agent, chainId } = plan.survey;
  const replacement = `${plan.newIdentity}${status === "executed" ? "" : " (predicted)"}`;
  return [
    ["case", caseId],
    ["status", status === "none" ? "not proposed yet" : status],
    ["lost wallet", recovery.lostWallet],
    ["  identity", currentIdentity],
    ["new wallet", recovery.newWallet],
    ["  identity", plan.mode === "keep" ? "the same, kept" : replacement],
    ["registry", recovery.registry],
    ["agent", `${agent} on chain ${chainId}`],
    ...claimFacts(plan),
  ];
}

function claimFacts(plan: Plan): [string, string][] {
  const { requiredTopics, missingClaims } = plan;
  if (requiredTopics.length === 0) return [["claims", "none required"]];
  const covered = `${requiredTopics.length - missingClaims.length} of ${requiredTopics.length} required`;
  return [
    ["claims", `${covered}${verificationInWords(plan)}`],
    ...missingClaims.map(({ topic, issuers }): [string, string] => [
      "missing",
      `${nameTopic(topic)}, from ${issuers.length === 0 ? "nobody: no issuer is trusted for it" : issuers.join(" or ")}`,
    ]),
  ];
}

function verificationInWords({ survey, verifiedAfterwards }: Plan): string {
  if (survey.status === "executed") return "";
  return verifiedAfterwards ? "; verified once executed" : "; NOT verified once executed";
}

function renderOtherWallets({ otherWallets, survey }: Plan, { colours }: Setting): string {
  if (otherWallets.length === 0) return "";
  const lines = otherWallets.map(({ address, fate }) => {
    if (fate === "moves") return `${address}  moves to the replacement identity after the execution`;
    return `${address}  stays with the identity ${survey.currentIdentity}`;
  });
  return [colours.bold("Other wallets of the lost wallet's identity"), indent(lines.join("\n"))].join("\n");
}

function renderBlockers({ blockers, isBlocked }: Plan, { colours }: Setting): string {
  if (blockers.length === 0) return "";
  const mark = isBlocked ? colours.red("✖") : colours.yellow("·");
  const lines = blockers.map(({ code, message }) => `${mark} ${code}: ${message}`);
  return [colours.bold(isBlocked ? "In the way" : "Not yet"), indent(lines.join("\n"))].join("\n");
}

function renderWarnings({ warnings, tokens }: Plan, { colours }: Setting): string {
  if (warnings.length === 0) return "";
  const lines = warnings.map((warning) => `${colours.yellow("!")} ${wordsFor(warning, tokens)}`);
  return [colours.bold("Warnings"), indent(lines.join("\n"))].join("\n");
}

function wordsFor(warning: PlanWarning, tokens: readonly TokenPlan[]): string {
  switch (warning.code) {
    case "Unprotected": {
      const symbols = tokens.filter(({ address }) => warning.tokens.includes(address)).map(({ symbol }) => symbol);
      return `Not protected: ${symbols.join(", ")}. Whoever holds the lost wallet's key can still move them.`;
    }
    case "ClaimsRefused": {
      const claims = warning.claims.map(({ issuer, topic }) => `${nameTopic(topic)} by ${issuer}`);
      return `Left out, since their issuers do not stand by them: ${claims.join(", ")}.`;
    }
    case "NoIssuer":
      return `Nobody is trusted to make a claim on ${warning.topics.map((topic) => nameTopic(topic)).join(", ")}: the registry's owner has to name an issuer.`;
    case "AwaitsVerification":
      return `Without ${warning.topics.map((topic) => nameTopic(topic)).join(", ")} the new wallet gets its tokens, but neither sends nor receives until it is verified.`;
    case "OtherWalletsUnknown":
      return "The node did not tell the registry's whole history: the identity may have further wallets. Ask who registers them.";
    case "CodeAtWallet":
      return `The new wallet ${warning.wallet} ${warning.delegate === "" ? "is a contract" : `delegates to ${warning.delegate} (EIP-7702)`}.`;
    case "LooksLikeKnown":
      return `The new wallet ${warning.wallet} looks like ${warning.known}: compare every digit.`;
  }
}

/** The quarantine that this system set is no freeze that a holder would know of. */
function asHeld(token: TokenPlan): HeldToken {
  return { ...token, amount: token.balance, walletFrozen: token.walletFrozen && !token.quarantined };
}
