import type { DeployFunction } from "hardhat-deploy/types";

/** The authority over everything: OpenZeppelin's AccessManager, unmodified. The deployer administers it until handover. */
const deployAccessManager: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  await deployments.deploy("AccessManager", { from: deployer, args: [deployer], log: true });
};

deployAccessManager.tags = ["access-manager", "recovery"];
export default deployAccessManager;
