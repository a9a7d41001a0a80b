import type { Signer } from "ethers";
import type { SendLimits } from "../chain/send";
import { inParallel, paceOf } from "../shared/in-parallel";
import type { Store } from "../store/open-store";
import { findOpenStep } from "../store/steps";
import { commandOf, lookAt, reportOfFailure, whereIs, type BatchPlace } from "./batch-outlook";
import type { BatchEntry, BatchProgress, Deed, EntryReport, Found, Outlook } from "./batch.types";
import type { AccessPort } from "./close-access";
import { inStep, type LoggedLimits } from "./in-step";
import { proposeRecovery } from "./propose";
import { resumeStep } from "./resume";
import { runCase, type RunReport } from "./run-case";
import { encodeInput, type StepInput } from "./step-input";

export interface BatchOptions extends SendLimits {
  /** How many cases are worked on at a time. */
  readonly parallel: number;
  readonly access?: AccessPort | undefined;
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Who works, on what chain, with what store. */
export interface BatchWorker extends BatchPlace {
  readonly store: Store;
  readonly signer: Signer;
}

type BatchVerb = Exclude<Deed, "resume">;
type Done = Found & { readonly transactions?: number };

/**
 * Carries every entry as far as it can go now: proposed, executed, or resumed where an earlier process died. One that fails
 * stops no other; one that another worker has is left to it. Called again, it goes on where it stopped.
 */
export async function runBatch(
  worker: BatchWorker,
  outlooks: readonly Outlook[],
  options: BatchOptions,
): Promise<EntryReport[]> {
  const next = paceOf(outlooks.length);
  return inParallel(outlooks, options.parallel, async (outlook) => {
    const done = await carryOn(worker, outlook, options).catch((error: unknown): Done => reportOfFailure(error));
    const report = reportOf(outlook, done);
    options.onProgress?.({ report, ...next() });
    return report;
  });
}

/** An entry that nothing was sent for, or so many transactions. */
export function reportOf({ entry: { line, caseId } }: Pick<Outlook, "entry">, done: Done): EntryReport {
  const { state, detail, next, transactions = 0 } = done;
  return { line, caseId, state, detail, next, transactions };
}

/** The case may have gone on since it was looked at, by another worker's hand: then it is looked at again. */
async function carryOn(worker: BatchWorker, seen: Outlook, options: BatchOptions): Promise<Done> {
  const { entry } = seen;
  const outlook = (await whereIs(worker, entry)) === seen.where ? seen : await lookAt(worker, entry);
  const { deed, found } = outlook;
  if (deed === undefined) return found;
  if (deed === "resume") return takeUp(worker, entry, options);
  try {
    return await (deed === "propose" ? propose(worker, entry, options) : run(worker, entry, deed, options));
  } catch (error) {
    // What another worker did in between was refused here; the case has gone on all the same.
    const { where, found: now } = await lookAt(worker, entry);
    if (where === outlook.where || where === "left open") throw error;
    return now;
  }
}

async function propose(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Done> {
  const { chain, signer } = worker;
  const { recovery, acceptance = "0x" } = entry;
  const { transactions } = await recorded(worker, entry, "propose", options, (limits) =>
    proposeRecovery(chain, signer, recovery, acceptance, limits),
  );
  const detail = "proposed now; a custodian's approval, and the delay";
  return { state: "waits", detail, next: commandOf("approve", entry), transactions: transactions.length };
}

async function run(
  worker: BatchWorker,
  entry: BatchEntry,
  verb: "execute" | "retry",
  options: BatchOptions,
): Promise<Done> {
  const { chain, signer } = worker;
  const { access } = options;
  const { claims = [] } = inputOf(entry, verb);
  const report = await recorded(worker, entry, verb, options, (limits) =>
    runCase(chain, signer, entry.caseId, { ...limits, verb, claims, access }),
  );
  return ranTo(entry, report);
}

/** Ends what an earlier process left open, and then goes on. */
async function takeUp(worker: BatchWorker, entry: BatchEntry, options: BatchOptions): Promise<Done> {
  const { chain, signer, store } = worker;
  const step = await findOpenStep(store.db, entry.caseId);
  if (step !== undefined) {
    const resumed = await resumeStep(chain, signer, () => Promise.resolve(store), step, options);
    if (resumed.verb === "execute" || resumed.verb === "retry") return ranTo(entry, resumed.report);
  }
  return carryOn(worker, await lookAt(worker, entry), options);
}

function recorded<T>(
  { chain, store }: BatchWorker,
  entry: BatchEntry,
  verb: BatchVerb,
  limits: SendLimits,
  work: (limits: LoggedLimits) => Promise<T>,
): Promise<T> {
  const { caseId, recovery } = entry;
  const { lostWallet, newWallet } = recovery;
  const subject = { caseId, lostWallet, newWallet, verb, input: encodeInput(inputOf(entry, verb)) };
  return inStep(chain, () => Promise.resolve(store), subject, limits, work);
}

/** What a step of an entry is given. */
export function inputOf({ recovery, acceptance = "0x", claims }: BatchEntry, verb: BatchVerb): StepInput {
  if (verb === "propose") return { recovery: { ...recovery, tokens: [...recovery.tokens] }, acceptance };
  return verb === "execute" ? { claims: [...claims] } : {};
}

/** How far an execution, or a retry, took an entry. */
export function ranTo(entry: BatchEntry, { status, recovered, total, transactions }: RunReport): Done {
  const next = status === "completed" ? "" : commandOf("retry", entry);
  const detail = `${recovered} of ${total} tokens recovered`;
  return { state: status, detail, next, transactions: transactions.length };
}
