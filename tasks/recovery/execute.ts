import { handingOver } from "../io/options";
import type { RunArgs } from "./work/running";
import { recoveryScope } from "./scope";

export interface ExecuteArgs extends RunArgs {
  readonly claims?: string;
  readonly plan?: string;
}

handingOver(
  recoveryScope
    .task("execute", "Execute a ready case: identity, registry, every token (identity manager)")
    .addParam("case", "The case id")
    .addOptionalParam("claims", "Files with claims signed for the new identity, with commas between")
    .addOptionalParam("plan", "Stop when the chain is not as this plan saw it")
    .addFlag("yes", "Do not ask for the typed confirmation"),
).setAction(async (args: ExecuteArgs, hre) => {
  const { runExecution } = await import("./work/running");
  await runExecution(hre, args);
});
