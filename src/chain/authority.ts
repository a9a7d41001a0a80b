import type { ContractTransactionResponse, Interface, Signer } from "ethers";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory";
import { RecoveryAgent__factory } from "../../typechain-types/factories/contracts/recovery/RecoveryAgent__factory";
import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import { IToken__factory } from "../../typechain-types/factories/contracts/token/IToken__factory";
import type { Component, Role } from "../provision/role-table";

/** Functions of one contract that a role may call. */
export interface Assignment {
  readonly role: Role;
  readonly target: string;
  readonly functions: readonly string[];
}

/** The authority over everything: who may do what, read and written. */
export interface Authority {
  /** The functions of a role that the authority gives to another role, or to nobody, on one contract. */
  functionsWithoutRole(role: Role, target: string): Promise<string[]>;
  hasRole(roleId: bigint, account: string): Promise<boolean>;
  adminRole(): Promise<bigint>;
  /** Gives functions to roles, and labels these, in one transaction. */
  assign(assignments: readonly Assignment[]): Promise<ContractTransactionResponse>;
  /** @param delay seconds between scheduling a call and making it */
  grant(roleId: bigint, account: string, delay: number): Promise<ContractTransactionResponse>;
  renounce(roleId: bigint, account: string): Promise<ContractTransactionResponse>;
}

export function connectAuthority(signer: Signer, address: string): Authority {
  const table = AccessManager__factory.connect(address, signer);
  return {
    functionsWithoutRole: async (role, target) => {
      const selectors = role.functions.map((name) => selectorOf(role.component, name));
      const assigned = await Promise.all(selectors.map((selector) => table.getTargetFunctionRole(target, selector)));
      return role.functions.filter((_, index) => assigned[index] !== role.id);
    },
    hasRole: async (roleId, account) => (await table.hasRole(roleId, account)).isMember,
    adminRole: () => table.ADMIN_ROLE(),
    assign: (assignments) =>
      table.multicall(
        assignments.flatMap(({ role, target, functions }) => [
          table.interface.encodeFunctionData("setTargetFunctionRole", [
            target,
            functions.map((name) => selectorOf(role.component, name)),
            role.id,
          ]),
          table.interface.encodeFunctionData("labelRole", [role.id, role.name]),
        ]),
      ),
    grant: (roleId, account, delay) => table.grantRole(roleId, account, delay),
    renounce: (roleId, account) => table.renounceRole(roleId, account),
  };
}

const ABI: Readonly<Record<Component, Interface>> = {
  agent: RecoveryAgent__factory.createInterface(),
  token: IToken__factory.createInterface(),
  registry: IRecoverableRegistry__factory.createInterface(),
};

function selectorOf(component: Component, name: string): string {
  const selector = ABI[component].getFunction(name)?.selector;
  if (selector === undefined) throw new Error(`The role table has a function ${name} that no ${component} has.`);
  return selector;
}
