import { inParallel, paceOf } from "../shared/in-parallel";
import type { Store } from "../store/open-store";
import { findOpenStep } from "../store/steps";
import type { Verb } from "../store/tables.types";
import { inputOf, ranTo, reportOf } from "./batch";
import { lookAt, reportOfFailure, whereIs, type BatchPlace } from "./batch-outlook";
import type { BatchProgress, EntryReport, Found, Outlook } from "./batch.types";
import type { AccessPort } from "./close-access";
import { isHandedOver, prepareHandOver, prepareHandOverAgain, senderIn, type PreparedHandOver } from "./hand-over";
import { findEffects } from "./hand-over-effects";
import { packSteps, type Pack, type PackedStep } from "./pack-steps";
import { settleHandedOver } from "./resume";

export interface BatchHandOver {
  /** Who will send what is handed over. */
  readonly sender: string;
  /** How many cases are worked on at a time. */
  readonly parallel: number;
  readonly access?: AccessPort | undefined;
  /** Keeps the calls of one transaction where their sender finds them. @return the name of the file */
  readonly write: (pack: Pack<PackedStep>) => Promise<string>;
  readonly onProgress?: (progress: BatchProgress) => void;
}

type Place = BatchPlace & { readonly store: Store };

/** A step that is recorded and not yet written. */
interface Ready extends PackedStep {
  readonly outlook: Outlook;
  readonly verb: Verb;
  readonly prepared: PreparedHandOver;
}

/** So many cases are kept from others at a time, until their file is written. */
const MOST_AT_ONCE = 100;

/**
 * As `runBatch`, for whoever sends the transactions themselves: settles what was handed over before from the chain, and
 * hands over what comes next, as many steps in a file as a transaction has gas for. Needs nobody's key.
 */
export async function handOverBatch(
  place: Place,
  outlooks: readonly Outlook[],
  options: BatchHandOver,
): Promise<EntryReport[]> {
  const next = paceOf(outlooks.length);
  const reports: EntryReport[] = [];
  for (let first = 0; first < outlooks.length; first += MOST_AT_ONCE) {
    for (const report of await handOverSome(place, outlooks.slice(first, first + MOST_AT_ONCE), options)) {
      reports.push(report);
      options.onProgress?.({ report, ...next() });
    }
  }
  return reports;
}

async function handOverSome(
  place: Place,
  outlooks: readonly Outlook[],
  options: BatchHandOver,
): Promise<EntryReport[]> {
  const all = await inParallel(outlooks, options.parallel, (outlook) =>
    prepare(place, outlook, options).catch((error: unknown) => reportOf(outlook, reportOfFailure(error))),
  );
  const ready = all.filter((each) => "prepared" in each);
  const files = new Map<Ready, string>();
  try {
    for (const pack of packSteps(ready)) {
      const file = await options.write(pack);
      for (const step of pack.steps) {
        await step.prepared.end();
        files.set(step, file);
      }
    }
  } finally {
    await Promise.all(ready.map(({ prepared }) => prepared.leave()));
  }
  return all.map((each) => ("prepared" in each ? handedOver(each, options.sender, files.get(each) ?? "") : each));
}

async function prepare(place: Place, seen: Outlook, options: BatchHandOver): Promise<Ready | EntryReport> {
  const outlook = (await whereIs(place, seen.entry)) === seen.where ? seen : await lookAt(place, seen.entry);
  const { entry, deed } = outlook;
  if (deed === undefined) return reportOf(outlook, outlook.found);
  if (deed === "resume") return settle(place, outlook, options);
  const { chain, store } = place;
  const { caseId, recovery } = entry;
  const { lostWallet, newWallet } = recovery;
  const { sender, access } = options;
  const step = { caseId, verb: deed, lostWallet, newWallet, sender, input: inputOf(entry, deed), access };
  return readyFor(outlook, deed, await prepareHandOver(chain, () => Promise.resolve(store), step));
}

function readyFor(outlook: Outlook, verb: Verb, prepared: PreparedHandOver): Ready {
  const { calls, gas: wants } = prepared.handedOver;
  const uses = outlook.gas > 0n && outlook.gas < wants ? outlook.gas : wants;
  return { outlook, verb, prepared, calls, uses, wants };
}

/** What was handed over before ends as soon as the chain shows it; then the case goes on. */
async function settle(place: Place, outlook: Outlook, options: BatchHandOver): Promise<Ready | EntryReport> {
  const { chain, store } = place;
  const { entry } = outlook;
  const { access, sender } = options;
  const openStore = (): Promise<Store> => Promise.resolve(store);
  const step = await findOpenStep(store.db, entry.caseId);
  if (step !== undefined && !isHandedOver(step)) return reportOf(outlook, unsigned(outlook.found));
  if (step !== undefined) {
    const isUnwritten = step.status === "open" && senderIn(step) === sender;
    if (isUnwritten && (await findEffects(chain, step)) === undefined) {
      return readyFor(outlook, step.verb, await prepareHandOverAgain(chain, openStore, step, access));
    }
    const settled = await settleHandedOver(chain, openStore, step, { access });
    if (settled.verb === "execute" || settled.verb === "retry") return reportOf(outlook, ranTo(entry, settled.report));
  }
  return prepare(place, await lookAt(place, entry), options);
}

function handedOver({ outlook, verb }: Ready, sender: string, file: string): EntryReport {
  return reportOf(outlook, {
    state: "handed over",
    detail: `${verb} is for ${sender} to send: ${file}`,
    next: "Have the file signed and executed, then run the batch again.",
  });
}

function unsigned({ next }: Found): Found {
  return { state: "waits", detail: "what was signed from here has not come to its end", next };
}
