import type { Chain } from "../chain/connect";
import type { SignedClaim } from "../identity/claims";
import type { Gap, HeldClaim, MissingClaim } from "./claims.types";
import { judgeHeld } from "./survey";

/** The identity that a subject's earlier claims are about. */
export function formerIdentityOf({ survey }: Gap): string {
  return survey.subject.lostIdentity ?? survey.subject.identity;
}

/**
 * Fills in what no identity on chain has any more, and a holder kept: what the issuer said of the former identity. Only what
 * the issuer did say counts, as its contract confirms: anybody can write anything into a vault.
 */
export async function withKeptClaims(chain: Chain, gap: Gap, kept: readonly SignedClaim[]): Promise<Gap> {
  const { now, issuers } = gap.survey;
  const judged = await Promise.all(
    kept
      .filter(({ topic }) => gap.missing.some((missing) => missing.topic === topic && missing.earlier === undefined))
      .map((claim) => judgeHeld({ chain, now, issuers }, formerIdentityOf(gap), claim)),
  );
  const said = judged.filter(({ standing }) => standing !== "refused");
  return { ...gap, missing: gap.missing.map((missing) => fillIn(missing, said)) };
}

function fillIn(missing: MissingClaim, kept: readonly HeldClaim[]): MissingClaim {
  if (missing.earlier !== undefined) return missing;
  const ofTopic = kept.filter(({ topic }) => topic === missing.topic);
  const earlier = ofTopic.find(({ issuer }) => missing.issuers.includes(issuer)) ?? ofTopic[0];
  if (earlier === undefined) return missing;
  const [first, others] = [[earlier.issuer], missing.issuers.filter((issuer) => issuer !== earlier.issuer)];
  const issuers = missing.issuers.includes(earlier.issuer) ? [...first, ...others] : others;
  return { ...missing, issuers, earlier, isKept: true };
}
