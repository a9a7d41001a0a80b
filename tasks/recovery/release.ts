import { handingOver } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

handingOver(
  recoveryScope
    .task("release", "Let a new wallet go that waits in quarantine and is verified by now (anybody)")
    .addParam("case", "The case id"),
).setAction(async (args: DecisionArgs, hre) => {
  const { decide } = await import("./work/deciding");
  const { releaseNewWallet } = await import("../../src/recovery/finish");
  await decide(hre, args, "released", releaseNewWallet);
});
