import type { Player } from "../cast";
import { confirm, deployBehind } from "./deploy";
import type {
  TRexClaimTopicsRegistry,
  TRexIdentityRegistry,
  TRexIdentityRegistryStorage,
  TRexTrustedIssuersRegistry,
} from "./handles";
import type { TRexImplementations } from "./implementations";

/** An identity registry and the three contracts that it reads. */
export interface RegistrySet {
  readonly registry: TRexIdentityRegistry;
  readonly storage: TRexIdentityRegistryStorage;
  readonly topics: TRexClaimTopicsRegistry;
  readonly issuers: TRexTrustedIssuersRegistry;
}

/** A claim issuer and the topics that it is trusted for. */
export interface TrustedIssuer {
  readonly address: string;
  readonly topics: readonly bigint[];
}

export interface RegistryTerms {
  /** Deploys the contracts, and so owns them. */
  readonly owner: Player;
  readonly agents: readonly string[];
  /** The claim topics that a holder needs. */
  readonly topics: readonly bigint[];
  readonly issuers: readonly TrustedIssuer[];
  /** A storage that other registries use too; a new one by default. */
  readonly storage?: TRexIdentityRegistryStorage;
}

export async function deployRegistry(implementations: TRexImplementations, terms: RegistryTerms): Promise<RegistrySet> {
  const { owner } = terms;
  const { target: authority } = implementations.authority;

  const topics = await deployBehind<TRexClaimTopicsRegistry>("ClaimTopicsRegistryProxy", "ClaimTopicsRegistry", owner, [
    authority,
  ]);
  for (const topic of terms.topics) await confirm(topics.addClaimTopic(topic));

  const issuers = await deployBehind<TRexTrustedIssuersRegistry>(
    "TrustedIssuersRegistryProxy",
    "TrustedIssuersRegistry",
    owner,
    [authority],
  );
  for (const issuer of terms.issuers) {
    await confirm(issuers.addTrustedIssuer(issuer.address, [...issuer.topics]));
  }

  const storage = terms.storage ?? (await deployStorage(implementations, owner));
  const registry = await deployBehind<TRexIdentityRegistry>("IdentityRegistryProxy", "IdentityRegistry", owner, [
    authority,
    issuers.target,
    topics.target,
    storage.target,
  ]);
  await confirm(storage.connect(owner).bindIdentityRegistry(registry.target));
  for (const agent of terms.agents) await confirm(registry.addAgent(agent));
  return { registry, storage, topics, issuers };
}

export async function deployStorage(
  implementations: TRexImplementations,
  owner: Player,
): Promise<TRexIdentityRegistryStorage> {
  return deployBehind<TRexIdentityRegistryStorage>("IdentityRegistryStorageProxy", "IdentityRegistryStorage", owner, [
    implementations.authority.target,
  ]);
}
