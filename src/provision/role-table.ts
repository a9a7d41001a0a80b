/** Who may do what, in one table. Role ids are those of the AccessManager. */
export interface Role<N extends RoleName = RoleName> {
  readonly name: N;
  readonly id: bigint;
  /** The contract that the functions are of. */
  readonly component: Component;
  readonly functions: readonly string[];
}

/** What people act on: the recovery agent itself, and through the authority each token and each registry. */
export type Component = "agent" | "token" | "registry";
export type AgentRoleName = "IDENTITY_MANAGER" | "CUSTODIAN" | "GUARDIAN" | "POLICY_ADMIN";
export type SuiteRoleName = "MINTER" | "BURNER" | "FREEZER" | "PAUSER" | "TRANSFER_OFFICER" | "REGISTRAR";
export type RoleName = AgentRoleName | SuiteRoleName;

/** Called by the person: a recovery needs several. */
export const AGENT_ROLES: readonly Role<AgentRoleName>[] = [
  {
    name: "IDENTITY_MANAGER",
    id: 1n,
    component: "agent",
    functions: ["propose", "quarantine", "execute", "retry", "reassign"],
  },
  { name: "CUSTODIAN", id: 2n, component: "agent", functions: ["approve"] },
  { name: "GUARDIAN", id: 3n, component: "agent", functions: ["uphold", "cancel"] },
  { name: "POLICY_ADMIN", id: 4n, component: "agent", functions: ["setPolicy"] },
];

/** Called through `AccessManager.execute`. What no row has, `recoveryAddress` first of all, is the administrator's. */
export const SUITE_ROLES: readonly Role<SuiteRoleName>[] = [
  { name: "MINTER", id: 11n, component: "token", functions: ["mint", "batchMint"] },
  { name: "BURNER", id: 12n, component: "token", functions: ["burn", "batchBurn"] },
  {
    name: "FREEZER",
    id: 13n,
    component: "token",
    functions: [
      ...["setAddressFrozen", "batchSetAddressFrozen", "freezePartialTokens", "batchFreezePartialTokens"],
      ...["unfreezePartialTokens", "batchUnfreezePartialTokens"],
    ],
  },
  { name: "PAUSER", id: 14n, component: "token", functions: ["pause", "unpause"] },
  { name: "TRANSFER_OFFICER", id: 15n, component: "token", functions: ["forcedTransfer", "batchForcedTransfer"] },
  {
    name: "REGISTRAR",
    id: 16n,
    component: "registry",
    functions: ["registerIdentity", "batchRegisterIdentity", "updateIdentity", "updateCountry", "deleteIdentity"],
  },
];

export const ROLE_TABLE: readonly Role[] = [...AGENT_ROLES, ...SUITE_ROLES];

/** Seconds between scheduling a policy change and making it: long enough for everybody to see it coming. */
export const POLICY_CHANGE_DELAY = 2 * 24 * 60 * 60;

export function roleNamed(name: RoleName): Role {
  const role = ROLE_TABLE.find((row) => row.name === name);
  if (role === undefined) throw new Error(`The role table has no row ${name}.`);
  return role;
}
