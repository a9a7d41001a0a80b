import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope
    .task("cancel", "End a case and lift the freezes that it set (guardian; anybody once expired)")
    .addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { cancelCase } = await import("../../src/recovery/decide");
  await decide(hre, args, "cancelled", cancelCase);
});
