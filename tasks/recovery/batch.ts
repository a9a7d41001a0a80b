import { handingOver, type HandOverArgs } from "../io/options";
import { recoveryScope } from "./scope";

export interface BatchArgs extends HandOverArgs {
  readonly file: string;
  readonly tokens?: string;
  readonly parallel: string;
  readonly plans?: string;
  readonly allowContract: boolean;
  readonly allowLookalike: boolean;
  readonly yes: boolean;
}

handingOver(
  recoveryScope
    .task("batch", "Carry every recovery of an incident as far as it can go now; to be run again until all are done")
    .addParam("file", "A CSV file with the columns user or lost, new, evidence, acceptance, claims")
    .addOptionalParam(
      "tokens",
      "The tokens of those that nobody accepted yet, with commas between; found when left out",
    )
    .addOptionalParam("parallel", "How many cases are worked on at a time", "16")
    .addOptionalParam("plans", "A folder: write a plan for each that nobody accepted yet")
    .addFlag("allowContract", "New wallets may be contracts")
    .addFlag("allowLookalike", "New wallets may look like known addresses")
    .addFlag("yes", "Do not ask for the typed confirmation"),
).setAction(async (args: BatchArgs, hre) => {
  const { runIncident } = await import("./work/batching");
  await runIncident(hre, args);
});
