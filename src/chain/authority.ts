import type { ContractTransactionResponse, Signer } from "ethers";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory";
import { RecoveryAgent__factory } from "../../typechain-types/factories/contracts/recovery/RecoveryAgent__factory";
import type { Role } from "../provision/role-table";

/** The authority of a recovery agent: who may do what, read and written. */
export interface Authority {
  /** The functions of a role that the authority gives to another role, or to nobody. */
  functionsWithoutRole(role: Role): Promise<string[]>;
  hasRole(roleId: bigint, account: string): Promise<boolean>;
  adminRole(): Promise<bigint>;
  assignFunctions(role: Role, functions: readonly string[]): Promise<ContractTransactionResponse>;
  label(role: Role): Promise<ContractTransactionResponse>;
  /** @param delay seconds between scheduling a call and making it */
  grant(roleId: bigint, account: string, delay: number): Promise<ContractTransactionResponse>;
  renounce(roleId: bigint, account: string): Promise<ContractTransactionResponse>;
}

export function connectAuthority(
  signer: Signer,
  { authority, agent }: { readonly authority: string; readonly agent: string },
): Authority {
  const table = AccessManager__factory.connect(authority, signer);
  const abi = RecoveryAgent__factory.createInterface();
  const selectorOf = (name: string): string => abi.getFunction(name as "propose").selector;
  return {
    functionsWithoutRole: async ({ id, functions }) => {
      const assigned = await Promise.all(functions.map((name) => table.getTargetFunctionRole(agent, selectorOf(name))));
      return functions.filter((_, index) => assigned[index] !== id);
    },
    hasRole: async (roleId, account) => (await table.hasRole(roleId, account)).isMember,
    adminRole: () => table.ADMIN_ROLE(),
    assignFunctions: ({ id }, functions) => table.setTargetFunctionRole(agent, functions.map(selectorOf), id),
    label: ({ id, name }) => table.labelRole(id, name),
    grant: (roleId, account, delay) => table.grantRole(roleId, account, delay),
    renounce: (roleId, account) => table.renounceRole(roleId, account),
  };
}
