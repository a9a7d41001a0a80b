import { ZeroAddress, type Signer } from "ethers";
import { connectAuthority } from "../chain/authority";
import { connectSuiteFactory, type Suite } from "../chain/suite-factory";
import { missingAssignments, type AuthorityTargets } from "./apply-role-table";
import { SUITE_ROLES, type Component } from "./role-table";

export interface SuiteTargets extends AuthorityTargets {
  readonly suiteFactory: string;
}

/** A token as its issuer wants it. */
export interface SuiteOrder {
  /** 32 bytes: tells suites with the same terms apart. */
  readonly salt: string;
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
  /** A registry to share; a new one when left out. */
  readonly registry?: string;
  /** Of a new registry: the claim topics that a holder needs, and who is trusted to make them. */
  readonly topics?: readonly bigint[];
  readonly issuers?: readonly { readonly address: string; readonly topics: readonly bigint[] }[];
  /** Modules of the compliance, each with the call that sets it up. */
  readonly rules?: readonly { readonly module: string; readonly settings: string }[];
}

/**
 * Deploys a suite that belongs to the authority. Its agents are the authority, through which people act by their role,
 * and the recovery agent; no person is one. A second run sends nothing.
 * @param signer Administers the authority.
 */
export async function deploySuite(signer: Signer, targets: SuiteTargets, order: SuiteOrder): Promise<Suite> {
  const factory = connectSuiteFactory(signer, targets.suiteFactory);
  const terms = termsOf(order, targets);
  const suite = await factory.predict(terms);
  if ((await signer.provider?.getCode(suite.token)) === "0x") await (await factory.deploy(terms)).wait();

  const authority = connectAuthority(signer, targets.authority);
  const rolesOn = (component: Component): typeof SUITE_ROLES =>
    SUITE_ROLES.filter((role) => role.component === component);
  const missing = [
    ...(await missingAssignments(authority, rolesOn("token"), suite.token)),
    ...(await missingAssignments(authority, rolesOn("registry"), suite.registry)),
  ];
  if (missing.length > 0) await (await authority.assign(missing)).wait();
  return suite;
}

function termsOf(
  { salt, name, symbol, decimals, registry = ZeroAddress, topics = [], issuers = [], rules = [] }: SuiteOrder,
  { authority, agent }: AuthorityTargets,
): Parameters<ReturnType<typeof connectSuiteFactory>["deploy"]>[0] {
  return {
    ...{ salt, owner: authority, name, symbol, decimals, onchainID: ZeroAddress },
    ...{ registry, identityStorage: ZeroAddress, topics: [...topics] },
    issuers: issuers.map(({ address }) => address),
    issuerTopics: issuers.map((issuer) => [...issuer.topics]),
    agents: [authority, agent],
    modules: rules.map(({ module }) => module),
    settings: rules.map(({ settings }) => settings),
  };
}
