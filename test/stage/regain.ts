import type { AddressLike, ContractRunner, Signer } from "ethers";
import { ethers } from "hardhat";
import { AGENT_ROLES, POLICY_CHANGE_DELAY, type AgentRoleName } from "../../src/provision/role-table";
import type { AccessManager, IdentityFactory, RecoveryAgent } from "../../typechain-types";

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** The policy that most stories are told under: one custodian, one day, one week. */
export const DEFAULT_POLICY = { delay: DAY, window: 7 * DAY, threshold: 1, maxLiveCases: 20 };
export type PolicyValues = typeof DEFAULT_POLICY;

export interface Regain {
  readonly authority: AccessManager;
  readonly factory: IdentityFactory;
  readonly agent: RecoveryAgent;
}

/** The authority with its role table, the identity factory and the recovery agent, as the deploy scripts lay them out. */
export async function deployRegain(
  admin: Signer,
  holders: Readonly<Record<AgentRoleName, readonly Signer[]>>,
  policy: PolicyValues = DEFAULT_POLICY,
): Promise<Regain> {
  const authority = await ethers.deployContract("AccessManager", [admin], admin);
  const factory = await deployFactory(admin);
  const agent = await deployAgent(admin, { authority, factory }, policy);
  for (const role of AGENT_ROLES) {
    const selectors = role.functions.map((name) => agent.interface.getFunction(name as "propose").selector);
    await authority.setTargetFunctionRole(agent, selectors, role.id);
    for (const holder of holders[role.name]) {
      await authority.grantRole(role.id, holder, role.name === "POLICY_ADMIN" ? POLICY_CHANGE_DELAY : 0);
    }
  }
  return { authority, factory, agent };
}

/** By its artifact, as below: typechain's factories carry code that a coverage run does not see. */
export async function deployFactory(admin: Signer): Promise<IdentityFactory> {
  return ethers.deployContract("IdentityFactory", admin);
}

export async function deployAgent(
  admin: Signer,
  { authority, factory }: { readonly authority: AddressLike; readonly factory: AddressLike },
  policy: PolicyValues = DEFAULT_POLICY,
): Promise<RecoveryAgent> {
  const libraries = {
    StandardRecovery: await ethers.deployContract("StandardRecovery", admin),
    SuiteRecovery: await ethers.deployContract("SuiteRecovery", admin),
    ReplacementIdentity: await ethers.deployContract("ReplacementIdentity", admin),
  };
  return ethers.deployContract("RecoveryAgent", [authority, factory, policy], { signer: admin, libraries });
}

/** The same contracts, called by somebody else. */
export function as<T extends { connect(runner: ContractRunner): T }>(contract: T, signer: ContractRunner): T {
  return contract.connect(signer);
}
