import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { timeOf } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { caseStatusOf, type CaseStatus } from "../../../src/chain/enums";
import { renderPhase } from "../../../src/report/render-phase";
import { PHASES, type PhaseReport } from "../../../src/recovery/phases";
import { sleep } from "../../../src/shared/clock";
import { findLatestStep, phasesOf } from "../../../src/store/steps";
import type { Store } from "../../../src/store/open-store";
import type { TaskOutput } from "../../io/run";
import { storeOf } from "../../io/store";
import { coloursFor } from "../../io/terminal";

const PAUSE = 2_000;
const ENDED: readonly CaseStatus[] = ["cancelled", "expired"];

/** Tells every change of a case, on the chain and in the store, until nothing is to come by itself. */
export async function watchCase(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  caseId: string,
  out: TaskOutput,
): Promise<void> {
  const lazy = storeOf(hre);
  const told = new Set<string>();
  const tell = (line: string): void => {
    if (!told.has(line)) out.progress(line);
    told.add(line);
  };
  try {
    for (;;) {
      const record = await chain.agent.caseOf(caseId);
      const status = caseStatusOf(record.status);
      tell(`  ${status}, ${record.settledTokens} tokens done, ${await chain.agent.approvalsOf(caseId)} approvals`);
      const store = await lazy.openIfThere();
      const isOpen = store !== undefined && (await tellStep(store, caseId, tell));
      const isOver = ENDED.includes(status) || status === "executed";
      const isLate = status !== "executed" && Number(record.expiresAt) < (await timeOf(chain, "latest"));
      if (!isOpen && (isOver || isLate)) return;
      await sleep(PAUSE);
    }
  } finally {
    await lazy.close();
  }
}

/** @return whether a step of the case is open */
async function tellStep(store: Store, caseId: string, tell: (line: string) => void): Promise<boolean> {
  const step = await findLatestStep(store.db, caseId);
  if (step === undefined) return false;
  const colours = coloursFor(process.stderr);
  for (const { phase: name, status, detail } of await phasesOf(store.db, step.step_id)) {
    const phase = PHASES.find((each) => each === name);
    if (phase !== undefined) tell(renderPhase({ phase, status, detail } satisfies PhaseReport, { colours }));
  }
  return step.status === "open";
}
