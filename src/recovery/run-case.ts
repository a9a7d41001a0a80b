import type { Signer } from "ethers";
import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { rehearse, type Sent } from "../chain/send";
import type { SignedClaim } from "../identity/claims";
import type { ExecutionReport } from "./case-view.types";
import { closeAccess, type AccessPort } from "./close-access";
import { executeCase, reportExecution, retryCase, type Progress } from "./execute";
import type { LoggedLimits } from "./in-step";
import { PhaseRecord, type OnPhase, type PhaseReport } from "./phases";
import { reconcileCase } from "./reconcile";
import { callsOf } from "./step-calls";

export interface RunOptions extends LoggedLimits {
  readonly verb: "execute" | "retry";
  readonly claims: readonly SignedClaim[];
  readonly access?: AccessPort | undefined;
  readonly onPhase?: OnPhase;
}

/** An execution, phase by phase. */
export interface RunReport extends ExecutionReport {
  readonly phases: readonly PhaseReport[];
}

/**
 * Executes a case, or goes on with what an execution left open, through its phases. What an earlier process did of the same
 * step is not done again.
 * @throws RegainError what stands in the way, before anything is recorded
 */
export async function runCase(chain: Chain, signer: Signer, caseId: string, options: RunOptions): Promise<RunReport> {
  const { verb, claims, outbox, onPhase = () => undefined } = options;
  onPhase({ phase: "check", status: "running", detail: "" });
  if (!outbox.hasBegun) await rehearseRun(chain, signer, caseId, options);
  await outbox.begin();
  const phases = await PhaseRecord.open(outbox, onPhase);
  await phases.end("check", "done", "the chain would do it, and it can be paid for");
  await endAccess(chain, phases, caseId, options);
  phases.progress("identity");
  const told: Promise<void>[] = [];
  const onProgress = (progress: Progress): void => void told.push(tellProgress(phases, progress));
  const run = verb === "execute" ? executeCase : retryCase;
  const report = await run(chain, signer, caseId, { ...options, claims, onProgress });
  await Promise.all(told);
  await endPhases(chain, phases, report, options);
  return { ...report, phases: phases.reports };
}

/** As `runCase`, where somebody else sent the transactions: what they did is read from the chain. */
export async function settleRun(
  chain: Chain,
  caseId: string,
  sent: readonly Sent[],
  options: RunOptions,
): Promise<RunReport> {
  const phases = await PhaseRecord.open(options.outbox, options.onPhase ?? (() => undefined));
  await phases.end("check", "done", "the chain did it");
  await endAccess(chain, phases, caseId, options);
  const report = await reportExecution(chain, caseId, sent);
  await endPhases(chain, phases, report, options);
  return { ...report, phases: phases.reports };
}

async function endAccess(
  chain: Chain,
  phases: PhaseRecord,
  caseId: string,
  { verb, access }: RunOptions,
): Promise<void> {
  if (phases.hasEnded("access")) return;
  phases.progress("access");
  const { lostWallet } = await findRecovery(chain, caseId);
  const closed = verb === "retry" ? AT_EXECUTION : await closeAccess(access, lostWallet);
  await phases.end("access", closed.status, closed.detail);
}

const AT_EXECUTION = { status: "skipped", detail: "done when the case executed" } as const;

async function rehearseRun(chain: Chain, signer: Signer, caseId: string, options: RunOptions): Promise<void> {
  const { verb, claims } = options;
  for (const { call, gasLimit } of await callsOf(chain, verb, caseId, { claims: [...claims] })) {
    await rehearse(chain, await signer.getAddress(), call, { ...options, ...(gasLimit && { gasLimit }) });
  }
}

/** One transaction makes the identity, registers it and moves tokens: its events say how far it came. */
async function tellProgress(phases: PhaseRecord, { tried, total, events, hash }: Progress): Promise<void> {
  phases.progress("tokens", `${tried} of ${total} tried  ${hash}`);
  const executed = events.find(({ name }) => name === "RecoveryExecuted");
  if (executed === undefined) return;
  await phases.end("identity", "done", `the new wallet's identity is ${String(executed.values["newIdentity"])}`);
}

async function endPhases(
  chain: Chain,
  phases: PhaseRecord,
  report: ExecutionReport,
  { outbox, verb }: RunOptions,
): Promise<void> {
  const { newIdentity, newWallet, tokens, recovered, total, verified, refusedClaims, caseId, status } = report;
  const before = verb === "retry" ? "skipped" : "done";
  await phases.end("identity", before, `the new wallet's identity is ${newIdentity}`);
  await phases.end("registry", before, `${newWallet} is registered under it`);
  await outbox.recordOutcomes(tokens);
  await phases.end("tokens", recovered === total ? "done" : "failed", `${recovered} of ${total} recovered`);
  const claims = verified ? "the new wallet is verified" : "the new wallet is not verified: claims are missing";
  const refused = refusedClaims.length === 0 ? "" : `; ${refusedClaims.length} claims were left out`;
  await phases.end("claims", verified ? "done" : "failed", `${claims}${refused}`);
  const differences = await reconcileCase(chain, caseId, report);
  const asReported = "the chain shows what was reported";
  const checked = differences.length === 0 ? asReported : differences.join("; ");
  await phases.end("final check", differences.length === 0 ? "done" : "failed", checked);
  await phases.end("summary", "done", status === "completed" ? "completed" : WITH_FAILURES);
}

const WITH_FAILURES = "completed with token-level failures: retry once they are cleared";
