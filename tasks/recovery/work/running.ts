import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import type { ExecutionReport } from "../../../src/recovery/case-view.types";
import { executeCase, retryCase, type OnProgress } from "../../../src/recovery/execute";
import type { Recovery } from "../../../src/recovery/recovery";
import { executionJson, exitCodeOf, renderExecution } from "../../../src/report/render-execution";
import { renderPlan } from "../../../src/report/render-preview";
import { parseHash32 } from "../../../src/shared/addresses";
import { readPlan } from "../../io/case-files";
import { engineOf } from "../../io/engine";
import type { SendingArgs } from "../../io/options";
import { runTask, type TaskOutput, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { sendLimits } from "../../io/limits";
import { connectedSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import type { ExecuteArgs } from "../execute";
import { claimsInHand, planNow, requireNotBlocked, requirePlanCurrent } from "./planning";

export interface RunArgs extends SendingArgs {
  readonly case: string;
  readonly yes: boolean;
}

/** Shows what will happen, asks for it by name, and does it. */
export async function runExecution(hre: HardhatRuntimeEnvironment, args: ExecuteArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const { chain, caseId, recovery } = await openCase(hre, args);
    const accepted = { ...args, allowContract: true, allowLookalike: true };
    const plan = await planNow(chain, recovery, accepted);
    requireNotBlocked(plan);
    if (args.plan !== undefined) await requirePlanCurrent(chain, await readPlan(chain, args.plan), accepted);
    out.say(`${renderPlan(plan, settingOf(hre, chain))}\n`);
    await confirmTyped(confirmationOf(recovery), args);
    const claims = await claimsInHand(chain, recovery, args.claims);
    const signer = await connectedSigner(hre, args, out);
    const limits = await sendLimits(args);
    return ended(hre, chain, await executeCase(chain, signer, caseId, { ...limits, claims, onProgress: to(out) }));
  });
}

/** As `runExecution`, for what an execution left open. */
export async function runRetry(hre: HardhatRuntimeEnvironment, args: RunArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const { chain, caseId, recovery } = await openCase(hre, args);
    requireNotBlocked(await planNow(chain, recovery, { allowContract: true, allowLookalike: true }));
    await confirmTyped(confirmationOf(recovery), args);
    const signer = await connectedSigner(hre, args, out);
    const limits = await sendLimits(args);
    return ended(hre, chain, await retryCase(chain, signer, caseId, { ...limits, onProgress: to(out) }));
  });
}

/** What an operator types before anything moves: it names the wallet that loses everything. */
export function confirmationOf({ lostWallet }: Recovery): string {
  return `RECOVER ${lostWallet.slice(-6)}`;
}

async function openCase(
  hre: HardhatRuntimeEnvironment,
  args: RunArgs,
): Promise<{ chain: Chain; caseId: string; recovery: Recovery }> {
  const caseId = parseHash32(args.case, "case id");
  const chain = await engineOf(hre, args);
  return { chain, caseId, recovery: await findRecovery(chain, caseId) };
}

function to(out: TaskOutput): OnProgress {
  return ({ tried, total, hash }) => {
    out.progress(`  ${tried} of ${total} tokens tried  ${hash}`);
  };
}

function ended(hre: HardhatRuntimeEnvironment, chain: Chain, report: ExecutionReport): TaskResult {
  return {
    text: renderExecution(report, settingOf(hre, chain)),
    json: executionJson(report),
    exitCode: exitCodeOf(report),
  };
}
