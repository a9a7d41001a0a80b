import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope.task("contest", 'Object to a case: "I am not lost" (the holder; once)').addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { contestCase } = await import("../../src/recovery/decide");
  await decide(hre, args, "contested", contestCase);
});
