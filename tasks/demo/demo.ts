import { task } from "hardhat/config";

interface DemoArgs {
  readonly target: string;
  readonly json: boolean;
}

task("demo", "Tell the whole story on an embedded chain: a wallet is lost, and its holder made whole again")
  .addOptionalParam("target", "The tokens to recover: our own suite (regain) or T-REX 4.1.6 (t-rex)", "regain")
  .addFlag("json", "End with one JSON object for machines; the story goes to stderr")
  .setAction(async ({ target, json }: DemoArgs, hre) => {
    const { runTask } = await import("../io/run");
    await hre.run("compile", { quiet: true });
    await runTask(json, async (out) => {
      const { parseTarget, requireEmbedded } = await import("./work/target");
      const { tellStory } = await import("./work/story");
      requireEmbedded(hre.network.name, "demonstration");
      return tellStory(hre, out, parseTarget(target));
    });
  });
