import { timeOf } from "../chain/case";
import { formatOfIssuer, isClaimRevoked, type IssuerFormat } from "../chain/claim-issuer";
import { hasCode, readClaims, standsBy } from "../chain/claims";
import type { Chain } from "../chain/connect";
import { readRegistries } from "../chain/registry";
import type { SignedClaim } from "../identity/claims";
import { topicsRequired, trustedEverywhere } from "../identity/trust";
import { decodeClaimContent } from "../identity/typed-claims";
import type { ClaimStanding, ClaimSubject, ClaimSurvey, HeldClaim, TrustedIssuer } from "./claims.types";

/** Reads what is required of a subject, who may vouch for it, and what its identities hold. */
export async function surveyClaims(chain: Chain, subject: ClaimSubject): Promise<ClaimSurvey> {
  const [registries, now, identityExists] = await Promise.all([
    readRegistries(chain, subject.registries),
    timeOf(chain, "latest"),
    hasCode(chain, subject.identity),
  ]);
  const required = topicsRequired(registries);
  const issuers = await Promise.all(
    [...trustedEverywhere(registries)].map(async ([address, topics]): Promise<TrustedIssuer> => {
      return { address, topics, ...(await formatOfIssuer(chain, address)) };
    }),
  );
  const seen = { chain, now: BigInt(now), issuers };
  const identities = [subject.lostIdentity, subject.identity].filter((identity) => identity !== null);
  const held = await Promise.all(
    identities.map(async (identity) => {
      const claims = await readClaims(chain, identity, required);
      return Promise.all(claims.map((claim) => judgeHeld(seen, identity, claim)));
    }),
  );
  return { chainId: chain.chainId, now: seen.now, subject, identityExists, required, issuers, held: held.flat() };
}

interface Seen {
  readonly chain: Chain;
  readonly now: bigint;
  readonly issuers: readonly TrustedIssuer[];
}

/** How a claim of an identity stands, with its issuer and with the registries. */
export async function judgeHeld(seen: Seen, identity: string, claim: SignedClaim): Promise<HeldClaim> {
  const issuer = seen.issuers.find(({ address }) => address === claim.issuer);
  const { format } = issuer ?? (await formatOfIssuer(seen.chain, claim.issuer));
  const content = format === "typed" ? decodeClaimContent(claim.data) : undefined;
  return {
    ...claim,
    identity,
    format,
    standing: await standingOf(seen, identity, claim, format, content),
    isTrusted: issuer?.topics.includes(claim.topic) === true,
    payload: content?.payload ?? claim.data,
    ...(content === undefined ? {} : { issuedAt: content.issuedAt, validUntil: content.validUntil }),
  };
}

async function standingOf(
  { chain, now }: Seen,
  identity: string,
  claim: SignedClaim,
  format: IssuerFormat["format"],
  content: ReturnType<typeof decodeClaimContent>,
): Promise<ClaimStanding> {
  if (await standsBy(chain, identity, claim)) return "valid";
  if (format !== "unknown" && (await isClaimRevoked(chain, format, identity, claim))) return "revoked";
  if (content === undefined) return "refused";
  if (content.validUntil !== 0n && now > content.validUntil) return "expired";
  return now < content.issuedAt ? "not yet valid" : "refused";
}
