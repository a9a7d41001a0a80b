import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { encodeSafeBatches } from "../../../src/recovery/files/safe-batch";
import { callsHandedOver, handOverStep, type HandedOver } from "../../../src/recovery/hand-over";
import { handOverJson, renderHandOver } from "../../../src/report/render-hand-over";
import { parseAddress } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import type { StepRow } from "../../../src/store/tables.types";
import { accessOf } from "../../io/access";
import { setting } from "../../io/engine";
import { requireFree, writeNew } from "../../io/files";
import type { HandOverArgs } from "../../io/options";
import { showingPhases } from "../../io/phases";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { storeOf } from "../../io/store";
import type { RecordedStep } from "./recording";

/** A step goes into a file for whoever broadcasts it themselves; `recovery resume` finds out what became of it. */
export async function handOver(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: HandOverArgs,
  { caseId, verb, wallets, input = {} }: RecordedStep,
  out: TaskOutput,
): Promise<TaskResult> {
  requireFormat(args);
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

async function writeBatches(
  { chainId }: Chain,
  path: string,
  { caseId, verb, sender }: What,
  { calls, gas }: HandedOver,
): Promise<string[]> {
  const name = `Regain: ${verb} ${caseId.slice(0, 10)}`;
  const description = `${verb} of the recovery case ${caseId}. Give it at least ${gas} gas.`;
  const texts = encodeSafeBatches(calls, { chainId, sender, name, description, createdAt: Date.now() });
  const paths = texts.map((_, index) => (index === 0 ? path : path.replace(/(\.json)?$/, `-${index + 1}$1`)));
  for (const each of paths) await requireFree(each);
  for (const [index, text] of texts.entries()) await writeNew(paths[index] ?? path, text);
  return paths;
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

function requireFormat({ export: format = "" }: HandOverArgs): void {
  if (format === "safe") return;
  throw new BadInputError(
    "BadFormat",
    `${quote(format)} is no format to export: there is "safe", for the Safe's Transaction Builder.`,
    "Give --export safe, or leave it out and sign here.",
  );
}

/** @throws BadInputError SignerMissing, BadAddress */
function senderFrom({ signer = setting("REGAIN_SIGNER") }: HandOverArgs): string {
  if (signer?.startsWith("0x") === true) return parseAddress(signer, "the sender");
  throw new BadInputError(
    "SignerMissing",
    "It is not said who will send what is exported.",
    "Name the Safe, or the account, by its address: --signer 0x…",
  );
}
