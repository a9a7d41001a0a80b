import type { DeployFunction } from "hardhat-deploy/types";
import { FIRST_POLICY } from "../src/provision/first-policy";

/** The recovery agent. It needs the agent role on each registry and token that it is to serve; their owners give it. */
const deployRecoveryAgent: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  const authority = await deployments.get("AccessManager");
  const factory = await deployments.get("IdentityFactory");
  const standard = await deployments.deploy("StandardRecovery", { from: deployer, log: true });
  const suite = await deployments.deploy("SuiteRecovery", { from: deployer, log: true });
  const replacement = await deployments.deploy("ReplacementIdentity", { from: deployer, log: true });
  await deployments.deploy("RecoveryAgent", {
    from: deployer,
    args: [authority.address, factory.address, FIRST_POLICY],
    libraries: {
      StandardRecovery: standard.address,
      SuiteRecovery: suite.address,
      ReplacementIdentity: replacement.address,
    },
    log: true,
  });
};

deployRecoveryAgent.tags = ["recovery-agent", "recovery"];
deployRecoveryAgent.dependencies = ["access-manager", "identity-factory"];
export default deployRecoveryAgent;
