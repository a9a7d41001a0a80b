import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery, timeOf } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import type { ExecutionReport } from "../../../src/recovery/case-view.types";
import { executeCase, retryCase, type OnProgress } from "../../../src/recovery/execute";
import type { Plan } from "../../../src/recovery/plan.types";
import type { Recovery } from "../../../src/recovery/recovery";
import { formatDuration } from "../../../src/report/durations";
import { executionJson, exitCodeOf, renderExecution } from "../../../src/report/render-execution";
import { renderPlan } from "../../../src/report/render-preview";
import { parseHash32 } from "../../../src/shared/addresses";
import { readPlan } from "../../io/case-files";
import { engineOf } from "../../io/engine";
import type { SendingArgs } from "../../io/options";
import { runTask, type TaskOutput, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { sendLimits } from "../../io/limits";
import { chooseSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import type { ExecuteArgs } from "../execute";
import { claimsInHand, failureOf, planNow, requireNotBlocked, requirePlanCurrent } from "./planning";

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
    if (args.plan !== undefined) requirePlanCurrent(await readPlan(chain, args.plan), plan);
    await requireReady(chain, plan);
    const claims = await claimsInHand(chain, recovery, args.claims);
    const limits = await sendLimits(args);
    const chosen = await chooseSigner(hre, args, out);
    out.say(`${renderPlan(plan, settingOf(hre, chain))}\n`);
    await confirmTyped(confirmationOf(recovery), args);
    const signer = (await chosen.unlock()).connect(hre.ethers.provider);
    return ended(hre, chain, await executeCase(chain, signer, caseId, { ...limits, claims, onProgress: to(out) }));
  });
}

/** As `runExecution`, for what an execution left open. */
export async function runRetry(hre: HardhatRuntimeEnvironment, args: RunArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const { chain, caseId, recovery } = await openCase(hre, args);
    requireNotBlocked(await planNow(chain, recovery, { allowContract: true, allowLookalike: true }));
    const limits = await sendLimits(args);
    const chosen = await chooseSigner(hre, args, out);
    await confirmTyped(confirmationOf(recovery), args);
    const signer = (await chosen.unlock()).connect(hre.ethers.provider);
    return ended(hre, chain, await retryCase(chain, signer, caseId, { ...limits, onProgress: to(out) }));
  });
}

/** What an operator types before anything moves: it names the wallet that loses everything. */
export function confirmationOf({ lostWallet }: Recovery): string {
  return `RECOVER ${lostWallet.slice(-6)}`;
}

/** @throws what stands in the way of executing now, before anybody is asked to confirm it */
async function requireReady(chain: Chain, plan: Plan): Promise<void> {
  requireNotBlocked(plan);
  const [blocker] = plan.blockers;
  if (blocker === undefined) return;
  if (blocker.code !== "TooEarly") throw failureOf(blocker);
  const { readyAt } = await chain.agent.caseOf(plan.survey.caseId);
  const left = formatDuration(Number(readyAt) - (await timeOf(chain, "latest")));
  throw failureOf({ ...blocker, message: `${blocker.message} That is in ${left}.` });
}

async function openCase(
  hre: HardhatRuntimeEnvironment,
  args: RunArgs,
): Promise<{ chain: Chain; caseId: string; recovery: Recovery }> {
  const caseId = parseHash32(args.case, "the case id");
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
