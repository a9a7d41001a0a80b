import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { encodeSafeBatches } from "../../../src/recovery/files/safe-batch";
import { callsHandedOver, handOverStep, type HandedOver } from "../../../src/recovery/hand-over";
import { handOverJson, renderHandOver } from "../../../src/report/render-hand-over";
import type { StepRow } from "../../../src/store/tables.types";
import { accessOf } from "../../io/access";
import { requireFree } from "../../io/files";
import type { HandOverArgs } from "../../io/options";
import { showingPhases } from "../../io/phases";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { storeOf } from "../../io/store";
import type { RecordedStep } from "./recording";
import { requireFormat, senderFrom, writeSafeFiles } from "./safe-files";

/** A step goes into a file for whoever broadcasts it themselves; `recovery resume` finds out what became of it. */
export async function handOver(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: HandOverArgs,
  { caseId, verb, wallets, input = {} }: RecordedStep,
  out: TaskOutput,
): Promise<TaskResult> {
  const sender = senderFrom(args);
  const path = args.out ?? defaultName(verb, caseId);
  await requireFree(path);
  const { lostWallet, newWallet } = wallets ?? (await findRecovery(chain, caseId));
  const lazy = storeOf(hre);
  try {
    const access = await accessOf(hre, lazy);
    const files: string[] = [];
    const handedOver = await showingPhases(out, (onPhase) =>
      handOverStep(
        chain,
        lazy.open,
        { caseId, verb, lostWallet, newWallet, sender, input, access, onPhase },
        async (given) => {
          files.push(...(await writeBatches(chain, path, { caseId, verb, sender }, given)));
        },
      ),
    );
    return resultOf(hre, chain, { caseId, verb, sender }, handedOver, files);
  } finally {
    await lazy.close();
  }
}

/** The file of a step that was handed over before, once more. */
export async function handOverAgain(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: HandOverArgs,
  step: StepRow,
): Promise<TaskResult> {
  requireFormat(args);
  const { case_id: caseId, verb } = step;
  const path = args.out ?? defaultName(verb, caseId);
  const { sender, ...given } = await callsHandedOver(chain, step);
  const files = await writeBatches(chain, path, { caseId, verb, sender }, given);
  return resultOf(hre, chain, { caseId, verb, sender }, given, files);
}

type What = Pick<RecordedStep, "caseId" | "verb"> & { readonly sender: string };

function writeBatches(
  { chainId }: Chain,
  path: string,
  { caseId, verb, sender }: What,
  { calls, gas }: HandedOver,
): Promise<string[]> {
  const name = `Regain: ${verb} ${caseId.slice(0, 10)}`;
  const description = `${verb} of the recovery case ${caseId}. Give it at least ${gas} gas.`;
  return writeSafeFiles(path, encodeSafeBatches(calls, { chainId, sender, name, description, createdAt: Date.now() }));
}

function resultOf(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  what: What,
  { calls, gas }: HandedOver,
  files: readonly string[],
): TaskResult {
  const report = { ...what, transactions: calls.length, gas, files };
  return { text: renderHandOver(report, settingOf(hre, chain)), json: handOverJson(report) };
}

function defaultName(verb: string, caseId: string): string {
  return `safe-${verb}-${caseId.slice(2, 10)}.json`;
}
