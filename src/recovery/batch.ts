import type { Signer } from "ethers";
import { timeOf } from "../chain/case";
import type { Chain } from "../chain/connect";
import { caseStatusOf } from "../chain/enums";
import type { SendLimits } from "../chain/send";
import { EXIT, RegainError } from "../shared/errors";
import type { Store } from "../store/open-store";
import { findOpenStep } from "../store/steps";
import type { BatchEntry, BatchProgress, EntryReport, EntryState } from "./batch.types";
import type { AccessPort } from "./close-access";
import { inStep, type LoggedLimits } from "./in-step";
import { proposeRecovery } from "./propose";
import { resumeStep } from "./resume";
import { runCase } from "./run-case";
import { encodeInput } from "./step-input";
import { surveyRecovery } from "./survey";

export interface BatchOptions extends SendLimits {
  /** How many cases are worked on at a time. */
  readonly parallel: number;
  readonly access?: AccessPort | undefined;
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Who works, on what chain, with what store. */
export interface BatchWorker {
  readonly chain: Chain;
  readonly signer: Signer;
  readonly store: Store;
}

type Found = Pick<EntryReport, "state" | "detail" | "next"> & { readonly transactions?: number };

/**
 * Carries every entry as far as it can go now: proposed, executed, or resumed where an earlier process died. One that fails
 * stops no other; one that another worker has is left to it. Called again, it goes on where it stopped.
 */
export async function runBatch(
  worker: BatchWorker,
  entries: readonly BatchEntry[],
  options: BatchOptions,
): Promise<EntryReport[]> {
  const reports: EntryReport[] = [];
  const waiting = entries.values();
  const began = Date.now();
  const work = async (): Promise<void> => {
    for (const entry of waiting) {
      const { transactions = 0, ...found } = await carryOn(worker, entry, options).catch((error: unknown): Found =>
        reportOfFailure(error),
      );
      const report = { line: entry.line, caseId: entry.caseId, ...found, transactions };
      reports.push(report);
      const [done, total] = [reports.length, entries.length];
      const rate = done / Math.max((Date.now() - began) / 1000, 0.001);
      options.onProgress?.({ report, done, total, rate, left: Math.ceil((total - done) / rate) });
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, work));
  return reports.sort((a, b) => a.line - b.line);
}

async function carryOn(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Found> {
  const { chain, store } = worker;
  if ((await findOpenStep(store.db, entry.caseId)) !== undefined) return takeUp(worker, entry, options);
  const record = await chain.agent.caseOf(entry.caseId);
  switch (caseStatusOf(record.status)) {
    case "none":
      return begin(worker, entry, options);
    case "ready":
      return execute(worker, entry, options);
    case "proposed":
      return { state: "waits", ...(await whatFor(chain, entry, Number(record.readyAt), Number(record.threshold))) };
    case "contested":
      return waits("a guardian's decision: the holder contests the case", "uphold", entry);
    case "executed":
      return Number(record.settledTokens) === entry.recovery.tokens.length
        ? { state: "completed", detail: "all tokens are done", next: "" }
        : { state: "partial", detail: "tokens are left", next: commandOf("retry", entry) };
    case "cancelled":
    case "expired":
      return { state: "blocked", detail: "the case is closed", next: "Preview it anew, and have it accepted again." };
  }
}

async function begin(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Found> {
  const { chain, signer } = worker;
  const { recovery, acceptance, caseId, claims } = entry;
  const { blockers } = await surveyRecovery(chain, recovery, claims);
  const [blocker] = blockers.filter(({ code }) => code !== "TooEarly" && code !== "NotEnoughApprovals");
  if (blocker !== undefined) return { state: "blocked", detail: blocker.message, next: blocker.next };
  if (acceptance === undefined) return waits("the new wallet's acceptance", "preview", entry);
  const input = { recovery: { ...recovery, tokens: [...recovery.tokens] }, acceptance };
  const { transactions } = await recorded(worker, entry, "propose", encodeInput(input), options, (limits) =>
    proposeRecovery(chain, signer, recovery, acceptance, limits),
  );
  const detail = "proposed now; a custodian's approval, and the delay";
  return {
    state: "waits",
    detail,
    next: `npx hardhat recovery approve --case ${caseId}`,
    transactions: transactions.length,
  };
}

async function execute(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Found> {
  const { chain, signer } = worker;
  const { caseId, claims } = entry;
  const { access } = options;
  const input = encodeInput({ claims: [...claims] });
  const report = await recorded(worker, entry, "execute", input, options, (limits) =>
    runCase(chain, signer, caseId, { ...limits, verb: "execute", claims, access }),
  );
  return executed(entry, report.status, report.recovered, report.total, report.transactions.length);
}

/** Ends what an earlier process left open, and then goes on. */
async function takeUp(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Found> {
  const { chain, signer, store } = worker;
  const step = await findOpenStep(store.db, entry.caseId);
  if (step === undefined) return carryOn(worker, entry, options);
  const resumed = await resumeStep(chain, signer, () => Promise.resolve(store), step, options);
  if (resumed.verb !== "execute" && resumed.verb !== "retry") return carryOn(worker, entry, options);
  const { status, recovered, total, transactions } = resumed.report;
  return executed(entry, status, recovered, total, transactions.length);
}

function recorded<T>(
  { chain, store }: BatchWorker,
  { caseId, recovery }: BatchEntry,
  verb: "propose" | "execute",
  input: string,
  limits: SendLimits,
  work: (limits: LoggedLimits) => Promise<T>,
): Promise<T> {
  const { lostWallet, newWallet } = recovery;
  return inStep(chain, () => Promise.resolve(store), { caseId, lostWallet, newWallet, verb, input }, limits, work);
}

function executed(
  entry: BatchEntry,
  status: EntryState,
  recovered: number,
  total: number,
  transactions: number,
): Found {
  const next = status === "completed" ? "" : commandOf("retry", entry);
  return { state: status, detail: `${recovered} of ${total} tokens recovered`, next, transactions };
}

async function whatFor(
  chain: Chain,
  entry: BatchEntry,
  readyAt: number,
  threshold: number,
): Promise<Pick<Found, "detail" | "next">> {
  const approvals = Number(await chain.agent.approvalsOf(entry.caseId));
  if (approvals < threshold) {
    return { detail: `${threshold - approvals} more approvals`, next: commandOf("approve", entry) };
  }
  const left = readyAt - (await timeOf(chain, "latest"));
  return { detail: `the delay, another ${Math.max(left, 0)} s`, next: "Run the batch again then." };
}

function waits(detail: string, verb: "uphold" | "preview", entry: BatchEntry): Found {
  return { state: "waits", detail, next: verb === "preview" ? "" : commandOf(verb, entry) };
}

function commandOf(verb: string, { caseId }: BatchEntry): string {
  return `npx hardhat recovery ${verb} --case ${caseId}`;
}

const STATES: Readonly<Record<number, EntryState>> = {
  [EXIT.busy]: "taken",
  [EXIT.unknown]: "unknown",
  [EXIT.incomplete]: "waits",
};

/** What stopped an entry, as its report; nothing that stops one stops the others. */
export function reportOfFailure(error: unknown): Pick<EntryReport, "state" | "detail" | "next"> {
  if (error instanceof RegainError) {
    const { exitCode, message, next } = error;
    return { state: STATES[exitCode] ?? "blocked", detail: message, next };
  }
  const detail = `an unexpected failure: ${error instanceof Error ? error.message : String(error)}`;
  return { state: "unknown", detail, next: "Run the batch again: it will tell how far the case is." };
}
