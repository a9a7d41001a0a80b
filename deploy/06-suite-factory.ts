import type { DeployFunction } from "hardhat-deploy/types";

/** What makes a token with its registry and its rules in one transaction. It keeps no right over what it makes. */
const deploySuiteFactory: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  const addressOf = async (name: string): Promise<string> => (await deployments.get(name)).address;
  const codes = {
    token: await addressOf("Token"),
    compliance: await addressOf("ModularCompliance"),
    registry: await addressOf("IdentityRegistry"),
    identityStorage: await addressOf("IdentityRegistryStorage"),
    policy: await addressOf("ClaimPolicy"),
  };
  await deployments.deploy("SuiteFactory", { from: deployer, args: [codes], log: true });
};

deploySuiteFactory.tags = ["suite-factory", "suite"];
deploySuiteFactory.dependencies = ["suite-codes"];
export default deploySuiteFactory;
