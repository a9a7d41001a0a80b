import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery, timeOf } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import type { SignedClaim } from "../../../src/identity/claims";
import { runCase, type RunReport } from "../../../src/recovery/run-case";
import type { Plan } from "../../../src/recovery/plan.types";
import type { Recovery } from "../../../src/recovery/recovery";
import { formatDuration } from "../../../src/report/durations";
import { exitCodeOf, renderExecution } from "../../../src/report/render-execution";
import { runJson } from "../../../src/report/run-json";
import { renderPlan } from "../../../src/report/render-preview";
import { parseHash32 } from "../../../src/shared/addresses";
import { readPlan } from "../../io/case-files";
import { accessOf } from "../../io/access";
import { engineOf } from "../../io/engine";
import type { HandOverArgs } from "../../io/options";
import { showingPhases } from "../../io/phases";
import { runTask, type TaskOutput, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { sendLimits } from "../../io/limits";
import { chooseSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import type { ExecuteArgs } from "../execute";
import { handOver } from "./handing-over";
import { claimsInHand, failureOf, planNow, requireNotBlocked, requirePlanCurrent } from "./planning";
import { recorded, requireNothingOpen } from "./recording";

export interface RunArgs extends HandOverArgs {
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
    const preview = `${renderPlan(plan, settingOf(hre, chain))}\n`;
    return confirmedRun(hre, chain, args, { caseId, verb: "execute", claims, recovery }, out, preview);
  });
}

/** As `runExecution`, for what an execution left open. */
export async function runRetry(hre: HardhatRuntimeEnvironment, args: RunArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const { chain, caseId, recovery } = await openCase(hre, args);
    requireNotBlocked(await planNow(chain, recovery, { allowContract: true, allowLookalike: true }));
    return confirmedRun(hre, chain, args, { caseId, verb: "retry", claims: [], recovery }, out);
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
  await requireNothingOpen(hre, caseId);
  return { chain, caseId, recovery: await findRecovery(chain, caseId) };
}

interface RunStep {
  readonly caseId: string;
  readonly verb: "execute" | "retry";
  readonly claims: readonly SignedClaim[];
  readonly recovery: Recovery;
}

/** Once it is confirmed: through the phases, each of them recorded and shown, or handed over to whoever sends it. */
async function confirmedRun(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: RunArgs,
  { caseId, verb, claims, recovery }: RunStep,
  out: TaskOutput,
  preview = "",
): Promise<TaskResult> {
  const step = { caseId, verb, input: { claims: [...claims] } };
  const limits = await sendLimits(args);
  const chosen = args.export === undefined ? await chooseSigner(hre, args, out) : undefined;
  if (preview !== "") out.say(preview);
  await confirmTyped(confirmationOf(recovery), args);
  if (chosen === undefined) return handOver(hre, chain, args, step, out);
  const signer = await chosen.unlock();
  const report = await recorded(hre, chain, step, limits, async (logged, store) => {
    const access = await accessOf(hre, store);
    return showingPhases(out, (onPhase) =>
      runCase(chain, signer, caseId, { ...logged, verb, claims, access, onPhase }),
    );
  });
  return ended(hre, chain, report);
}

function ended(hre: HardhatRuntimeEnvironment, chain: Chain, report: RunReport): TaskResult {
  return {
    text: renderExecution(report, settingOf(hre, chain)),
    json: runJson(report),
    exitCode: exitCodeOf(report),
  };
}
