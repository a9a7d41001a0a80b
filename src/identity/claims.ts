import { AbiCoder, dataLength, getBytes, hashMessage, keccak256, recoverAddress, Signature } from "ethers";

/** What an issuer says of an identity. */
export interface ClaimStatement {
  readonly identity: string;
  readonly topic: bigint;
  /** Any bytes, hex; `0x` when the topic says it all. */
  readonly data: string;
}

/** A claim that its issuer signed: the fields of ERC-735. */
export interface SignedClaim {
  readonly topic: bigint;
  readonly scheme: bigint;
  /** The claim issuer's contract, of which the signer is a claim key. */
  readonly issuer: string;
  readonly signature: string;
  readonly data: string;
  readonly uri: string;
}

/** Anybody who signs a personal message: an ethers Signer, or a wallet behind one. */
export interface MessageSigner {
  signMessage(message: Uint8Array): Promise<string>;
}

/** ERC-735: signed with a secp256k1 key. */
export const ECDSA_SCHEME = 1n;

/** A claim's id in an identity: one claim of each issuer for each topic (ERC-735). */
export function claimIdOf(issuer: string, topic: bigint): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [issuer, topic]));
}

/** The 32 bytes that an issuer signs as a personal message (ONCHAINID 2.x). They name neither chain nor issuer. */
export function claimHashOf({ identity, topic, data }: ClaimStatement): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256", "bytes"], [identity, topic, data]));
}

/** What the signature is over, after the personal-message prefix (ERC-191). */
export function claimDigestOf(statement: ClaimStatement): string {
  return hashMessage(getBytes(claimHashOf(statement)));
}

export async function signClaim(
  signer: MessageSigner,
  statement: ClaimStatement,
  issuer: string,
  uri = "",
): Promise<SignedClaim> {
  const signature = await signer.signMessage(getBytes(claimHashOf(statement)));
  return { topic: statement.topic, scheme: ECDSA_SCHEME, issuer, signature, data: statement.data, uri };
}

/** Who signed a claim for this identity; undefined when nobody did. */
export function claimSignerOf(claim: SignedClaim, identity: string): string | undefined {
  return signerOf(claimDigestOf({ identity, topic: claim.topic, data: claim.data }), claim.signature);
}

/** Who signed a digest; undefined for a signature that is not 65 bytes, not canonical (high s), or not one at all. */
export function signerOf(digest: string, signature: string): string | undefined {
  try {
    if (dataLength(signature) !== 65 || !["1b", "1c"].includes(signature.slice(-2).toLowerCase())) return undefined;
    return recoverAddress(digest, Signature.from(signature));
  } catch {
    return undefined;
  }
}
