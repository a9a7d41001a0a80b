import { dataLength, dataSlice, type Provider } from "ethers";
import { IAgentRole__factory } from "../../typechain-types/factories/contracts/interfaces/IAgentRole__factory";
import { IClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimIssuer__factory";
import { IClaimTopicsRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimTopicsRegistry__factory";
import { IERC735__factory } from "../../typechain-types/factories/contracts/interfaces/IERC735__factory";
import { IIdentityRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistry__factory";
import { ITrustedIssuersRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/ITrustedIssuersRegistry__factory";
import { claimIdOf } from "../identity/claims";
import type { TrustTerms } from "../identity/trust";
import type { Chain } from "./connect";
import { readEach, readMany, type Reply } from "./reader/read-many";
import { addressesIn, addressIn, isTrue, numbersIn } from "./reader/replies";
import { registriesOf } from "./token";

const registryAbi = IIdentityRegistry__factory.createInterface();
const agentRoleAbi = IAgentRole__factory.createInterface();
const topicsAbi = IClaimTopicsRegistry__factory.createInterface();
const issuersAbi = ITrustedIssuersRegistry__factory.createInterface();

/** A registry as a recovery meets it. */
export interface RegistryFacts extends TrustTerms {
  /** Whether the recovery agent may register wallets. */
  readonly agentAdmitted: boolean;
  /** Where it writes to; undefined when it does not say. */
  readonly storage: string | undefined;
}

/** Reads registries in three requests, however many there are; one that does not answer requires nothing. */
export async function readRegistries(chain: Chain, registries: readonly string[]): Promise<RegistryFacts[]> {
  const { provider } = chain;
  const parts = await readMany(provider, registries, [
    { data: registryAbi.encodeFunctionData("topicsRegistry") },
    { data: registryAbi.encodeFunctionData("issuersRegistry") },
    { data: registryAbi.encodeFunctionData("identityStorage") },
    { data: agentRoleAbi.encodeFunctionData("isAgent", [chain.agentAddress]) },
  ]);
  const places = parts.map(([topics, issuers, storage, isAgent]) => ({
    topics: addressIn(topics),
    issuers: addressIn(issuers),
    storage: addressIn(storage),
    agentAdmitted: isTrue(isAgent),
  }));
  const topicsAt = await topicsOf(provider, places.map(({ topics }) => topics).filter(isKnown));
  const wanted = [...new Set([...topicsAt.values()].flat())];
  const issuersAt = await issuersOf(provider, places.map(({ issuers }) => issuers).filter(isKnown), wanted);
  return places.map(({ topics, issuers, storage, agentAdmitted }) => {
    const required = topicsAt.get(topics ?? "") ?? [];
    const trusted = issuersAt.get(issuers ?? "");
    const trustedFor = new Map(required.map((topic) => [topic, trusted?.get(topic) ?? []]));
    return { topics: required, issuersOf: trustedFor, storage, agentAdmitted };
  });
}

async function topicsOf(provider: Provider, places: readonly string[]): Promise<Map<string, readonly bigint[]>> {
  const distinct = [...new Set(places)];
  const replies = await readEach(provider, distinct, topicsAbi.encodeFunctionData("getClaimTopics"));
  return new Map(distinct.map((place, index) => [place, numbersIn(replies[index])]));
}

async function issuersOf(
  provider: Provider,
  places: readonly string[],
  topics: readonly bigint[],
): Promise<Map<string, ReadonlyMap<bigint, readonly string[]>>> {
  const distinct = [...new Set(places)];
  const probes = topics.map((topic) => ({
    data: issuersAbi.encodeFunctionData("getTrustedIssuersForClaimTopic", [topic]),
  }));
  const rows = await readMany(provider, distinct, probes);
  return new Map(
    distinct.map((place, row) => [
      place,
      new Map(topics.map((topic, column) => [topic, addressesIn(rows[row]?.[column])])),
    ]),
  );
}

const isKnown = (address: string | undefined): address is string => address !== undefined;

/** The topics that the registries of a recovery require: its own, and each token's. */
export async function requiredTopicsOf(
  chain: Chain,
  recovery: { readonly registry: string; readonly tokens: readonly string[] },
): Promise<bigint[]> {
  const ofTokens = await registriesOf(chain, recovery.tokens);
  const required = await readRegistries(chain, [...new Set([recovery.registry, ...ofTokens])]);
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
export async function registeredIdentity(
  chain: Pick<Chain, "provider">,
  registry: string,
  wallet: string,
): Promise<string> {
  return IIdentityRegistry__factory.connect(registry, chain.provider).identity(wallet);
}

/** Those of these claims that an identity holds and whose issuers stand by them now. */
export async function heldClaims<T extends { readonly issuer: string; readonly topic: bigint }>(
  chain: Chain,
  identity: string,
  claims: readonly T[],
): Promise<T[]> {
  const getClaim = IERC735__factory.createInterface();
  const probes = claims.map(({ issuer, topic }) => ({
    data: getClaim.encodeFunctionData("getClaim", [claimIdOf(issuer, topic)]),
  }));
  const [replies = []] = await readMany(chain.provider, [identity], probes);
  const there = claims.filter((_, index) => hasContent(replies[index]));
  const stands = await Promise.all(there.map(({ issuer, topic }) => holdsClaim(chain, identity, issuer, topic)));
  return there.filter((_, index) => stands[index]);
}

/** An identity of ONCHAINID answers with an empty claim where it has none: all words zero but those that point. */
function hasContent(reply: Reply): boolean {
  return reply !== undefined && dataLength(reply) > 64 && BigInt(dataSlice(reply, 0, 32)) !== 0n;
}

/** Whether an identity holds a claim of this issuer for the topic that the issuer stands by now. */
export async function holdsClaim(chain: Chain, identity: string, issuer: string, topic: bigint): Promise<boolean> {
  try {
    const claim = await IERC735__factory.connect(identity, chain.provider).getClaim(claimIdOf(issuer, topic));
    if (claim.issuer !== issuer || claim.topic !== topic) return false;
    return await IClaimIssuer__factory.connect(issuer, chain.provider).isClaimValid(
      identity,
      topic,
      claim.signature,
      claim.data,
    );
  } catch {
    return false;
  }
}
