import type { Chain } from "../chain/connect";
import { findSent, settleOpen, type SendLimits } from "../chain/send";
import { EXIT, RegainError } from "../shared/errors";
import type { Store } from "../store/open-store";
import { stepLog, type StepLog } from "../store/step-log";
import { findOpenStep, unfinished } from "../store/steps";
import type { StepRow, Verb } from "../store/tables.types";

/** What a step of a case is about, as its store keeps it. */
export interface StepSubject {
  readonly caseId: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly verb: Verb;
  /** What the step needs when it is resumed, as JSON; no secret is among it. */
  readonly input?: string;
}

/** Limits with a log in which everything is kept. */
export type LoggedLimits = SendLimits & { readonly outbox: StepLog };

type Work<T> = (limits: LoggedLimits) => Promise<T>;

/**
 * Does a step of a case with a record of it: what is sent is signed once, nobody else works on the case meanwhile, and a
 * process that dies leaves what `resumeCase` needs.
 * @throws RegainError Busy, Unfinished, and what the work throws
 */
export async function inStep<T>(
  chain: Chain,
  openStore: () => Promise<Store>,
  subject: StepSubject,
  limits: SendLimits,
  work: Work<T>,
): Promise<T> {
  const { chainId, agentAddress: agent } = chain;
  const fromBlock = (await chain.provider.getBlockNumber()) + 1;
  const log = stepLog(openStore, { input: "{}", ...subject, chainId, agent, fromBlock });
  return logged(log, subject.caseId, limits, work);
}

/** As `inStep`, for one that an earlier process left open: what it signed is brought to its end before the work goes on. */
export async function inResumedStep<T>(
  chain: Chain,
  openStore: () => Promise<Store>,
  step: StepRow,
  subject: StepSubject,
  limits: SendLimits,
  work: Work<T>,
): Promise<T> {
  const { chainId, agentAddress: agent } = chain;
  const terms = { ...subject, input: step.input, chainId, agent, fromBlock: step.from_block };
  const log = stepLog(openStore, terms, step);
  return logged(log, subject.caseId, limits, async (withLog) => {
    await log.begin();
    await settleOpen(chain, withLog);
    const done = await Promise.all((await log.findDone()).map((hash) => findSent(chain, hash)));
    return work({ ...withLog, done });
  });
}

/** @throws RegainError Unfinished when an earlier step of the case has not come to its end */
export async function requireFinished(store: Store | undefined, caseId: string): Promise<void> {
  const open = store === undefined ? undefined : await findOpenStep(store.db, caseId);
  if (open !== undefined) throw unfinished(open);
}

export function resumeCommand(caseId: string): string {
  return `npx hardhat recovery resume --case ${caseId}`;
}

async function logged<T>(log: StepLog, caseId: string, limits: SendLimits, work: Work<T>): Promise<T> {
  const patience = { resume: resumeCommand(caseId), ...limits.patience };
  try {
    const result = await work({ ...limits, patience, outbox: log });
    if (log.hasBegun) await log.end("done", "");
    return result;
  } catch (error) {
    await endFailed(log, error);
    throw error;
  } finally {
    await log.release();
  }
}

/** A step whose transactions all came to their end has failed; one with others is left open, to be resumed. */
async function endFailed(log: StepLog, error: unknown): Promise<void> {
  if (!log.hasBegun || !(error instanceof RegainError) || error.exitCode === EXIT.busy) return;
  if ((await log.findOpen()).length === 0) await log.end("failed", error.code);
}
