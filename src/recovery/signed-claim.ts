/** A claim that its issuer signed for an identity: what the contract's `Claim` takes. */
export interface SignedClaim {
  readonly topic: bigint;
  /** ERC-735: 1 is ECDSA. */
  readonly scheme: bigint;
  readonly issuer: string;
  readonly signature: string;
  readonly data: string;
  readonly uri: string;
}
