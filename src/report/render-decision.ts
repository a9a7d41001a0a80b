import type { CaseView } from "../recovery/case-view.types";
import { formatCount } from "./amounts";
import { approvalsOf } from "./case-steps";
import { formatDistance, formatTime, isoTime } from "./durations";
import { drawStatus, renderCaseSteps, renderUnprotected } from "./render-case";
import { renderTransactions } from "./render-execution";
import type { Setting } from "./setting";
import { indent, page, renderFacts } from "./table";
import { transactionJson, type TransactionJson } from "./token-json";

/** A step of a case that somebody took: what was sent, and what it froze or released. */
export interface Decision {
  readonly what: keyof typeof TITLE;
  readonly caseId: string;
  readonly transactions: readonly { readonly hash: string; readonly gas: bigint }[];
  /** Of a proposal: tokens on which the lost wallet is frozen now. */
  readonly quarantined?: readonly string[];
  /** Of a proposal: the registry that holds the lost wallet, where it can. */
  readonly heldBy?: string;
  /** Of a proposal: tokens that could not be frozen. */
  readonly unprotected?: readonly string[];
  /** Of a cancellation: tokens on which the case's freeze was lifted. */
  readonly released?: readonly string[];
  /** Of a cancellation: tokens on which it could not be lifted. */
  readonly notReleased?: readonly string[];
  /** Further wallets that belong to the replacement identity now. */
  readonly reassigned?: readonly string[];
  /** Tokens whose compliance did not enter that in its books. */
  readonly notAttributed?: readonly string[];
}

const TITLE = {
  proposed: "Case proposed",
  quarantined: "Case quarantined",
  approved: "Case approved",
  contested: "Case contested",
  upheld: "Case upheld",
  cancelled: "Case cancelled",
  reassigned: "Other wallets moved",
  released: "New wallet let go",
} as const;

/** What a step did, and where the case stands after it. */
export function renderDecision(decision: Decision, view: CaseView, setting: Setting): string {
  const { colours } = setting;
  return page(
    `${colours.green("✔")} ${colours.bold(TITLE[decision.what])}  ${drawStatus(view.status, setting)}`,
    renderFacts(factsOf(view), colours),
    renderFreezes(decision, view, setting),
    renderUnprotected(decision.unprotected ?? [], view.tokens, setting),
    renderNotReleased(decision.notReleased ?? [], setting),
    renderReassigned(decision, setting),
    renderTransactions(decision.transactions, setting),
    renderCaseSteps(view, setting),
  );
}

/** What propose, approve, contest, uphold and cancel print with `--json`. docs/json.md has the meaning of every field. */
export interface DecisionJson {
  readonly caseId: string;
  readonly status: string;
  readonly approvals: number;
  readonly threshold: number;
  readonly readyAt: string;
  readonly expiresAt: string;
  readonly quarantined?: readonly string[];
  readonly unprotected?: readonly string[];
  readonly released?: readonly string[];
  readonly notReleased?: readonly string[];
  readonly reassigned?: readonly string[];
  readonly notAttributed?: readonly string[];
  readonly transactions: readonly TransactionJson[];
}

export function decisionJson(decision: Decision, view: CaseView): DecisionJson {
  const { quarantined, unprotected, released, notReleased, reassigned, notAttributed } = decision;
  return {
    caseId: decision.caseId,
    status: view.status,
    approvals: approvalsOf(view),
    threshold: view.threshold,
    readyAt: isoTime(view.readyAt),
    expiresAt: isoTime(view.expiresAt),
    ...(quarantined === undefined ? {} : { quarantined }),
    ...(unprotected === undefined ? {} : { unprotected }),
    ...(released === undefined ? {} : { released }),
    ...(notReleased === undefined ? {} : { notReleased }),
    ...(reassigned === undefined ? {} : { reassigned }),
    ...(notAttributed === undefined ? {} : { notAttributed }),
    transactions: decision.transactions.map(transactionJson),
  };
}

function factsOf(view: CaseView): [string, string][] {
  const isLive = view.status === "proposed" || view.status === "ready" || view.status === "contested";
  const facts: [string, string][] = [
    ["case", view.caseId],
    ["lost wallet", view.recovery.lostWallet],
    ["new wallet", view.recovery.newWallet],
  ];
  if (!isLive) return facts;
  return [
    ...facts,
    ["approvals", `${approvalsOf(view)} of ${view.threshold}`],
    ["ready", `${formatTime(view.readyAt)}, ${formatDistance(view.readyAt, view.now)}`],
    ["expires", `${formatTime(view.expiresAt)}, ${formatDistance(view.expiresAt, view.now)}`],
  ];
}

function renderFreezes({ quarantined, heldBy, released }: Decision, view: CaseView, { colours }: Setting): string {
  const total = formatCount(view.tokens.length, "token");
  if (quarantined !== undefined && heldBy !== undefined) {
    const how = `the registry ${heldBy} holds the lost wallet`;
    return indent(`${colours.green("✔")} ${how}: ${quarantined.length} of ${total} are protected`);
  }
  if (quarantined !== undefined) {
    return indent(`${colours.green("✔")} the case froze the lost wallet on ${quarantined.length} of ${total}`);
  }
  if (released === undefined || released.length === 0) return "";
  return indent(`${colours.green("✔")} the case's freeze is lifted on ${released.length} of ${total}`);
}

function renderNotReleased(notReleased: readonly string[], { colours }: Setting): string {
  if (notReleased.length === 0) return "";
  const lines = notReleased.map((address) => `${colours.yellow("!")} ${address}`);
  return [colours.bold("Still frozen: the agent could not lift its freeze on"), indent(lines.join("\n"))].join("\n");
}

function renderReassigned({ reassigned = [], notAttributed = [] }: Decision, { colours }: Setting): string {
  const lines = [
    ...reassigned.map((wallet) => `${colours.green("✔")} ${wallet} belongs to the replacement identity`),
    ...notAttributed.map((token) => `${colours.yellow("!")} the compliance of ${token} has to be told: attribute(…)`),
  ];
  return lines.length === 0 ? "" : indent(lines.join("\n"));
}
