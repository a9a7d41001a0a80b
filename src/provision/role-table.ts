/** Who may do what, in one table. Role ids are those of the AccessManager; functions are the recovery agent's. */
export interface Role {
  readonly name: RoleName;
  readonly id: bigint;
  readonly functions: readonly string[];
}

export type RoleName = "IDENTITY_MANAGER" | "CUSTODIAN" | "GUARDIAN" | "POLICY_ADMIN";

export const ROLE_TABLE: readonly Role[] = [
  { name: "IDENTITY_MANAGER", id: 1n, functions: ["propose", "quarantine", "execute", "retry", "reassign"] },
  { name: "CUSTODIAN", id: 2n, functions: ["approve"] },
  { name: "GUARDIAN", id: 3n, functions: ["uphold", "cancel"] },
  { name: "POLICY_ADMIN", id: 4n, functions: ["setPolicy"] },
];

/** Seconds between scheduling a policy change and making it: long enough for everybody to see it coming. */
export const POLICY_CHANGE_DELAY = 2 * 24 * 60 * 60;

export function roleNamed(name: RoleName): Role {
  const role = ROLE_TABLE.find((row) => row.name === name);
  if (role === undefined) throw new Error(`The role table has no row ${name}.`);
  return role;
}
