import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope
    .task("quarantine", "Freeze the lost wallet on the tokens of a case where that failed before (identity manager)")
    .addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { quarantineCase } = await import("../../src/recovery/propose");
  await decide(hre, args, "quarantined", quarantineCase);
});
