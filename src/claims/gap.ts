import type { ClaimSurvey, Gap, HeldClaim, MissingClaim } from "./claims.types";

/** Finds the required topics that no trusted issuer vouches for to the identity, and who could. */
export function planGap(survey: ClaimSurvey): Gap {
  const missing = survey.required
    .filter((topic) => !isCovered(survey, topic))
    .map((topic) => missingClaim(survey, topic));
  return { survey, missing };
}

/** Whether the subject's identity holds what a registry would accept now. */
function isCovered({ held, subject }: ClaimSurvey, topic: bigint): boolean {
  return held.some(
    (claim) =>
      claim.identity === subject.identity && claim.topic === topic && claim.isTrusted && claim.standing === "valid",
  );
}

function missingClaim(survey: ClaimSurvey, topic: bigint): MissingClaim {
  const earlier = earlierClaim(survey.held, topic);
  const able = survey.issuers
    .filter(({ topics, format }) => topics.includes(topic) && format !== "unknown")
    .map(({ address }) => address);
  const first = able.filter((issuer) => issuer === earlier?.issuer);
  const issuers = [...first, ...able.filter((issuer) => issuer !== earlier?.issuer)];
  return { topic, issuers, ...(earlier === undefined ? {} : { earlier }) };
}

/** What to issue again: a claim of a trusted issuer before any other, one that stands before one that does not. */
function earlierClaim(held: readonly HeldClaim[], topic: bigint): HeldClaim | undefined {
  const worth = ({ isTrusted, standing }: HeldClaim): number => (isTrusted ? 2 : 0) + (standing === "valid" ? 1 : 0);
  return held.filter((claim) => claim.topic === topic).sort((a, b) => worth(b) - worth(a))[0];
}
