import { parseAddress } from "../shared/addresses";
import { ROLE_TABLE, type RoleName } from "./role-table";

export interface RoleHolders {
  readonly holders: Readonly<Record<RoleName, readonly string[]>>;
  /** Takes over the authority from the deployer; nobody when left out. */
  readonly admin?: string;
}

/**
 * Reads who gets which role from variables such as `REGAIN_CUSTODIANS=0x…,0x…`, and `REGAIN_ADMIN`.
 * @throws BadInputError BadAddress naming the variable
 */
export function roleHoldersFrom(environment: Readonly<Record<string, string | undefined>>): RoleHolders {
  const listed = ROLE_TABLE.map(({ name }) => [name, addressesIn(environment, variableOf(name))] as const);
  const [admin] = addressesIn(environment, "REGAIN_ADMIN");
  const holders = Object.fromEntries(listed) as Record<RoleName, string[]>;
  return admin === undefined ? { holders } : { holders, admin };
}

/** The variable that names a role's holders. */
export function variableOf(role: RoleName): string {
  return `REGAIN_${role}S`;
}

function addressesIn(environment: Readonly<Record<string, string | undefined>>, variable: string): string[] {
  const listed = (environment[variable] ?? "").split(",").filter((text) => text !== "");
  return listed.map((text) => parseAddress(text, `the address in ${variable}`));
}
