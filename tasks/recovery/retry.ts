import { handingOver } from "../io/options";
import type { RunArgs } from "./work/running";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope
    .task("retry", "Go on with the tokens that an executed case left open (identity manager)")
    .addParam("case", "The case id")
    .addFlag("yes", "Do not ask for the typed confirmation"),
).setAction(async (args: RunArgs, hre) => {
  const { runRetry } = await import("./work/running");
  await runRetry(hre, args);
});
