import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { reportOf, runBatch } from "../../../src/recovery/batch";
import { lookAhead } from "../../../src/recovery/batch-outlook";
import type { EntryReport, Outlook } from "../../../src/recovery/batch.types";
import { batchJson, exitCodeOfBatch, renderBatch, renderEntry } from "../../../src/report/render-batch";
import { confirmationOfBatch, renderOutlooks, renderPace } from "../../../src/report/render-outlooks";
import { accessOf } from "../../io/access";
import { engineOf } from "../../io/engine";
import { readText } from "../../io/files";
import { LARGEST_INCIDENT, parseIncident } from "../../io/incident-file";
import { sendLimits } from "../../io/limits";
import { parseIndex } from "../../io/parameters";
import { runTask, type TaskOutput } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { storeOf, type LazyStore } from "../../io/store";
import type { Pace } from "../../../src/shared/in-parallel";
import { confirmTyped } from "../../io/terminal";
import type { BatchArgs } from "../batch";
import { exportBatch } from "./batch-exporting";
import { readEntries } from "./incident";
import { notifyAbout } from "./notifying";
import { senderFrom } from "./safe-files";

const MOST_AT_A_TIME = 256;
const MILLISECONDS_BETWEEN_LINES = 1000;

/** Reads the incident, previews all of it, asks for it by its size, and carries every case on. */
export async function runIncident(hre: HardhatRuntimeEnvironment, args: BatchArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const lines = parseIncident(await readText(args.file, "the incident", LARGEST_INCIDENT));
    const parallel = Math.max(parseIndex(args.parallel, "number of cases at a time", MOST_AT_A_TIME), 1);
    const sender = args.export === undefined ? undefined : senderFrom(args);
    const chain = await engineOf(hre, args);
    const setting = settingOf(hre, chain);
    const { entries, refused } = await readEntries(chain, lines, args, {
      parallel,
      onProgress: sayingPace("read", out),
    });
    const lazy = storeOf(hre);
    try {
      const place = { chain, store: await lazy.openIfThere(), allowed: args };
      const outlooks = await lookAhead(place, entries, { parallel, onProgress: sayingPace("previewed", out) });
      const due = outlooks.filter(({ deed }) => deed !== undefined);
      const resting = outlooks.filter(({ deed }) => deed === undefined).map((each) => reportOf(each, each.found));
      const idle = [...resting, ...refused].sort((a, b) => a.line - b.line);
      if (due.length > 0) out.say(`${renderOutlooks(due, idle, setting)}\n`);
      const worked = due.length === 0 ? [] : await carryOn(hre, chain, args, { due, parallel, lazy, sender }, out);
      const reports = [...worked, ...idle].sort((a, b) => a.line - b.line);
      return { text: renderBatch(reports, setting), json: batchJson(reports), exitCode: exitCodeOfBatch(reports) };
    } finally {
      await lazy.close();
    }
  });
}

interface Work {
  readonly due: readonly Outlook[];
  readonly parallel: number;
  readonly lazy: LazyStore;
  /** Who sends the transactions themselves; undefined when they are signed here. */
  readonly sender: string | undefined;
}

async function carryOn(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: BatchArgs,
  { due, parallel, lazy, sender }: Work,
  out: TaskOutput,
): Promise<EntryReport[]> {
  const phrase = confirmationOfBatch(due.length);
  const notices = new Notices(hre, chain, lazy);
  if (sender !== undefined) {
    await confirmTyped(phrase, args);
    const [store, access] = [await lazy.open(), await accessOf(hre, lazy)];
    const reports = await exportBatch(chain, args, { due, parallel, store, access, sender }, out);
    for (const { deed, entry } of due) if (deed === "resume") notices.tell(entry.caseId);
    await notices.told;
    return reports;
  }
  const limits = await sendLimits(args);
  const chosen = await chooseSigner(hre, args, out);
  await confirmTyped(phrase, args);
  const signer = await chosen.unlock();
  const [store, access] = [await lazy.open(), await accessOf(hre, lazy)];
  const reports = await runBatch({ chain, signer, store, allowed: args }, due, {
    ...limits,
    parallel,
    access,
    onProgress: (progress) => {
      out.progress(renderEntry(progress));
      if (progress.report.transactions > 0) notices.tell(progress.report.caseId);
    },
  });
  await notices.told;
  return reports;
}

/** One case after another, beside the work on them. */
class Notices {
  told: Promise<void> = Promise.resolve();

  constructor(
    private readonly hre: HardhatRuntimeEnvironment,
    private readonly chain: Chain,
    private readonly lazy: LazyStore,
  ) {}

  tell(caseId: string): void {
    this.told = this.told.then(() => notifyAbout(this.hre, this.chain, this.lazy.open, caseId));
  }
}

/** A line now and then, for what takes longer than a moment. */
function sayingPace(what: string, out: TaskOutput): (pace: Pace) => void {
  let next = Date.now() + MILLISECONDS_BETWEEN_LINES;
  return (pace) => {
    if (Date.now() < next || pace.done === pace.total) return;
    next = Date.now() + MILLISECONDS_BETWEEN_LINES;
    out.progress(renderPace(what, pace));
  };
}
