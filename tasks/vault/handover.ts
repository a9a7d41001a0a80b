import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { vaultScope } from "./scope";

export interface HandoverArgs extends ReadingArgs {
  readonly case: string;
  readonly keystore?: string;
  readonly name?: string;
  readonly out: string;
}

reading(
  vaultScope
    .task("handover", "After a recovery: write the new wallet, its identity and its claims as a vault for the holder")
    .addParam("case", "The case, by its id")
    .addOptionalParam("keystore", "The new wallet's keystore, if it should be in the vault, too; it stays as it is")
    .addOptionalParam("name", "What identity and account are called", "Recovered")
    .addOptionalParam(
      "out",
      "The backup to write; its password is asked for twice, or comes from REGAIN_PASSWORD",
      "handover.json",
    ),
).setAction(async (args: HandoverArgs, hre) =>
  runTask(args.json, async (out) => {
    const { handOver } = await import("./work/handing-over");
    return handOver(hre, await engineOf(hre, args), args, out);
  }),
);
