import { timeOf } from "../chain/case";
import type { Chain } from "../chain/connect";
import { caseStatusOf } from "../chain/enums";
import { EXIT, RegainError } from "../shared/errors";
import { counted } from "../shared/wording";
import { inParallel, paceOf, type Pace } from "../shared/in-parallel";
import type { Store } from "../store/open-store";
import { findOpenStep } from "../store/steps";
import type { BatchEntry, Deed, EntryState, Found, Outlook } from "./batch.types";
import { planRecovery } from "./plan";
import type { Plan, PlanOptions } from "./plan.types";
import { surveyRecovery } from "./survey";

/** Where the cases of a batch are looked for: on the chain, and in the store once there is one. */
export interface BatchPlace {
  readonly chain: Chain;
  readonly store: Store | undefined;
  /** What somebody's word allows of the new wallets. */
  readonly allowed?: PlanOptions;
}

export interface LookOptions {
  /** How many cases are looked at at a time. */
  readonly parallel: number;
  readonly onProgress?: (pace: Pace) => void;
}

type Prospect = Pick<Outlook, "deed" | "found" | "gas">;

/** Previews every entry: what can be done for it now, or what it waits for. Changes nothing, and no failure stops it. */
export async function lookAhead(
  place: BatchPlace,
  entries: readonly BatchEntry[],
  { parallel, onProgress }: LookOptions,
): Promise<Outlook[]> {
  const next = paceOf(entries.length);
  return inParallel(entries, parallel, async (entry) => {
    const outlook = await lookAt(place, entry).catch((error: unknown): Outlook => ({
      entry,
      where: undefined,
      ...nothing(reportOfFailure(error)),
    }));
    onProgress?.(next());
    return outlook;
  });
}

/** @param looks A case that goes on meanwhile is looked at again, so many times. */
export async function lookAt(place: BatchPlace, entry: BatchEntry, looks = 3): Promise<Outlook> {
  const where = await whereIs(place, entry);
  const prospect = await prospectOf(place, entry, where);
  if (prospect !== undefined) return { entry, where, ...prospect };
  if (looks > 1) return lookAt(place, entry, looks - 1);
  return { entry, where, ...nothing(TAKEN) };
}

/** Where the case of an entry is now: a step of it that this store has as not ended comes before all. */
export async function whereIs({ chain, store }: BatchPlace, { caseId }: BatchEntry): Promise<Outlook["where"]> {
  if (store !== undefined && (await findOpenStep(store.db, caseId)) !== undefined) return "left open";
  return caseStatusOf((await chain.agent.caseOf(caseId)).status);
}

/** @return undefined when the case went on while it was looked at: another worker has it. */
async function prospectOf(
  { chain, allowed = {} }: BatchPlace,
  entry: BatchEntry,
  where: Outlook["where"],
): Promise<Prospect | undefined> {
  switch (where) {
    case "left open":
      return { deed: "resume", found: waits("an earlier command left it open", "resume", entry), gas: 0n };
    case "none":
      return ofNew(entry, await planOf(chain, entry, allowed));
    case "ready":
      return ofReady(await planOf(chain, entry, ACCEPTED));
    case "executed":
      return ofExecuted(chain, entry);
    case "proposed":
      return nothing(await whatFor(chain, entry));
    case "contested":
      return nothing(waits("a guardian's decision: the holder contests the case", "uphold", entry));
    case "cancelled":
    case "expired":
    case undefined:
      return nothing(blocked("the case is closed", "Preview it anew, and have it accepted again."));
  }
}

const UNACCEPTED: Found = {
  state: "waits",
  detail: "the new wallet's acceptance",
  next: "Write its plan with --plans <folder>, have it accepted (wallet accept), and name the file in the incident.",
};

const TAKEN: Found = { state: "taken", detail: "somebody works on it at this moment", next: "Run the batch again." };

/** Once a case was proposed, its new wallet is the one that it is. */
const ACCEPTED: PlanOptions = { allowContract: true, allowLookalike: true };

async function planOf(chain: Chain, { recovery, claims }: BatchEntry, allowed: PlanOptions): Promise<Plan> {
  return planRecovery(await surveyRecovery(chain, recovery, claims), allowed);
}

function ofNew({ acceptance }: BatchEntry, plan: Plan): Prospect | undefined {
  if (plan.survey.status !== "none") return undefined;
  if (plan.isBlocked) return stopped(plan);
  if (acceptance === undefined) return nothing(UNACCEPTED);
  return goesOn("propose", plan);
}

function ofReady(plan: Plan): Prospect | undefined {
  if (plan.survey.status !== "ready") return undefined;
  if (plan.blockers.length > 0) return stopped(plan);
  return goesOn("execute", plan);
}

/** What was left over is tried again once something of it would go. */
async function ofExecuted(chain: Chain, entry: BatchEntry): Promise<Prospect> {
  const settled = Number((await chain.agent.caseOf(entry.caseId)).settledTokens);
  if (settled === entry.recovery.tokens.length) {
    return nothing({ state: "completed", detail: "all tokens are done", next: "" });
  }
  const plan = await planOf(chain, entry, ACCEPTED);
  if (plan.recoverable > settled) return goesOn("retry", plan);
  return nothing({ state: "partial", detail: recoverableIn(plan), next: commandOf("retry", entry) });
}

async function whatFor(chain: Chain, entry: BatchEntry): Promise<Found> {
  const [{ readyAt, threshold }, given] = await Promise.all([
    chain.agent.caseOf(entry.caseId),
    chain.agent.approvalsOf(entry.caseId),
  ]);
  if (given < threshold) return waits(counted(Number(threshold - given), "more approval"), "approve", entry);
  const left = Number(readyAt) - (await timeOf(chain, "latest"));
  return { state: "waits", detail: `the delay, another ${Math.max(left, 0)} s`, next: "Run the batch again then." };
}

function stopped({ blockers: [first] }: Plan): Prospect {
  return nothing(blocked(first?.message ?? "", first?.next ?? ""));
}

function goesOn(deed: Deed, plan: Plan): Prospect {
  return { deed, found: { state: "waits", detail: recoverableIn(plan), next: "" }, gas: plan.gas };
}

function nothing(found: Found): Prospect {
  return { deed: undefined, found, gas: 0n };
}

function blocked(detail: string, next: string): Found {
  return { state: "blocked", detail, next };
}

function waits(detail: string, verb: string, entry: BatchEntry): Found {
  return { state: "waits", detail, next: commandOf(verb, entry) };
}

function recoverableIn({ recoverable, total, missingClaims }: Plan): string {
  const missing = missingClaims.length === 0 ? "" : `, ${counted(missingClaims.length, "claim")} missing`;
  return `${recoverable} of ${total} tokens can be recovered${missing}`;
}

export function commandOf(verb: string, { caseId }: BatchEntry): string {
  return `npx hardhat recovery ${verb} --case ${caseId}`;
}

const STATES: Readonly<Record<number, EntryState>> = {
  [EXIT.busy]: "taken",
  [EXIT.unknown]: "unknown",
  [EXIT.incomplete]: "waits",
};

/** What stopped an entry, as its report; nothing that stops one stops the others. */
export function reportOfFailure(error: unknown): Found {
  if (error instanceof RegainError) {
    const { exitCode, message, next } = error;
    return { state: STATES[exitCode] ?? "blocked", detail: message, next };
  }
  const detail = `an unexpected failure: ${error instanceof Error ? error.message : String(error)}`;
  return { state: "unknown", detail, next: "Run the batch again: it will tell how far the case is." };
}
