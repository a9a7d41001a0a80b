/** A claim that its issuer signed for an identity: what the contract's `Claim` takes. */
export type { SignedClaim } from "../identity/claims";
