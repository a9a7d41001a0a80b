import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { SendLimits } from "../../../src/chain/send";
import type { StepResult } from "../../../src/recovery/propose";
import type { Decision } from "../../../src/report/render-decision";
import { parseHash32 } from "../../../src/shared/addresses";
import { engineOf } from "../../io/engine";
import type { SendingArgs } from "../../io/options";
import { runTask, type TaskOutput } from "../../io/run";

export interface DecisionArgs extends SendingArgs {
  readonly case: string;
}

type Act = (chain: Chain, signer: Signer, caseId: string, limits: SendLimits, out: TaskOutput) => Promise<StepResult>;

/** What approving, contesting, upholding and cancelling have in common: one case, one signer, one page afterwards. */
export async function decide(
  hre: HardhatRuntimeEnvironment,
  args: DecisionArgs,
  what: Decision["what"],
  act: Act,
): Promise<void> {
  await runTask(args.json, async (out) => {
    const { viewCase } = await import("../../../src/recovery/view-case");
    const { renderDecision, decisionJson } = await import("../../../src/report/render-decision");
    const { sendLimits } = await import("../../io/limits");
    const { connectedSigner } = await import("../../io/signer");
    const { settingOf } = await import("../../io/setting");
    const caseId = parseHash32(args.case, "the case id");
    const chain = await engineOf(hre, args);
    const decision = {
      what,
      ...(await act(chain, await connectedSigner(hre, args, out), caseId, await sendLimits(args), out)),
    };
    const view = await viewCase(chain, caseId);
    return {
      text: renderDecision(decision, view, settingOf(hre, chain)),
      json: decisionJson(decision, view),
    };
  });
}
