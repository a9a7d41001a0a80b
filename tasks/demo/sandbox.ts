import { task } from "hardhat/config";

interface SandboxArgs {
  readonly target: string;
  readonly port: string;
}

task("sandbox", "Run a local node with live tokens and the recovery system, to try every task by hand")
  .addOptionalParam("target", "The tokens on it: our own suite (regain) or T-REX 4.1.6 (t-rex)", "regain")
  .addOptionalParam("port", "The port to listen on", "8545")
  .setAction(async ({ target, port }: SandboxArgs, hre) => {
    await hre.run("compile", { quiet: true });
    const { runTask } = await import("../io/run");
    await runTask(false, async (out) => {
      const { parseTarget } = await import("./work/target");
      const { openSandbox } = await import("./work/open-sandbox");
      return openSandbox(hre, out, parseTarget(target), port);
    });
  });
