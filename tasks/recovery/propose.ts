import { engineOf } from "../io/engine";
import { handingOver, type HandOverArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

interface ProposeArgs extends HandOverArgs {
  readonly plan: string;
  readonly acceptance?: string;
  readonly claims?: string;
  readonly allowContract: boolean;
  readonly allowLookalike: boolean;
}

handingOver(
  recoveryScope
    .task("propose", "Open a case and freeze the lost wallet on its tokens (identity manager)")
    .addParam("plan", "The plan that `recovery preview --out` wrote")
    .addOptionalParam("acceptance", "The new wallet's acceptance, from `wallet accept`")
    .addOptionalParam("claims", "The claims that the plan was previewed with, with commas between")
    .addFlag("allowContract", "The new wallet may be a contract")
    .addFlag("allowLookalike", "The new wallet may look like a known address"),
).setAction(async (args: ProposeArgs, hre) =>
  runTask(args.json, async (out) => {
    const { readAcceptance, readPlan } = await import("../io/case-files");
    const { recorded, requireNothingOpen } = await import("./work/recording");
    const { handOver } = await import("./work/handing-over");
    const { planNow, requireNotBlocked, requirePlanCurrent } = await import("./work/planning");
    const { proposeRecovery } = await import("../../src/recovery/propose");
    const { viewCase } = await import("../../src/recovery/view-case");
    const { decisionJson, renderDecision } = await import("../../src/report/render-decision");
    const { sendLimits } = await import("../io/limits");
    const { connectedSigner } = await import("../io/signer");
    const { settingOf } = await import("../io/setting");
    const chain = await engineOf(hre, args);
    const plan = await readPlan(chain, args.plan);
    const acceptance = await readAcceptance(args.acceptance, plan);
    await requireNothingOpen(hre, plan.caseId);
    const now = await planNow(chain, plan.recovery, args);
    requirePlanCurrent(plan, now);
    requireNotBlocked(now);
    const { caseId, recovery: wallets } = plan;
    const step = { caseId, verb: "propose", wallets, input: { recovery: plan.recovery, acceptance } } as const;
    if (args.export !== undefined) return handOver(hre, chain, args, step, out);
    const proposal = await recorded(hre, chain, step, await sendLimits(args), async (limits) =>
      proposeRecovery(chain, await connectedSigner(hre, args, out), plan.recovery, acceptance, limits),
    );
    const view = await viewCase(chain, proposal.caseId);
    return {
      text: renderDecision({ what: "proposed", ...proposal }, view, settingOf(hre, chain)),
      json: decisionJson({ what: "proposed", ...proposal }, view),
    };
  }),
);
