import type { ClaimsFile } from "../recovery/files/claims-file";
import { writeInstant } from "../shared/instants";
import type { ClaimSurvey, HeldClaim } from "./claims.types";

/** A claim from a file, and whether it may be handed in. */
export interface Verdict {
  readonly claim: HeldClaim;
  readonly ruling: "hand in" | "held already" | "refused";
  /** Why it is refused; empty when it is not. */
  readonly problem: string;
}

/** Where a claim came from. */
export type Origin = Pick<ClaimsFile, "chainId" | "caseId" | "identity">;

/** Decides whether a claim may be handed in: right chain, case and identity, a trusted issuer that stands by it. */
export function judgeClaim(survey: ClaimSurvey, origin: Origin, claim: HeldClaim): Verdict {
  const problem = strayOf(survey, origin) ?? distrustOf(survey, claim) ?? failureOf(claim);
  if (problem !== undefined) return { claim, ruling: "refused", problem };
  return { claim, ruling: isHeld(survey, claim) ? "held already" : "hand in", problem: "" };
}

function strayOf({ chainId, subject }: ClaimSurvey, origin: Origin): string | undefined {
  if (origin.chainId !== chainId) return `it is for chain ${origin.chainId}, and the node serves chain ${chainId}`;
  if (origin.caseId !== subject.caseId) return `it is for ${caseInWords(origin.caseId)}`;
  if (origin.identity !== subject.identity) return `it is for the identity ${origin.identity}`;
  return undefined;
}

function distrustOf({ required }: ClaimSurvey, { topic, isTrusted, format }: HeldClaim): string | undefined {
  if (!required.includes(topic)) return "no registry requires its topic";
  if (!isTrusted) return "its issuer is not trusted for its topic";
  if (format === "unknown") return "its issuer's format is not known";
  return undefined;
}

function failureOf(claim: HeldClaim): string | undefined {
  switch (claim.standing) {
    case "valid":
      return undefined;
    case "expired":
      return `it ended at ${writeInstant(claim.validUntil ?? 0n)}`;
    case "not yet valid":
      return `it begins at ${writeInstant(claim.issuedAt ?? 0n)} only`;
    case "revoked":
      return "its issuer has revoked it";
    case "refused":
      return "its issuer does not stand by it: no key of the issuer signed this for this identity and topic on this chain";
  }
}

function isHeld({ held, subject }: ClaimSurvey, { issuer, topic, signature }: HeldClaim): boolean {
  return held.some(
    (other) =>
      other.identity === subject.identity &&
      other.issuer === issuer &&
      other.topic === topic &&
      other.signature === signature,
  );
}

function caseInWords(caseId: string | null): string {
  return caseId === null ? "no case" : `the case ${caseId}`;
}
