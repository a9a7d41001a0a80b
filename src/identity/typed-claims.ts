import {
  concat,
  dataLength,
  dataSlice,
  toBeHex,
  toBigInt,
  TypedDataEncoder,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";
import { ECDSA_SCHEME, signerOf, type SignedClaim } from "./claims";
import type { TypedMessage } from "./hash-card";

/** What an issuer of typed claims says of an identity, and from when until when. Times are in seconds since 1970. */
export interface TypedClaim {
  readonly chainId: bigint;
  /** The claim issuer's contract: the claim is signed in its domain. */
  readonly issuer: string;
  readonly subject: string;
  readonly topic: bigint;
  readonly issuedAt: bigint;
  /** The last second; zero for no end. */
  readonly validUntil: bigint;
  /** Any bytes, hex. */
  readonly payload: string;
}

/** What the `data` of a typed claim carries. */
export type ClaimContent = Pick<TypedClaim, "issuedAt" | "validUntil" | "payload">;

/** Anybody who signs typed messages: an ethers Signer, or a wallet behind one. */
export interface TypedSigner {
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    message: Record<string, unknown>,
  ): Promise<string>;
}

const TIME_BYTES = 8;
const TIMES_BYTES = 2 * TIME_BYTES;

/** The shape of ONCHAINID v3. */
export const CLAIM_TYPES = {
  Claim: [
    { name: "topic", type: "uint256" },
    { name: "subject", type: "address" },
    { name: "data", type: "ClaimData" },
  ],
  ClaimData: [
    { name: "issuedAt", type: "uint256" },
    { name: "validUntil", type: "uint256" },
    { name: "payload", type: "bytes" },
  ],
};

export function typedClaimMessage(claim: TypedClaim): TypedMessage {
  const { chainId, issuer, subject, topic, issuedAt, validUntil, payload } = claim;
  return {
    domain: { name: "Regain ClaimIssuer", version: "1", chainId, verifyingContract: issuer },
    types: CLAIM_TYPES,
    message: { topic, subject, data: { issuedAt, validUntil, payload } },
  };
}

/** What is signed, and what the claim is revoked by: `ClaimIssuer.digestOf` computes the same. */
export function typedDigestOf(claim: TypedClaim): string {
  const { domain, types, message } = typedClaimMessage(claim);
  return TypedDataEncoder.hash(domain, types, { ...message });
}

/** The ERC-735 `data` of a typed claim: `uint64 issuedAt ‖ uint64 validUntil ‖ payload`. */
export function encodeClaimContent({ issuedAt, validUntil, payload }: ClaimContent): string {
  return concat([toBeHex(issuedAt, TIME_BYTES), toBeHex(validUntil, TIME_BYTES), payload]);
}

/** Undefined when the bytes are no typed claim's. */
export function decodeClaimContent(data: string): ClaimContent | undefined {
  if (dataLength(data) < TIMES_BYTES) return undefined;
  return {
    issuedAt: toBigInt(dataSlice(data, 0, TIME_BYTES)),
    validUntil: toBigInt(dataSlice(data, TIME_BYTES, TIMES_BYTES)),
    payload: dataSlice(data, TIMES_BYTES),
  };
}

export async function signTypedClaim(signer: TypedSigner, claim: TypedClaim, uri = ""): Promise<SignedClaim> {
  const { domain, types, message } = typedClaimMessage(claim);
  const signature = await signer.signTypedData(domain, types, { ...message });
  const { issuer, topic } = claim;
  return { topic, scheme: ECDSA_SCHEME, issuer, signature, data: encodeClaimContent(claim), uri };
}

/** The account that signed a typed claim for this subject on this chain; undefined when none did. */
export function typedClaimSignerOf(
  { issuer, topic, data, signature }: SignedClaim,
  { chainId, subject }: Pick<TypedClaim, "chainId" | "subject">,
): string | undefined {
  const content = decodeClaimContent(data);
  return content && signerOf(typedDigestOf({ chainId, issuer, subject, topic, ...content }), signature);
}
