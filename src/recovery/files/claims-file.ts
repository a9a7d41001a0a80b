import { z } from "zod";
import type { SignedClaim } from "../../identity/claims";
import { address, bytes, decode, encode, hash32, uint256 } from "./schema";

const FORMAT = "regain-claims/1";
const WHAT = "the claims file";
const MOST_CLAIMS = 100;
const LONGEST_URI = 2048;

/** Claims that issuers signed for an identity, often before it exists. */
export interface ClaimsFile {
  readonly chainId: bigint;
  /** Null for claims that belong to no case. */
  readonly caseId: string | null;
  readonly identity: string;
  readonly claims: readonly SignedClaim[];
}

export const claim: z.ZodType<SignedClaim> = z.strictObject({
  topic: uint256,
  scheme: uint256,
  issuer: address,
  signature: bytes,
  data: bytes,
  uri: z.string().max(LONGEST_URI, `is longer than ${LONGEST_URI} characters`),
});

const schema = z.strictObject({
  chainId: uint256,
  caseId: hash32.nullable(),
  identity: address,
  claims: z.array(claim).max(MOST_CLAIMS, `holds more than ${MOST_CLAIMS} claims`),
});

export function encodeClaims({ chainId, caseId, identity, claims }: ClaimsFile): string {
  const inOrder = claims.map(({ topic, scheme, issuer, signature, data, uri }) => ({
    topic,
    scheme,
    issuer,
    signature,
    data,
    uri,
  }));
  return encode({ format: FORMAT, chainId, caseId, identity, claims: inOrder });
}

/** @throws BadInputError SchemaRefused, HashMismatch; FileError FileDamaged */
export function parseClaims(text: string): ClaimsFile {
  return decode(text, WHAT, FORMAT, schema, "always");
}
