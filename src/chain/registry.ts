import { IAgentRole__factory } from "../../typechain-types/factories/contracts/interfaces/IAgentRole__factory";
import { IClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimIssuer__factory";
import { IClaimTopicsRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimTopicsRegistry__factory";
import { IERC735__factory } from "../../typechain-types/factories/contracts/interfaces/IERC735__factory";
import { IIdentityRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistry__factory";
import { ITrustedIssuersRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/ITrustedIssuersRegistry__factory";
import { claimIdOf } from "../identity/claims";
import type { Chain } from "./connect";
import { registryOf } from "./token";

/** What a registry requires, and whom it trusts to vouch for it. */
export interface RegistryFacts {
  readonly topics: readonly bigint[];
  readonly issuersOf: ReadonlyMap<bigint, readonly string[]>;
}

export async function readRegistry(chain: Chain, address: string): Promise<RegistryFacts> {
  const registry = IIdentityRegistry__factory.connect(address, chain.provider);
  try {
    const [topicsAddress, issuersAddress] = await Promise.all([registry.topicsRegistry(), registry.issuersRegistry()]);
    const topics = await IClaimTopicsRegistry__factory.connect(topicsAddress, chain.provider).getClaimTopics();
    const issuers = ITrustedIssuersRegistry__factory.connect(issuersAddress, chain.provider);
    const trusted = await Promise.all(topics.map((topic) => issuers.getTrustedIssuersForClaimTopic(topic)));
    return { topics: [...topics], issuersOf: new Map(topics.map((topic, i) => [topic, [...(trusted[i] ?? [])]])) };
  } catch {
    return { topics: [], issuersOf: new Map() };
  }
}

/** The topics that the registries of a recovery require: its own, and each token's. */
export async function requiredTopicsOf(
  chain: Chain,
  recovery: { readonly registry: string; readonly tokens: readonly string[] },
): Promise<bigint[]> {
  const ofTokens = await Promise.all(recovery.tokens.map((token) => registryOf(chain, token)));
  const registries = [...new Set([recovery.registry, ...ofTokens])];
  const required = await Promise.all(registries.map((registry) => readRegistry(chain, registry)));
  return [...new Set(required.flatMap(({ topics }) => topics))].sort((a, b) => (a < b ? -1 : 1));
}

/** Whether a wallet is verified by a registry, now or as of a block; false when the registry does not answer. */
export async function isVerified(
  chain: Chain,
  registry: string,
  wallet: string,
  blockTag: number | "latest" = "latest",
): Promise<boolean> {
  return IIdentityRegistry__factory.connect(registry, chain.provider)
    .isVerified(wallet, { blockTag })
    .catch(() => false);
}

/** The identity that a wallet is registered under; the zero address when it is not. */
export async function registeredIdentity(chain: Chain, registry: string, wallet: string): Promise<string> {
  return IIdentityRegistry__factory.connect(registry, chain.provider).identity(wallet);
}

/** Whether the recovery agent may register wallets. */
export async function isAgentOf(chain: Chain, registry: string): Promise<boolean> {
  return IAgentRole__factory.connect(registry, chain.provider)
    .isAgent(chain.agentAddress)
    .catch(() => false);
}

/** Whether an identity holds a claim of this issuer for the topic that the issuer stands by now. */
export async function holdsClaim(chain: Chain, identity: string, issuer: string, topic: bigint): Promise<boolean> {
  try {
    const claim = await IERC735__factory.connect(identity, chain.provider).getClaim(claimIdOf(issuer, topic));
    if (claim.issuer !== issuer || claim.topic !== topic) return false;
    const judge = IClaimIssuer__factory.connect(issuer, chain.provider);
    return await judge.isClaimValid(identity, topic, claim.signature, claim.data);
  } catch {
    return false;
  }
}
