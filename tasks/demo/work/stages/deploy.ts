import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { RoleName } from "../../../../src/provision/role-table";
import { variableOf } from "../../../../src/provision/role-holders";
import type { Cast, Player } from "../../../../test/stage/cast";

/** Runs deploy scripts on the embedded chain; `holders` get their roles beside those who handle cases. */
export async function runDeployScripts(
  hre: HardhatRuntimeEnvironment,
  cast: Cast,
  tags: readonly string[],
  holders: Partial<Record<RoleName, Player>> = {},
): Promise<void> {
  process.env[variableOf("IDENTITY_MANAGER")] = cast.identityManager.address;
  process.env[variableOf("CUSTODIAN")] = `${cast.custodian.address},${cast.secondCustodian.address}`;
  process.env[variableOf("GUARDIAN")] = cast.guardian.address;
  process.env[variableOf("POLICY_ADMIN")] = cast.policyAdmin.address;
  for (const [role, { address }] of Object.entries(holders)) process.env[variableOf(role as RoleName)] = address;
  await hre.deployments.run([...tags], { writeDeploymentsToFiles: false, resetMemory: true });
}

export async function deployedAddress(hre: HardhatRuntimeEnvironment, name: string): Promise<string> {
  return (await hre.deployments.get(name)).address;
}
