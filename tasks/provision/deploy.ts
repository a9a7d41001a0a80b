import { task } from "hardhat/config";
import { listCommand } from "../../src/report/commands";
import { RegainError } from "../../src/shared/errors";
import { reportError } from "../io/run";

// hardhat-deploy's own task: nobody should pay for contracts before the accounts that get roles are read.
task("deploy").setAction(async (args: unknown, hre, runSuper) => {
  const { roleHoldersFrom } = await import("../../src/provision/role-holders");
  try {
    roleHoldersFrom(process.env);
  } catch (error) {
    if (!(error instanceof RegainError)) throw error;
    reportError(error, false);
    process.exitCode = error.exitCode;
    return;
  }
  await runSuper(args);
  const agent = await hre.deployments.getOrNull("RecoveryAgent");
  if (agent === null || hre.network.name === "hardhat") return;
  process.stdout.write(
    `\nThe recovery agent is ${agent.address}\n\n` +
      `Next, the owner of each registry and token that it is to serve calls addAgent(${agent.address}); then:\n` +
      `  ${listCommand({ network: hre.network.name })}\n`,
  );
});
