import type { ContractTransactionResponse, Signer } from "ethers";
import { connectAuthority } from "../chain/authority";
import type { RoleHolders } from "./role-holders";
import { POLICY_CHANGE_DELAY, ROLE_TABLE, type Role } from "./role-table";

export interface AuthorityTargets {
  readonly authority: string;
  readonly agent: string;
}

/**
 * Brings the authority in line with the role table, and sends only what differs: a second run sends nothing.
 * @return one line a transaction
 */
export async function applyRoleTable(
  signer: Signer,
  targets: AuthorityTargets,
  wanted: RoleHolders,
): Promise<string[]> {
  const chain = connectAuthority(signer, targets);
  const done: string[] = [];
  const act = async (line: string, call: () => Promise<ContractTransactionResponse>): Promise<void> => {
    await (await call()).wait();
    done.push(line);
  };
  for (const role of ROLE_TABLE) {
    const missing = await chain.functionsWithoutRole(role);
    if (missing.length > 0) {
      await act(`${role.name} may call ${missing.join(", ")}`, () => chain.assignFunctions(role, missing));
      await act(`role ${role.id} is labelled ${role.name}`, () => chain.label(role));
    }
    for (const holder of wanted.holders[role.name]) {
      if (await chain.hasRole(role.id, holder)) continue;
      await act(`${holder} is ${role.name}`, () => chain.grant(role.id, holder, delayOf(role)));
    }
  }
  if (wanted.admin !== undefined) await handOver(chain, signer, wanted.admin, act);
  return done;
}

type Act = (line: string, call: () => Promise<ContractTransactionResponse>) => Promise<void>;

async function handOver(
  chain: ReturnType<typeof connectAuthority>,
  signer: Signer,
  admin: string,
  act: Act,
): Promise<void> {
  const deployer = await signer.getAddress();
  if (admin === deployer) return;
  const adminRole = await chain.adminRole();
  if (!(await chain.hasRole(adminRole, admin))) {
    await act(`${admin} administers the authority`, () => chain.grant(adminRole, admin, 0));
  }
  if (await chain.hasRole(adminRole, deployer)) {
    await act(`${deployer} administers it no longer`, () => chain.renounce(adminRole, deployer));
  }
}

function delayOf(role: Role): number {
  return role.name === "POLICY_ADMIN" ? POLICY_CHANGE_DELAY : 0;
}
