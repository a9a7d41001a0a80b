import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { SendLimits } from "../../../src/chain/send";
import type { StepInput } from "../../../src/recovery/step-input";
import type { StepResult } from "../../../src/recovery/propose";
import type { Verb } from "../../../src/store/tables.types";
import type { Decision } from "../../../src/report/render-decision";
import { parseHash32 } from "../../../src/shared/addresses";
import { engineOf } from "../../io/engine";
import type { HandOverArgs } from "../../io/options";
import { runTask, type TaskOutput } from "../../io/run";

export interface DecisionArgs extends HandOverArgs {
  readonly case: string;
}

/** @param input What `readInput` read. */
type Act = (chain: Chain, signer: Signer, caseId: string, limits: SendLimits, input: StepInput) => Promise<StepResult>;
/** What a step is given beside its case, and needs again when it is resumed. */
type ReadInput = (chain: Chain, caseId: string, out: TaskOutput) => Promise<StepInput>;

const VERBS: Readonly<Record<Decision["what"], Verb>> = {
  proposed: "propose",
  quarantined: "quarantine",
  approved: "approve",
  contested: "contest",
  upheld: "uphold",
  cancelled: "cancel",
  reassigned: "reassign",
  released: "release",
};

/** What approving, contesting, upholding and cancelling have in common: one case, one signer, one page afterwards. */
export async function decide(
  hre: HardhatRuntimeEnvironment,
  args: DecisionArgs,
  what: Decision["what"],
  act: Act,
  readInput: ReadInput = () => Promise.resolve({}),
): Promise<void> {
  await runTask(args.json, async (out) => {
    const { viewCase } = await import("../../../src/recovery/view-case");
    const { renderDecision, decisionJson } = await import("../../../src/report/render-decision");
    const { sendLimits } = await import("../../io/limits");
    const { connectedSigner } = await import("../../io/signer");
    const { settingOf } = await import("../../io/setting");
    const { recorded, requireNothingOpen } = await import("./recording");
    const { handOver } = await import("./handing-over");
    const caseId = parseHash32(args.case, "the case id");
    const chain = await engineOf(hre, args);
    await requireNothingOpen(hre, caseId);
    const limits = await sendLimits(args);
    const input = await readInput(chain, caseId, out);
    if (args.export !== undefined) return handOver(hre, chain, args, { caseId, verb: VERBS[what], input }, out);
    const result = await recorded(hre, chain, { caseId, verb: VERBS[what], input }, limits, async (logged) =>
      act(chain, await connectedSigner(hre, args, out), caseId, logged, input),
    );
    const decision = { what, ...result };
    const view = await viewCase(chain, caseId);
    return {
      text: renderDecision(decision, view, settingOf(hre, chain)),
      json: decisionJson(decision, view),
    };
  });
}
