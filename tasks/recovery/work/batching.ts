import { dirname, join, resolve } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { runBatch } from "../../../src/recovery/batch";
import type { BatchEntry } from "../../../src/recovery/batch.types";
import { parseAcceptance } from "../../../src/recovery/files/acceptance-file";
import { caseIdOf } from "../../../src/recovery/recovery";
import { composeRecovery } from "../../../src/recovery/survey";
import { batchJson, exitCodeOfBatch, renderBatch, renderEntry } from "../../../src/report/render-batch";
import { BadInputError } from "../../../src/shared/errors";
import { accessOf } from "../../io/access";
import { readClaims } from "../../io/case-files";
import { engineOf } from "../../io/engine";
import { readText } from "../../io/files";
import { LARGEST_INCIDENT, parseIncident, type IncidentLine } from "../../io/incident-file";
import { sendLimits } from "../../io/limits";
import { parseAddressList, parseIndex } from "../../io/parameters";
import { runTask } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { storeOf } from "../../io/store";
import { confirmTyped } from "../../io/terminal";
import type { BatchArgs } from "../batch";
import { planNow, writePlan } from "./planning";

const MOST_AT_A_TIME = 256;

/** Reads the incident, asks for it by its size, and carries every case on. */
export async function runIncident(hre: HardhatRuntimeEnvironment, args: BatchArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const lines = parseIncident(await readText(args.file, "the incident", LARGEST_INCIDENT));
    const parallel = Math.max(parseIndex(args.parallel, "number of cases at a time", MOST_AT_A_TIME), 1);
    const chain = await engineOf(hre, args);
    const entries: BatchEntry[] = [];
    for (const line of lines) entries.push(await entryOf(chain, line, args));
    const limits = await sendLimits(args);
    const chosen = await chooseSigner(hre, args, out);
    await confirmTyped(`RECOVER ${entries.length} WALLETS`, args);
    const signer = await chosen.unlock();
    const lazy = storeOf(hre);
    try {
      const access = await accessOf(hre, lazy);
      const worker = { chain, signer, store: await lazy.open() };
      const reports = await runBatch(worker, entries, {
        ...limits,
        parallel,
        access,
        onProgress: (progress) => {
          out.progress(renderEntry(progress));
        },
      });
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

/** Files are named from where the incident file is. */
async function entryOf(chain: Chain, line: IncidentLine, args: BatchArgs): Promise<BatchEntry> {
  const near = (path: string): string => resolve(dirname(args.file), path);
  const claims = line.claims === "" ? [] : (await readClaims(near(line.claims))).flatMap((file) => [...file.claims]);
  if (line.acceptance !== "") return { ...(await acceptedEntry(line, near(line.acceptance))), claims };
  const tokens = args.tokens === undefined ? [] : parseAddressList(args.tokens, "token");
  const { lostWallet, newWallet, evidence } = line;
  const recovery = await composeRecovery(chain, { lostWallet, newWallet, evidence, tokens, keepIdentity: false });
  if (args.plans !== undefined) {
    await writePlan(await planNow(chain, recovery, {}), join(args.plans, `plan-${line.line}.json`));
  }
  const caseId = caseIdOf({ chainId: chain.chainId, agent: chain.agentAddress }, recovery);
  return { line: line.line, caseId, recovery, claims };
}

async function acceptedEntry(line: IncidentLine, path: string): Promise<Omit<BatchEntry, "claims">> {
  const { caseId, recovery, signature } = parseAcceptance(await readText(path, "the acceptance"));
  const { lostWallet, newWallet, evidence } = recovery;
  if (lostWallet === line.lostWallet && newWallet === line.newWallet && evidence === line.evidence) {
    return { line: line.line, caseId, recovery, acceptance: signature };
  }
  throw new BadInputError(
    "OtherCase",
    `Line ${line.line}: the acceptance is for ${lostWallet} to ${newWallet} with evidence ${evidence}, not for this line.`,
    "Name the acceptance of this very recovery, or leave it out.",
  );
}
