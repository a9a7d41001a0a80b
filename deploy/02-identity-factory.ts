import type { DeployFunction } from "hardhat-deploy/types";

/** What makes replacement identities: belongs to nobody, has nothing to configure. */
const deployIdentityFactory: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  await deployments.deploy("IdentityFactory", { from: deployer, log: true });
};

deployIdentityFactory.tags = ["identity-factory", "recovery"];
export default deployIdentityFactory;
