import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery, timeOf } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import type { SendLimits } from "../../../src/chain/send";
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
import type { SendingArgs } from "../../io/options";
import { showingPhases } from "../../io/phases";
import { runTask, type TaskOutput, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { sendLimits } from "../../io/limits";
import { chooseSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import type { ExecuteArgs } from "../execute";
import { claimsInHand, failureOf, planNow, requireNotBlocked, requirePlanCurrent } from "./planning";
import { recorded, requireNothingOpen } from "./recording";

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
    const signer = await chosen.unlock();
    return ended(hre, chain, await run(hre, out, chain, signer, caseId, { verb: "execute", claims, limits }));
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
    const signer = await chosen.unlock();
    return ended(hre, chain, await run(hre, out, chain, signer, caseId, { verb: "retry", claims: [], limits }));
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

interface Run {
  readonly verb: "execute" | "retry";
  readonly claims: readonly SignedClaim[];
  readonly limits: SendLimits;
}

/** Through the phases, each of them recorded and shown. */
async function run(
  hre: HardhatRuntimeEnvironment,
  out: TaskOutput,
  chain: Chain,
  signer: Signer,
  caseId: string,
  { verb, claims, limits }: Run,
): Promise<RunReport> {
  return recorded(hre, chain, { caseId, verb, input: { claims: [...claims] } }, limits, async (logged, store) => {
    const access = await accessOf(hre, store);
    return showingPhases(out, (onPhase) =>
      runCase(chain, signer, caseId, { ...logged, verb, claims, access, onPhase }),
    );
  });
}

function ended(hre: HardhatRuntimeEnvironment, chain: Chain, report: RunReport): TaskResult {
  return {
    text: renderExecution(report, settingOf(hre, chain)),
    json: runJson(report),
    exitCode: exitCodeOf(report),
  };
}
