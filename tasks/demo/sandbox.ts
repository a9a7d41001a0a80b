import { task } from "hardhat/config";

interface SandboxArgs {
  readonly port: string;
}

task("sandbox", "Run a local node with live T-REX tokens and the recovery system, to try every task by hand")
  .addOptionalParam("port", "The port to listen on", "8545")
  .setAction(async ({ port }: SandboxArgs, hre) => {
    await hre.run("compile", { quiet: true });
    const { runTask } = await import("../io/run");
    await runTask(false, async (out) => {
      const { openSandbox } = await import("./work/open-sandbox");
      return openSandbox(hre, out, port);
    });
  });
