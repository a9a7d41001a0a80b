import type { BatchProgress, EntryReport, EntryState } from "../recovery/batch.types";
import { EXIT, type ExitCode } from "../shared/errors";
import { onNetwork } from "./commands";
import { formatDuration } from "./durations";
import type { Setting } from "./setting";
import { page, renderTable } from "./table";

/** One entry that was worked on, and how the whole goes on. */
export function renderEntry({ report, done, total, rate, left }: BatchProgress): string {
  const { line, state, detail } = report;
  const ahead = done === total ? "" : `, ${rate.toFixed(1)} a second, ${formatDuration(left)} left`;
  return `  line ${line}: ${state}, ${detail}  (${done} of ${total}${ahead})`;
}

/** How far every recovery of an incident is: those that need somebody, and how many are where. */
export function renderBatch(reports: readonly EntryReport[], setting: Setting): string {
  const { colours } = setting;
  const open = reports.filter(({ state }) => state !== "completed");
  const rows = open.map(({ line, state, detail, next }) => [String(line), state, detail, onNetwork(next, setting)]);
  const columns = ["line", "state", "what", "next"].map((head) => ({ head }));
  const counts = [...countsOf(reports)].map(([state, count]) => `${count} ${state}`).join(", ");
  return page(
    colours.bold(`${reports.length} recoveries: ${counts}`),
    open.length === 0 ? "" : renderTable(columns, rows, colours),
  );
}

/** What `recovery batch --json` prints. docs/json.md has the meaning of every field. */
export interface BatchJson {
  readonly total: number;
  readonly states: Readonly<Record<string, number>>;
  readonly entries: readonly EntryReport[];
}

export function batchJson(reports: readonly EntryReport[]): BatchJson {
  const entries = reports.map(({ line, caseId, state, detail, next, transactions }) => ({
    line,
    caseId,
    state,
    detail,
    next,
    transactions,
  }));
  return { total: reports.length, states: Object.fromEntries(countsOf(reports)), entries };
}

/** `EXIT.incomplete` while anything is left to do. */
export function exitCodeOfBatch(reports: readonly EntryReport[]): ExitCode {
  return reports.every(({ state }) => state === "completed") ? EXIT.done : EXIT.incomplete;
}

function countsOf(reports: readonly EntryReport[]): Map<EntryState, number> {
  const counts = new Map<EntryState, number>();
  for (const { state } of reports) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
