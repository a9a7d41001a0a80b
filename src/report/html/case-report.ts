import { formatEther } from "ethers";
import { nameTopic } from "../../identity/topics";
import type { CaseFile, ClaimRecord, TransactionRecord } from "../../recovery/case-file.types";
import type { TokenReport } from "../../recovery/case-view.types";
import { formatAmount, formatGas } from "../amounts";
import type { EvidenceCheck, PhaseRecord } from "../case-report-json";
import { formatTime } from "../durations";
import { nextStepsOf, outcomeInWords, reasonOf } from "../obstacles";
import { html, type Markup } from "./markup";
import { STYLE } from "./style";
import { drawTimeline, type Moment } from "./timeline";

export interface ReportedCase {
  readonly file: CaseFile;
  /** Undefined when no evidence was given to compare. */
  readonly evidence?: EvidenceCheck;
  /** What this machine's store recorded; empty where it has none. */
  readonly phases: readonly PhaseRecord[];
}

/** A case on one page that needs nothing else: for the file, and for print. */
export function renderCaseReport({ file, evidence, phases }: ReportedCase): string {
  const { view } = file;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Recovery ${view.caseId.slice(0, 10)}</title>
        ${STYLE}
      </head>
      <body>
        <h1>Recovery case: ${view.status}</h1>
        <p><code>${view.caseId}</code></p>
        ${facts(file, evidence)}
        <h2>Who did what, and when</h2>
        ${people(file)}
        <h2>Time line</h2>
        ${drawTimeline(momentsOf(file))}
        <h2>Tokens</h2>
        ${tokens(view.tokens, file.agent)}
        <h2>Claims</h2>
        ${claims(file.claims)}
        <h2>Transactions</h2>
        ${transactions(file.transactions)} ${stored(phases)}
        <footer>
          Read from chain ${file.chainId.toString()} at ${formatTime(view.now)}.
          <code>recovery audit --case ${view.caseId}</code> rebuilds it.
        </footer>
      </body>
    </html> `.html;
}

function facts({ view, agent, chainId }: CaseFile, evidence: EvidenceCheck | undefined): Markup {
  const { recovery } = view;
  const kept = BigInt(recovery.identity) !== 0n;
  const rows: [string, Markup][] = [
    ["Lost wallet", code(recovery.lostWallet)],
    ["Its identity", code(view.lostIdentity)],
    ["New wallet", code(recovery.newWallet)],
    ["Its identity", kept ? html`the same, kept` : code(view.newIdentity)],
    ["Registry", code(recovery.registry)],
    ["Recovery agent", html`${code(agent)} on chain ${chainId.toString()}`],
    ["Evidence", evidenceRow(recovery.evidence, evidence)],
    ["May be executed", html`from ${formatTime(view.readyAt)} to ${formatTime(view.expiresAt)}`],
  ];
  return html`<table>
    ${rows.map(
      ([name, value]) =>
        html`<tr>
          <th>${name}</th>
          <td>${value}</td>
        </tr>`,
    )}
  </table>`;
}

function evidenceRow(hash: string, evidence: EvidenceCheck | undefined): Markup {
  if (BigInt(hash) === 0n) return html`none given`;
  if (evidence === undefined) return html`${code(hash)} (SHA-256; no file was compared)`;
  return html`${code(hash)} <span class="good">✔ is the SHA-256 of ${evidence.file}</span>`;
}

function people({ view, executor }: CaseFile): Markup {
  const rows = view.timeline.map(({ at, what, by, transaction }) => [
    html`${formatTime(at)}`,
    html`${what}`,
    by === "" ? html`` : code(by),
    code(transaction),
  ]);
  const approvals = view.approvals.filter(({ counts }) => counts).length;
  const summary = html`<p>
    Proposed by ${code(view.proposer)}; ${approvals} of ${view.threshold} approvals
    count${BigInt(executor) === 0n ? html`; not executed` : html`; executed by ${code(executor)}`}.
  </p>`;
  return html`${summary}${table(["When", "What", "By", "Transaction"], rows)}`;
}

function momentsOf({ view }: CaseFile): Moment[] {
  const isOver = view.status === "executed" || view.status === "cancelled";
  const due: Moment[] = [
    { at: view.readyAt, what: "delay over", due: true },
    { at: view.expiresAt, what: "window over", due: true },
  ];
  return [...view.timeline.map(({ at, what }) => ({ at, what, due: false })), ...(isOver ? due.slice(0, 1) : due)];
}

function tokens(list: readonly TokenReport[], agent: string): Markup {
  if (list.length === 0) return html`<p>None: the identity alone.</p>`;
  const rows = list.map((token) => [
    html`${token.symbol}<br />${code(token.address)}`,
    html`${formatAmount(token.amount, token)}`,
    html`${token.frozen === 0n ? "–" : formatAmount(token.frozen, token)}${token.walletFrozen ? ", wallet frozen" : ""}`,
    html`<span class="${reasonOf(token) === "" ? "good" : "bad"}">${outcomeInWords(token)}</span>`,
    html`${[reasonOf(token), ...(token.outcome === "pending" ? [] : nextStepsOf(token, agent))].join(" ")}`,
  ]);
  return table(["Token", "Moved", "Of it frozen", "Outcome", "Why, and what to do"], rows, [1]);
}

function claims(list: readonly ClaimRecord[]): Markup {
  if (list.length === 0) return html`<p>None required.</p>`;
  const rows = list.map(({ topic, issuer, status }) => [
    html`${nameTopic(topic)}`,
    BigInt(issuer) === 0n ? html`–` : code(issuer),
    html`<span class="${status === "held" ? "good" : "bad"}">${status}</span>`,
  ]);
  return table(["Topic", "Issuer", "Status"], rows);
}

function transactions(list: readonly TransactionRecord[]): Markup {
  const rows = list.map(({ hash, block, at, from, gas, fee, events }) => [
    html`${code(hash)}<br />${events.join(", ")}`,
    html`${block}<br />${formatTime(at)}`,
    code(from),
    html`${formatGas(gas)}<br />${formatEther(fee)}`,
  ]);
  return table(["Transaction", "Block", "From", "Gas, fee"], rows, [3]);
}

function stored(phases: readonly PhaseRecord[]): Markup {
  if (phases.length === 0) return html``;
  const rows = phases.map(({ at, verb, phase, status, detail }) => [
    html`${formatTime(at)}`,
    html`${verb}`,
    html`${phase}`,
    html`${status}`,
    html`${detail}`,
  ]);
  return html`<h2>Phases, as this operator's store has them</h2>
    ${table(["When", "Step", "Phase", "Status", ""], rows)}`;
}

function table(
  heads: readonly string[],
  rows: readonly (readonly Markup[])[],
  numbers: readonly number[] = [],
): Markup {
  const cell = (value: Markup, column: number): Markup =>
    numbers.includes(column) ? html`<td class="number">${value}</td>` : html`<td>${value}</td>`;
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map(cell)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

const code = (text: string): Markup => html`<code>${text}</code>`;
