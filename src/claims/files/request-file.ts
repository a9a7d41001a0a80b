import { z } from "zod";
import { CLAIM_FORMATS } from "../../identity/claim-format";
import { address, bytes, decode, encode, hash32, uint256 } from "../../shared/hashed-file";
import type { ClaimRequest } from "../request";

const FORMAT = "regain-claim-request/1";
const WHAT = "the claim request";
const MOST_CLAIMS = 100;
/** In seconds since 1970: some 35,000 years. */
const LATEST = 2n ** 40n;

const schema: z.ZodType<ClaimRequest> = z
  .strictObject({
    chainId: uint256,
    caseId: hash32.nullable(),
    wallet: address,
    identity: address,
    issuer: address,
    claimFormat: z.enum(CLAIM_FORMATS),
    requestedAt: uint256.refine((time) => time < LATEST, "is no time"),
    claims: z
      .array(z.strictObject({ topic: uint256, payload: bytes.nullable(), kept: z.exactOptional(z.literal(true)) }))
      .min(1, "asks for nothing")
      .max(MOST_CLAIMS, `asks for more than ${MOST_CLAIMS} claims`)
      .refine((claims) => new Set(claims.map(({ topic }) => topic)).size === claims.length, "names a topic twice"),
  })
  .transform(({ claimFormat, ...request }) => ({ ...request, format: claimFormat }));

export function encodeRequest({ format, ...request }: ClaimRequest): string {
  const { chainId, caseId, wallet, identity, issuer, requestedAt } = request;
  const claims = request.claims.map(({ topic, payload, kept }) => ({
    topic,
    payload,
    ...(kept === undefined ? {} : { kept }),
  }));
  return encode({
    format: FORMAT,
    chainId,
    caseId,
    wallet,
    identity,
    issuer,
    claimFormat: format,
    requestedAt,
    claims,
  });
}

/** @throws BadInputError SchemaRefused, HashMismatch; FileError FileDamaged */
export function parseRequest(text: string): ClaimRequest {
  return decode(text, WHAT, FORMAT, schema, "always");
}
