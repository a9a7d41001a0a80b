import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { resumeStep, type Resumed } from "../../../src/recovery/resume";
import { viewCase } from "../../../src/recovery/view-case";
import { caseJson } from "../../../src/report/case-json";
import { renderCase } from "../../../src/report/render-case";
import { exitCodeOf, renderExecution } from "../../../src/report/render-execution";
import { renderTransactions } from "../../../src/report/render-execution";
import { runJson } from "../../../src/report/run-json";
import { transactionJson } from "../../../src/report/token-json";
import { parseHash32 } from "../../../src/shared/addresses";
import { findOpenStep } from "../../../src/store/steps";
import { accessOf } from "../../io/access";
import { engineOf } from "../../io/engine";
import { sendLimits } from "../../io/limits";
import { showingPhases } from "../../io/phases";
import { runTask, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { storeOf } from "../../io/store";
import type { ResumeArgs } from "../resume";

/** Ends what a command left open on a case; says so when there is nothing. */
export async function runResume(hre: HardhatRuntimeEnvironment, args: ResumeArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const caseId = parseHash32(args.case, "the case id");
    const chain = await engineOf(hre, args);
    const lazy = storeOf(hre);
    try {
      const store = await lazy.openIfThere();
      const step = store === undefined ? undefined : await findOpenStep(store.db, caseId);
      if (step === undefined) return await nothingOpen(hre, chain, caseId);
      const signer = await (await chooseSigner(hre, args, out)).unlock();
      const [limits, access] = await Promise.all([sendLimits(args), accessOf(hre, lazy)]);
      const resumed = await showingPhases(out, (onPhase) =>
        resumeStep(chain, signer, lazy.open, step, { ...limits, access, onPhase }),
      );
      return await ended(hre, chain, resumed);
    } finally {
      await lazy.close();
    }
  });
}

async function ended(hre: HardhatRuntimeEnvironment, chain: Chain, { verb, report }: Resumed): Promise<TaskResult> {
  const setting = settingOf(hre, chain);
  if (verb === "execute" || verb === "retry") {
    const json = { resumed: verb, ...runJson(report) };
    return { text: renderExecution(report, setting), json, exitCode: exitCodeOf(report) };
  }
  const view = await viewCase(chain, report.caseId);
  const text = [renderCase(view, setting), renderTransactions(report.transactions, setting)].join("\n\n");
  const transactions = report.transactions.map(transactionJson);
  return { text, json: { resumed: verb, caseId: report.caseId, status: view.status, transactions } };
}

async function nothingOpen(hre: HardhatRuntimeEnvironment, chain: Chain, caseId: string): Promise<TaskResult> {
  const view = await viewCase(chain, caseId);
  const text = `Nothing of this case was left open here, and nothing was sent.\n\n${renderCase(view, settingOf(hre, chain))}`;
  return { text, json: { resumed: null, caseId, status: caseJson(view).status, transactions: [] } };
}
