import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import type { RequestArgs } from "./work/request";
import { recoveryScope } from "./scope";

interface PreviewArgs extends ReadingArgs, RequestArgs {
  readonly claims?: string;
  readonly allowContract: boolean;
  readonly allowLookalike: boolean;
  readonly out?: string;
}

reading(
  recoveryScope
    .task("preview", "Show what a recovery would do, and what stands in its way; changes nothing")
    .addOptionalParam("case", "A case that was proposed already, by its id")
    .addOptionalParam("lost", "The lost wallet")
    .addOptionalParam("new", "The wallet that takes its place")
    .addOptionalParam("tokens", "The tokens to recover, with commas between")
    .addOptionalParam("registry", "The identity registry, where it is not the first token's")
    .addFlag("keepIdentity", "Keep the lost wallet's identity instead of replacing it")
    .addOptionalParam("evidence", "Hash of the file that justifies the recovery, 32 bytes in hex")
    .addOptionalParam("claims", "Files with claims signed for the new identity, with commas between")
    .addFlag("allowContract", "The new wallet may be a contract")
    .addFlag("allowLookalike", "The new wallet may look like a known address")
    .addOptionalParam("out", "Write the plan that acceptance, claims and proposal are bound to"),
).setAction(async (args: PreviewArgs, hre) =>
  runTask(args.json, async (out) => {
    const { recoveryFrom } = await import("./work/request");
    const { planNow, writePlan } = await import("./work/planning");
    const { previewJson } = await import("../../src/report/preview-json");
    const { exitCodeOfPlan, renderPreview } = await import("../../src/report/render-preview");
    const { settingOf } = await import("../io/setting");
    const chain = await engineOf(hre, args);
    const plan = await planNow(chain, await recoveryFrom(chain, args), args);
    const planFile = await writePlan(plan, args.out);
    if (planFile !== args.out) out.progress(`${args.out ?? ""} was not written: what stands in the way comes first.\n`);
    const setting = settingOf(hre, chain, planFile);
    const { hasStoredVault } = await import("../vault/work/storing");
    const { renderVaultHint } = await import("../../src/report/render-vault");
    const { lostWallet } = plan.survey.recovery;
    const vaultBackup = await hasStoredVault(lostWallet);
    return {
      text: `${renderPreview(plan, setting)}${vaultBackup ? renderVaultHint(lostWallet) : ""}`,
      json: { ...previewJson(plan, setting), vaultBackup },
      exitCode: exitCodeOfPlan(plan),
    };
  }),
);
