import { sending, type SendingArgs } from "../io/options";
import { recoveryScope } from "./scope";

export interface ResumeArgs extends SendingArgs {
  readonly case: string;
}

sending(
  recoveryScope
    .task("resume", "Take up what a command left open on a case: what it signed is sent again, nothing is done twice")
    .addParam("case", "The case id"),
).setAction(async (args: ResumeArgs, hre) => {
  const { runResume } = await import("./work/resuming");
  await runResume(hre, args);
});
