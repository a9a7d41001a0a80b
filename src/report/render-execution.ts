import { nameTopic } from "../identity/topics";
import type { ExecutionReport } from "../recovery/case-view.types";
import { EXIT, type ExitCode } from "../shared/errors";
import { formatCount, formatGas } from "./amounts";
import { finishingSteps, sentence } from "./case-steps";
import { caseCommand } from "./commands";
import { renderAdvice } from "./next-step";
import type { Setting } from "./setting";
import { indent, page, renderFacts, renderTable } from "./table";
import { standingJson, type StandingJson } from "./standing-json";
import { tokenJson, transactionJson, type TokenJson, type TransactionJson } from "./token-json";
import { renderObstacles, renderTokens } from "./token-table";

/** What `execute` or `retry` did. */
export function renderExecution(report: ExecutionReport, setting: Setting): string {
  return page(
    `${titleOf(report, setting)}  ${report.recovered} of ${formatCount(report.total, "token")} recovered`,
    renderFacts(factsOf(report), setting.colours),
    renderTokens(report.tokens, "moved", setting),
    renderObstacles(report.tokens, setting),
    renderRefusedClaims(report, setting),
    renderTransactions(report.transactions, setting),
    renderNext(report, setting),
  );
}

/** `EXIT.incomplete` when tokens are left for `retry`. */
export function exitCodeOf({ status }: Pick<ExecutionReport, "status">): ExitCode {
  return status === "completed" ? EXIT.done : EXIT.incomplete;
}

/** What `recovery execute --json` and `recovery retry --json` print. docs/json.md has the meaning of every field. */
export interface ExecutionJson {
  readonly status: "completed" | "partial" | "failed";
  readonly recovered: number;
  readonly total: number;
  readonly tokens: readonly TokenJson[];
  readonly standing: StandingJson;
  readonly movableWallets: readonly string[];
  readonly transactions: readonly TransactionJson[];
}

export function executionJson(report: ExecutionReport): ExecutionJson {
  const { status, recovered, total } = report;
  return {
    status,
    recovered,
    total,
    tokens: report.tokens.map(tokenJson),
    standing: standingJson(report.afterwards),
    movableWallets: report.afterwards.movableWallets,
    transactions: report.transactions.map(transactionJson),
  };
}

/** The transactions of a step, with what they cost. */
export function renderTransactions(
  transactions: readonly { readonly hash: string; readonly gas: bigint }[],
  { colours }: Setting,
): string {
  if (transactions.length === 0) return indent("nothing was sent");
  const total = transactions.reduce((sum, { gas }) => sum + gas, 0n);
  const rows = [
    ...transactions.map(({ hash, gas }) => [hash, formatGas(gas)]),
    ...(transactions.length > 1 ? [["together", formatGas(total)]] : []),
  ];
  const table = renderTable([{ head: "" }, { head: "", align: "right" }], rows, colours);
  return `${colours.bold(transactions.length === 1 ? "Transaction" : "Transactions")}\n${table}`;
}

function titleOf({ status }: ExecutionReport, { colours }: Setting): string {
  switch (status) {
    case "completed":
      return colours.green(colours.bold("Recovery completed"));
    case "partial":
      return colours.yellow(colours.bold("Recovery partly done"));
    case "failed":
      return colours.red(colours.bold("No token recovered yet"));
  }
}

function factsOf(report: ExecutionReport): [string, string][] {
  return [
    ["case", report.caseId],
    ["new wallet", `${report.newWallet}, ${newWalletInWords(report)}`],
    ["  identity", report.newIdentity],
    ["lost wallet", lostWalletInWords(report)],
  ];
}

function newWalletInWords({ verified, afterwards }: ExecutionReport): string {
  if (afterwards.newWalletStanding !== "awaiting verification") return verified ? "verified" : "not verified";
  return verified ? "verified, and to be let go" : "in quarantine until it is verified";
}

function lostWalletInWords({ lostWalletUnregistered, afterwards }: ExecutionReport): string {
  if (afterwards.lostWalletStanding === "lost") return "lost for ever: it neither sends nor receives";
  return lostWalletUnregistered ? "unregistered, and frozen" : "still registered, and frozen";
}

function renderRefusedClaims({ refusedClaims }: ExecutionReport, { colours }: Setting): string {
  if (refusedClaims.length === 0) return "";
  const lines = refusedClaims.map(({ issuer, topic }) => `${colours.yellow("!")} ${nameTopic(topic)} by ${issuer}`);
  return [colours.bold("Claims left out, since their issuers do not stand by them"), indent(lines.join("\n"))].join(
    "\n",
  );
}

function renderNext({ caseId, status, afterwards }: ExecutionReport, setting: Setting): string {
  if (status === "completed") {
    const [step] = finishingSteps(afterwards, caseId, setting);
    if (step !== undefined) return renderAdvice({ what: sentence(step), command: step.command }, setting);
    const command = caseCommand(setting, "status", caseId);
    return renderAdvice({ what: "Nothing is left to do; this shows the case.", command }, setting);
  }
  const command = caseCommand(setting, "retry", caseId);
  return renderAdvice({ what: "Once that is done, an identity manager retries what is left.", command }, setting);
}
