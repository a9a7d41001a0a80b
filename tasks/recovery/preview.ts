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
    .addOptionalParam("user", "The user who lost it: their id, e-mail address or any wallet of theirs")
    .addOptionalParam("lost", "The lost wallet, where it is not the user's only one")
    .addOptionalParam("new", "The wallet that takes its place")
    .addOptionalParam("tokens", "The tokens to recover, with commas between; found when left out")
    .addOptionalParam("registry", "The identity registry, where it is not the first token's")
    .addFlag("keepIdentity", "Keep the lost wallet's identity instead of replacing it")
    .addOptionalParam("evidence", "The file that justifies the recovery, or its SHA-256 hash")
    .addOptionalParam("claims", "Files with claims signed for the new identity, with commas between")
    .addFlag("allowContract", "The new wallet may be a contract")
    .addFlag("allowLookalike", "The new wallet may look like a known address")
    .addOptionalParam("out", "Write the plan that acceptance, claims and proposal are bound to"),
).setAction(async (args: PreviewArgs, hre) =>
  runTask(args.json, async (out) => {
    const { requestFrom } = await import("./work/request");
    const { planNow, writePlan } = await import("./work/planning");
    const { previewJson } = await import("../../src/report/preview-json");
    const { exitCodeOfPlan, renderPreview } = await import("../../src/report/render-preview");
    const { settingOf } = await import("../io/setting");
    const chain = await engineOf(hre, args);
    const { recovery, situation } = await requestFrom(chain, args);
    const plan = await planNow(chain, recovery, args);
    const planFile = await writePlan(plan, args.out);
    if (planFile !== args.out) out.progress(`${args.out ?? ""} was not written: what stands in the way comes first.\n`);
    const setting = settingOf(hre, chain, planFile);
    const { hasStoredVault } = await import("../vault/work/storing");
    const { renderVaultHint } = await import("../../src/report/render-vault");
    const { lostWallet } = plan.survey.recovery;
    const vaultBackup = await hasStoredVault(lostWallet);
    return {
      text: `${renderPreview(plan, setting, situation)}${vaultBackup ? renderVaultHint(lostWallet) : ""}`,
      json: { ...previewJson(plan, setting, situation), vaultBackup },
      exitCode: exitCodeOfPlan(plan),
    };
  }),
);
