import { time } from "@nomicfoundation/hardhat-network-helpers";
import { Signature, concat, hexlify, toUtf8Bytes, type Addressable, type AddressLike } from "ethers";
import { ethers } from "hardhat";
import type { SignedClaim } from "../../src/identity/claims";
import { signTypedClaim, type TypedClaim } from "../../src/identity/typed-claims";
import type { ClaimIssuer } from "../../typechain-types";
import type { Player } from "./cast";
import { CLAIM_SIGNER_KEY, ECDSA_KEY, keyOf } from "./t-rex/onchainid";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const YEAR = 365n * 24n * 60n * 60n;

/** Our claim issuer, with a manager and claim keys of its own. */
export async function deployTypedIssuer(
  manager: Player,
  claimSigners: readonly Addressable[] = [manager],
): Promise<ClaimIssuer> {
  const signers = await Promise.all(claimSigners.map((signer) => signer.getAddress()));
  const keys = signers.map((signer) => ({ key: keyOf(signer), purpose: CLAIM_SIGNER_KEY, keyType: ECDSA_KEY }));
  return ethers.deployContract("ClaimIssuer", [manager, keys], manager);
}

/** "Identity checked", from now on for a year, said by an issuer of a subject on this chain. */
export async function typedClaimOf(
  issuer: AddressLike,
  subject: AddressLike,
  topic: bigint,
  changes: Partial<TypedClaim> = {},
): Promise<TypedClaim> {
  const issuedAt = BigInt(await time.latest());
  return {
    chainId: (await ethers.provider.getNetwork()).chainId,
    issuer: await ethers.resolveAddress(issuer),
    subject: await ethers.resolveAddress(subject),
    topic,
    issuedAt,
    validUntil: issuedAt + YEAR,
    payload: hexlify(toUtf8Bytes("identity checked")),
    ...changes,
  };
}

/** Signed by an account that need not be a key of the issuer. */
export async function typedClaimBy(
  signer: Player,
  issuer: AddressLike,
  subject: AddressLike,
  topic: bigint,
  changes: Partial<TypedClaim> = {},
): Promise<SignedClaim> {
  return signTypedClaim(signer, await typedClaimOf(issuer, subject, topic, changes));
}

/** The same signature in its other form: s above half the curve's order. */
export function highS(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  return concat([r, ethers.toBeHex(CURVE_ORDER - BigInt(s), 32), v === 27 ? "0x1c" : "0x1b"]);
}

/** The last byte as another one. */
export function withV(signature: string, v: number): string {
  return concat([ethers.dataSlice(signature, 0, 64), ethers.toBeHex(v, 1)]);
}

/** Of a contract that signs (ERC-1271): its address, then what it accepts. */
export async function contractSignature(contract: AddressLike, signature: string): Promise<string> {
  return concat([await ethers.resolveAddress(contract), signature]);
}
