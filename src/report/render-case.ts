import type { CaseView, TokenReport } from "../recovery/case-view.types";
import type { CaseStatus } from "../recovery/outcome";
import { approvalsOf, sentence, stepsFor } from "./case-steps";
import { caseCommand } from "./commands";
import { formatDistance, formatTime } from "./durations";
import { isDone } from "./obstacles";
import { renderAdvice } from "./next-step";
import type { Setting } from "./setting";
import { indent, page, renderFacts, renderTable } from "./table";
import { renderObstacles, renderTokens } from "./token-table";

const PATH: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  none: ["none"],
  proposed: ["proposed", "ready", "executed"],
  ready: ["proposed", "ready", "executed"],
  contested: ["proposed", "contested", "ready", "executed"],
  executed: ["proposed", "ready", "executed"],
  cancelled: ["proposed", "cancelled"],
  expired: ["proposed", "expired"],
};

/** Where a case stands, for everybody who has to do with it. */
export function renderCase(view: CaseView, setting: Setting): string {
  const { bold } = setting.colours;
  return page(
    `${bold("Recovery case")}  ${drawStatus(view.status, setting)}`,
    renderFacts(factsOf(view), setting.colours),
    renderApprovals(view, setting),
    renderTokens(view.tokens, "moved", setting),
    renderObstacles(view.tokens, setting),
    renderUnprotected(view.unprotected, view.tokens, setting),
    renderTimeline(view, setting),
    renderCaseSteps(view, setting),
  );
}

/** `Proposed ▸ [Ready] ▸ Executed` */
export function drawStatus(status: CaseStatus, { colours }: Pick<Setting, "colours">): string {
  return PATH[status]
    .map((each) => `${each.charAt(0).toUpperCase()}${each.slice(1)}`)
    .map((name, index) => (PATH[status][index] === status ? colours.bold(`[${name}]`) : colours.dim(name)))
    .join(" ▸ ");
}

/** The time that a case waits for, if it waits for any: `ready in 2 h 10 min`. */
export function timeInWords(view: Pick<CaseView, "status" | "readyAt" | "expiresAt">, now: number): string {
  if (view.status === "expired") return `expired ${formatDistance(view.expiresAt, now)}`;
  if (view.status === "executed" || view.status === "cancelled" || view.status === "none") return "–";
  if (now < view.readyAt) return `ready ${formatDistance(view.readyAt, now)}`;
  return `expires ${formatDistance(view.expiresAt, now)}`;
}

/** What each role can do, and as the last line the command that brings the case forward. */
export function renderCaseSteps(view: CaseView, setting: Setting): string {
  const [first, ...others] = stepsFor(view, setting);
  if (first === undefined) {
    const command = caseCommand(setting, "status", view.caseId);
    return renderAdvice({ what: "Nothing is left to do in this case.", command }, setting);
  }
  const other = others.map((step) => `${sentence(step)}\n  ${step.command}`);
  return page(
    other.length === 0 ? "" : `${setting.colours.bold("Also possible")}\n${indent(other.join("\n"))}`,
    renderAdvice({ what: sentence(first), command: first.command }, setting),
  );
}

export function renderUnprotected(
  unprotected: readonly string[],
  tokens: readonly TokenReport[],
  { colours }: Setting,
): string {
  if (unprotected.length === 0) return "";
  const names = unprotected.map((address) => {
    const token = tokens.find((each) => each.address === address);
    return token === undefined ? address : `${token.symbol} ${address}`;
  });
  const lines = names.map((name) => `${colours.yellow("!")} ${name}`);
  const title = "Not protected: whoever holds the lost wallet's key can still move";
  return [colours.bold(title), indent(lines.join("\n"))].join("\n");
}

function factsOf(view: CaseView): [string, string][] {
  const { recovery, now, status } = view;
  const isLive = status === "proposed" || status === "ready" || status === "contested";
  const done = view.tokens.filter(isDone).length;
  const replacement = `${view.newIdentity}${status === "executed" ? "" : " (predicted)"}`;
  return [
    ["case", view.caseId],
    ["lost wallet", recovery.lostWallet],
    ["  identity", view.lostIdentity],
    ["new wallet", recovery.newWallet],
    ["  identity", BigInt(recovery.identity) === 0n ? replacement : "the same, kept"],
    ["registry", recovery.registry],
    ...standingFacts(view),
    ["evidence", BigInt(recovery.evidence) === 0n ? "none given" : recovery.evidence],
    ...(isLive ? [["ready", timeWithDistance(view.readyAt, now)] as [string, string]] : []),
    ...(isLive || status === "expired" ? [["expires", timeWithDistance(view.expiresAt, now)] as [string, string]] : []),
    ...(status === "executed" ? [["recovered", `${done} of ${view.tokens.length}`] as [string, string]] : []),
  ];
}

/** Where the registry keeps standings, and they say more than the status does. */
function standingFacts({ afterwards: { lostWalletStanding, newWalletStanding } }: CaseView): [string, string][] {
  const facts: [string, string][] = [];
  if (lostWalletStanding === "quarantined") facts.push(["", "holds the lost wallet: no token of it moves"]);
  if (lostWalletStanding === "lost") facts.push(["", "knows the lost wallet as lost, for ever"]);
  if (newWalletStanding === "awaiting verification") {
    facts.push(["", "holds the new wallet until it is verified"]);
  }
  return facts;
}

function renderApprovals(view: CaseView, { colours }: Setting): string {
  const lines = [
    `proposed by  ${view.proposer}`,
    ...view.approvals.map(({ custodian, counts }) =>
      counts
        ? `${colours.green("✔")} approved   ${custodian}`
        : `${colours.red("✖")} approved   ${custodian}  no custodian any more`,
    ),
  ];
  return `${colours.bold(`Approvals  ${approvalsOf(view)} of ${view.threshold}`)}\n${indent(lines.join("\n"))}`;
}

function renderTimeline({ timeline, now }: CaseView, { colours }: Setting): string {
  if (timeline.length === 0) return "";
  const rows = timeline.map(({ at, what, by, transaction }) => [
    formatTime(at),
    what,
    by === "" ? "" : `by ${by}`,
    colours.dim(`${formatDistance(at, now)}, ${transaction}`),
  ]);
  const columns = [{ head: "" }, { head: "" }, { head: "" }, { head: "" }];
  return `${colours.bold("What happened")}\n${renderTable(columns, rows, colours)}`;
}

function timeWithDistance(at: number, now: number): string {
  return `${formatTime(at)}, ${formatDistance(at, now)}`;
}
