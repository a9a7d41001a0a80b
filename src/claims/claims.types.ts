import type { IssuerFormat } from "../chain/claim-issuer";
import type { ClaimFormat } from "../identity/claim-format";
import type { SignedClaim } from "../identity/claims";

/** Whom claims are about: a wallet, the identity that they go to, and the registries that ask for them. */
export interface ClaimSubject {
  /** Null outside of a case. */
  readonly caseId: string | null;
  readonly wallet: string;
  /** Predicted, until the case executes. */
  readonly identity: string;
  /** The identity that the case replaces; null outside of one, or where it is kept. */
  readonly lostIdentity: string | null;
  readonly registries: readonly string[];
}

export interface TrustedIssuer extends IssuerFormat {
  readonly address: string;
  /** Of the required topics, those that it is trusted for by every registry that requires them. */
  readonly topics: readonly bigint[];
}

/** How a claim stands with its issuer. `refused`: of another key, identity, chain or issuer, or no answer. */
export type ClaimStanding = "valid" | "not yet valid" | "expired" | "revoked" | "refused";

/** A claim on one of the two identities. */
export interface HeldClaim extends SignedClaim {
  readonly identity: string;
  readonly standing: ClaimStanding;
  /** Whether the issuer is trusted for the topic. */
  readonly isTrusted: boolean;
  readonly format: ClaimFormat | "unknown";
  /** What the issuer says: the data, without the times of a typed claim. */
  readonly payload: string;
  /** Seconds since 1970; typed claims only. */
  readonly issuedAt?: bigint;
  /** Zero for no end; typed claims only. */
  readonly validUntil?: bigint;
}

/** All that was read of a subject's claims: nothing is decided here. */
export interface ClaimSurvey {
  readonly chainId: bigint;
  /** The chain's time. */
  readonly now: bigint;
  readonly subject: ClaimSubject;
  readonly identityExists: boolean;
  readonly required: readonly bigint[];
  readonly issuers: readonly TrustedIssuer[];
  readonly held: readonly HeldClaim[];
}

/** A topic that nobody vouches for yet. */
export interface MissingClaim {
  readonly topic: bigint;
  /** Issuers who could give it, and whose format is known; he who gave the earlier one comes first. */
  readonly issuers: readonly string[];
  /** What the replaced identity held, or the new one before it ended. */
  readonly earlier?: HeldClaim;
  /** The earlier one is on no identity any more: its holder's vault has it. */
  readonly isKept?: true;
}

export interface Gap {
  readonly survey: ClaimSurvey;
  readonly missing: readonly MissingClaim[];
}

/** What became of one claim. */
export interface SubmittedClaim {
  readonly issuer: string;
  readonly topic: bigint;
  readonly outcome: "added" | "held already" | "refused";
  /** Empty unless it was refused. */
  readonly reason: string;
}
