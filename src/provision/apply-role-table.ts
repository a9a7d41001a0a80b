import type { ContractTransactionResponse, Signer } from "ethers";
import { connectAuthority, type Assignment, type Authority } from "../chain/authority";
import type { RoleHolders } from "./role-holders";
import { AGENT_ROLES, POLICY_CHANGE_DELAY, ROLE_TABLE, type Role } from "./role-table";

export interface AuthorityTargets {
  readonly authority: string;
  readonly agent: string;
}

type Act = (line: string, call: () => Promise<ContractTransactionResponse>) => Promise<void>;

/**
 * Brings the authority in line with the role table, and sends only what differs: a second run sends nothing.
 * @return one line a transaction
 */
export async function applyRoleTable(
  signer: Signer,
  { authority: address, agent }: AuthorityTargets,
  wanted: RoleHolders,
): Promise<string[]> {
  const authority = connectAuthority(signer, address);
  const done: string[] = [];
  const act: Act = async (line, call) => {
    await (await call()).wait();
    done.push(line);
  };
  const missing = await missingAssignments(authority, AGENT_ROLES, agent);
  if (missing.length > 0) await act(inWords(missing), () => authority.assign(missing));
  for (const role of ROLE_TABLE) {
    for (const holder of wanted.holders[role.name]) {
      if (await authority.hasRole(role.id, holder)) continue;
      await act(`${holder} is ${role.name}`, () => authority.grant(role.id, holder, delayOf(role)));
    }
  }
  if (wanted.admin !== undefined) await handOver(authority, signer, wanted.admin, act);
  return done;
}

/** What the roles should be able to call on a contract, and are not. */
export async function missingAssignments(
  authority: Authority,
  roles: readonly Role[],
  target: string,
): Promise<Assignment[]> {
  const missing = await Promise.all(
    roles.map(async (role) => ({ role, target, functions: await authority.functionsWithoutRole(role, target) })),
  );
  return missing.filter(({ functions }) => functions.length > 0);
}

async function handOver(authority: Authority, signer: Signer, admin: string, act: Act): Promise<void> {
  const deployer = await signer.getAddress();
  if (admin === deployer) return;
  const adminRole = await authority.adminRole();
  if (!(await authority.hasRole(adminRole, admin))) {
    await act(`${admin} administers the authority`, () => authority.grant(adminRole, admin, 0));
  }
  if (await authority.hasRole(adminRole, deployer)) {
    await act(`${deployer} administers it no longer`, () => authority.renounce(adminRole, deployer));
  }
}

function inWords(assignments: readonly Assignment[]): string {
  return assignments.map(({ role, functions }) => `${role.name} may call ${functions.join(", ")}`).join("; ");
}

function delayOf(role: Role): number {
  return role.name === "POLICY_ADMIN" ? POLICY_CHANGE_DELAY : 0;
}
