import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { runBatch } from "../../../src/recovery/batch";
import { batchJson, exitCodeOfBatch, renderBatch, renderEntry } from "../../../src/report/render-batch";
import { accessOf } from "../../io/access";
import { engineOf } from "../../io/engine";
import { readText } from "../../io/files";
import { LARGEST_INCIDENT, parseIncident } from "../../io/incident-file";
import { sendLimits } from "../../io/limits";
import { parseIndex } from "../../io/parameters";
import { runTask } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { storeOf } from "../../io/store";
import { confirmTyped } from "../../io/terminal";
import type { BatchArgs } from "../batch";
import { readEntries } from "./incident";

const MOST_AT_A_TIME = 256;

/** Reads the incident, asks for it by its size, and carries every case on. */
export async function runIncident(hre: HardhatRuntimeEnvironment, args: BatchArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const lines = parseIncident(await readText(args.file, "the incident", LARGEST_INCIDENT));
    const parallel = Math.max(parseIndex(args.parallel, "number of cases at a time", MOST_AT_A_TIME), 1);
    const chain = await engineOf(hre, args);
    const { entries, refused } = await readEntries(chain, lines, args);
    const limits = await sendLimits(args);
    const chosen = await chooseSigner(hre, args, out);
    await confirmTyped(`RECOVER ${entries.length} WALLETS`, args);
    const signer = await chosen.unlock();
    const lazy = storeOf(hre);
    try {
      const access = await accessOf(hre, lazy);
      const worker = { chain, signer, store: await lazy.open() };
      const worked = await runBatch(worker, entries, {
        ...limits,
        parallel,
        access,
        onProgress: (progress) => {
          out.progress(renderEntry(progress));
        },
      });
      const reports = [...worked, ...refused].sort((a, b) => a.line - b.line);
      return {
        text: renderBatch(reports, settingOf(hre, chain)),
        json: batchJson(reports),
        exitCode: exitCodeOfBatch(reports),
      };
    } finally {
      await lazy.close();
    }
  });
}
