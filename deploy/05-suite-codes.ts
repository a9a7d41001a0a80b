import type { DeployFunction } from "hardhat-deploy/types";

const CODES = ["Token", "ModularCompliance", "IdentityRegistry", "IdentityRegistryStorage", "ClaimPolicy"];

/** What every suite of ours runs: clones and proxies point here, and nobody owns it. */
const deploySuiteCodes: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  for (const name of CODES) await deployments.deploy(name, { from: deployer, log: true });
};

deploySuiteCodes.tags = ["suite-codes", "suite"];
export default deploySuiteCodes;
