import { signClaim, type MessageSigner, type SignedClaim } from "../identity/claims";
import type { ClaimFormat } from "../identity/claim-format";
import { claimHashCard, typedHashCard, type HashCard } from "../identity/hash-card";
import { signTypedClaim, typedClaimMessage, type TypedSigner } from "../identity/typed-claims";
import type { ClaimRequest } from "./request";

/** What an issuer is about to say, in whichever format its contract reads. Times are in seconds since 1970. */
export interface Vouching {
  readonly format: ClaimFormat;
  readonly chainId: bigint;
  readonly issuer: string;
  readonly subject: string;
  readonly topic: bigint;
  readonly payload: string;
  /** Typed claims only. */
  readonly issuedAt: bigint;
  /** Typed claims only; zero for no end. */
  readonly validUntil: bigint;
  /** Whether what it says comes from the holder's vault: no identity on chain has it any more. */
  readonly isKept: boolean;
}

export interface VouchingTerms {
  /** The signer's clock. */
  readonly now: bigint;
  /** The last second of typed claims; zero for no end; a year when left out. */
  readonly validUntil?: bigint;
  /** What to say instead of what was said before. */
  readonly payload?: string;
}

/** Seconds by which a signer's clock may be ahead of the chain's: a claim does not hold before it was issued. */
const CLOCK_LEEWAY = 60n;
const YEAR = 365n * 24n * 60n * 60n;

/** What a request asks an issuer to say. */
export function vouchingsOf(request: ClaimRequest, { now, validUntil, payload }: VouchingTerms): Vouching[] {
  const { format, chainId, issuer, identity: subject, requestedAt } = request;
  const issuedAt = later(now - CLOCK_LEEWAY, requestedAt);
  return request.claims.map((claim) => ({
    format,
    chainId,
    issuer,
    subject,
    topic: claim.topic,
    payload: payload ?? claim.payload ?? "0x",
    issuedAt,
    validUntil: validUntil ?? issuedAt + YEAR,
    isKept: payload === undefined && claim.kept === true,
  }));
}

/** A chain may be ahead of the signer's clock: on a test network, by years. */
function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** What a hardware wallet shows before it signs. */
export function vouchingCard(vouching: Vouching): HashCard {
  if (vouching.format === "typed") return typedHashCard(typedClaimMessage(vouching));
  const { subject, topic, payload, issuer } = vouching;
  return claimHashCard({ identity: subject, topic, data: payload }, issuer);
}

export async function signVouching(
  signer: MessageSigner & TypedSigner,
  vouching: Vouching,
  uri: string,
): Promise<SignedClaim> {
  if (vouching.format === "typed") return signTypedClaim(signer, vouching, uri);
  const { subject, topic, payload, issuer } = vouching;
  return signClaim(signer, { identity: subject, topic, data: payload }, issuer, uri);
}
