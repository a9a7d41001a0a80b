import type { DeployFunction } from "hardhat-deploy/types";
import { applyRoleTable } from "../src/provision/apply-role-table";
import { roleHoldersFrom } from "../src/provision/role-holders";

/** Writes the role table into the authority, and grants the roles to the accounts that the environment names. */
const writeRoleTable: DeployFunction = async ({ deployments, getNamedAccounts, ethers }) => {
  const { deployer = "" } = await getNamedAccounts();
  const authority = await deployments.get("AccessManager");
  const agent = await deployments.get("RecoveryAgent");
  const sent = await applyRoleTable(
    await ethers.getSigner(deployer),
    { authority: authority.address, agent: agent.address },
    roleHoldersFrom(process.env),
  );
  for (const line of sent) deployments.log(line);
};

writeRoleTable.tags = ["role-table", "recovery"];
writeRoleTable.dependencies = ["recovery-agent"];
export default writeRoleTable;
