import type { SignedClaim } from "./claims";

/** What a registry requires, and whom it trusts to vouch for it. */
export interface TrustTerms {
  readonly topics: readonly bigint[];
  readonly issuersOf: ReadonlyMap<bigint, readonly string[]>;
}

/** The topics that any of the registries requires, ascending. */
export function topicsRequired(registries: readonly TrustTerms[]): bigint[] {
  return [...new Set(registries.flatMap(({ topics }) => topics))].sort((a, b) => (a < b ? -1 : 1));
}

/** Each issuer with the topics for which every registry that requires them trusts it. */
export function trustedEverywhere(registries: readonly TrustTerms[]): Map<string, bigint[]> {
  const trusted = new Map<string, bigint[]>();
  for (const topic of topicsRequired(registries)) {
    const [first = [], ...others] = listsFor(registries, topic);
    for (const issuer of first) {
      if (!others.every((list) => list.includes(issuer))) continue;
      trusted.set(issuer, [...(trusted.get(issuer) ?? []), topic]);
    }
  }
  return trusted;
}

/** The required topics for which each registry that requires them finds a claim of an issuer of its own. */
export function topicsCovered(
  registries: readonly TrustTerms[],
  claims: readonly Pick<SignedClaim, "issuer" | "topic">[],
): bigint[] {
  return topicsRequired(registries).filter((topic) => {
    const vouching = claims.filter((claim) => claim.topic === topic).map(({ issuer }) => issuer);
    return listsFor(registries, topic).every((list) => vouching.some((issuer) => list.includes(issuer)));
  });
}

function listsFor(registries: readonly TrustTerms[], topic: bigint): (readonly string[])[] {
  return registries.filter(({ topics }) => topics.includes(topic)).map(({ issuersOf }) => issuersOf.get(topic) ?? []);
}
