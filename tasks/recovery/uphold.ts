import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope.task("uphold", "Let a contested case go on (guardian)").addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { upholdCase } = await import("../../src/recovery/decide");
  await decide(hre, args, "upheld", upholdCase);
});
