import { handingOver, type HandOverArgs } from "../io/options";
import { recoveryScope } from "./scope";

export interface ResumeArgs extends HandOverArgs {
  readonly case: string;
  readonly withdraw: boolean;
}

handingOver(
  recoveryScope
    .task("resume", "Take up what a command left open on a case: what it signed is sent again, nothing is done twice")
    .addParam("case", "The case id")
    .addFlag("withdraw", "End a step that was handed over and that nobody will send"),
).setAction(async (args: ResumeArgs, hre) => {
  const { runResume } = await import("./work/resuming");
  await runResume(hre, args);
});
