import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope
    .task("reassign", "Move the person's other wallets to the replacement identity (identity manager)")
    .addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { reassignWallets } = await import("../../src/recovery/finish");
  await decide(hre, args, "reassigned", reassignWallets);
});
