import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { isHandedOver, withdrawStep } from "../../../src/recovery/hand-over";
import { resumeStep, settleHandedOver, type Resumed } from "../../../src/recovery/resume";
import { viewCase } from "../../../src/recovery/view-case";
import { caseJson } from "../../../src/report/case-json";
import { renderCase } from "../../../src/report/render-case";
import { exitCodeOf, renderExecution } from "../../../src/report/render-execution";
import { renderTransactions } from "../../../src/report/render-execution";
import { runJson } from "../../../src/report/run-json";
import { transactionJson } from "../../../src/report/token-json";
import { onNetwork } from "../../../src/report/commands";
import { parseHash32 } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { findOpenStep } from "../../../src/store/steps";
import type { StepRow } from "../../../src/store/tables.types";
import { accessOf } from "../../io/access";
import { engineOf } from "../../io/engine";
import { sendLimits } from "../../io/limits";
import { showingPhases } from "../../io/phases";
import { runTask, type TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { storeOf, type LazyStore } from "../../io/store";
import type { ResumeArgs } from "../resume";
import { handOverAgain } from "./handing-over";
import { notifyAbout } from "./notifying";

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
      if (args.withdraw) return await withdrawn(hre, chain, lazy, step);
      if (args.export !== undefined) return await handOverAgain(hre, chain, args, requireHandedOver(step));
      const signer = isHandedOver(step) ? undefined : await (await chooseSigner(hre, args, out)).unlock();
      const [limits, access] = await Promise.all([sendLimits(args), accessOf(hre, lazy)]);
      const resumed = await showingPhases(out, (onPhase) => {
        const options = { ...limits, access, onPhase };
        return signer === undefined
          ? settleHandedOver(chain, lazy.open, step, options)
          : resumeStep(chain, signer, lazy.open, step, options);
      });
      await notifyAbout(hre, chain, lazy.open, caseId);
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

/** Ends a step that nobody will send. Should somebody do it all the same, the case's own rules decide. */
async function withdrawn(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  lazy: LazyStore,
  step: StepRow,
): Promise<TaskResult> {
  const { case_id: caseId, verb } = requireHandedOver(step);
  await withdrawStep(chain, lazy.open, step);
  const command = onNetwork(`npx hardhat recovery status --case ${caseId}`, settingOf(hre, chain));
  return {
    text: `✔ ${verb} is handed over no longer. Destroy its file: the chain would still take it.\n\nNext  ${command}`,
    json: { resumed: verb, caseId, status: "withdrawn", transactions: [] },
  };
}

/** @throws BadInputError OtherCommand */
function requireHandedOver(step: StepRow): StepRow {
  if (isHandedOver(step)) return step;
  throw new BadInputError(
    "OtherCommand",
    `What is open (${step.verb}) was not handed over: what was signed for it is sent from here.`,
    `npx hardhat recovery resume --case ${step.case_id}`,
  );
}

async function nothingOpen(hre: HardhatRuntimeEnvironment, chain: Chain, caseId: string): Promise<TaskResult> {
  const view = await viewCase(chain, caseId);
  const text = `Nothing of this case was left open here, and nothing was sent.\n\n${renderCase(view, settingOf(hre, chain))}`;
  return { text, json: { resumed: null, caseId, status: caseJson(view).status, transactions: [] } };
}
