import type { DeployFunction } from "hardhat-deploy/types";

const MODULES = [
  ...["CountryAllowModule", "CountryRestrictModule", "MaxBalanceModule", "SupplyLimitModule"],
  ...["InvestorCountModule", "TransferLimitModule", "LockUpModule", "ConditionalTransferModule"],
];

/** The rules that a compliance can be made of. One of each serves every token. */
const deployComplianceModules: DeployFunction = async ({ deployments, getNamedAccounts }) => {
  const { deployer = "" } = await getNamedAccounts();
  for (const name of MODULES) await deployments.deploy(name, { from: deployer, log: true });
};

deployComplianceModules.tags = ["compliance-modules", "suite"];
export default deployComplianceModules;
