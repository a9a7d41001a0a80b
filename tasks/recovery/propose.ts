import { engineOf } from "../io/engine";
import { sending, type SendingArgs } from "../io/options";
import { runTask } from "../io/run";
import { sendLimits, signerOf } from "../io/signer";
import { recoveryScope } from "./scope";

interface ProposeArgs extends SendingArgs {
  readonly plan: string;
  readonly acceptance: string;
  readonly claims?: string;
  readonly allowContract: boolean;
  readonly allowLookalike: boolean;
}

sending(
  recoveryScope
    .task("propose", "Open a case and freeze the lost wallet on its tokens (identity manager)")
    .addParam("plan", "The plan that `recovery preview --out` wrote")
    .addParam("acceptance", "The new wallet's acceptance, from `wallet accept`")
    .addOptionalParam("claims", "The claims that the plan was previewed with, with commas between")
    .addFlag("allowContract", "The new wallet may be a contract")
    .addFlag("allowLookalike", "The new wallet may look like a known address"),
).setAction(async (args: ProposeArgs, hre) =>
  runTask(args.json, async () => {
    const { readAcceptedPlan, requirePlanCurrent } = await import("./plan");
    const { proposeRecovery } = await import("../../src/recovery/propose");
    const { renderProposal } = await import("../../src/report/render-decision");
    const chain = await engineOf(hre, args);
    const { plan, acceptance } = await readAcceptedPlan(chain, args);
    await requirePlanCurrent(chain, plan, args);
    const signer = await signerOf(hre, args);
    const limits = await sendLimits(args);
    return renderProposal(await proposeRecovery(chain, signer, plan.recovery, acceptance, limits), hre.network.name);
  }),
);
