/**
 * How an issuer has its claims signed. `typed`: EIP-712 in the issuer's domain, with times (our ClaimIssuer).
 * `onchainid-2`: a personal message over identity, topic and data (ONCHAINID 2.x).
 */
export const CLAIM_FORMATS = ["typed", "onchainid-2"] as const;

export type ClaimFormat = (typeof CLAIM_FORMATS)[number];
