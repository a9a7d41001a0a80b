import { ethers } from "hardhat";
import type { AddressLike, BytesLike } from "ethers";
import type { IdentityFactory, Identity } from "../../typechain-types";
import type { ClaimStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { deployFactory } from "./regain";
import { castOf, createIdentity, type Cast, type Signer } from "./doubles";

export const MANAGEMENT = 1n;
export const ACTION = 2n;
export const CLAIM_SIGNER = 3n;
export const ENCRYPTION = 4n;
export const ECDSA = 1n;
export const RSA = 2n;
export const TOPIC = 10_101n;

export interface IdentityStage extends Cast {
  readonly factory: IdentityFactory;
  readonly identity: Identity;
}

/** The holder's identity, alone on stage. */
export async function deployIdentityStage(): Promise<IdentityStage> {
  const cast = await castOf();
  const factory = await deployFactory(cast.admin);
  return { ...cast, factory, identity: await createIdentity(factory, cast.holder) };
}

export async function keyOf(account: AddressLike): Promise<string> {
  const address = await ethers.resolveAddress(account);
  return ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["address"], [address]));
}

export async function claimIdOf(issuer: AddressLike, topic = TOPIC): Promise<string> {
  const address = await ethers.resolveAddress(issuer);
  return ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [address, topic]));
}

/** A claim as ONCHAINID's issuers sign it. */
export async function signClaim(
  signer: Signer,
  issuer: AddressLike,
  identity: AddressLike,
  data: BytesLike = "0xda7a",
  topic = TOPIC,
): Promise<ClaimStruct> {
  const encoded = ethers.AbiCoder.defaultAbiCoder().encode(
    ["address", "uint256", "bytes"],
    [await ethers.resolveAddress(identity), topic, data],
  );
  return {
    topic,
    scheme: 1n,
    issuer: await ethers.resolveAddress(issuer),
    signature: await signer.signMessage(ethers.getBytes(ethers.keccak256(encoded))),
    data,
    uri: "",
  };
}

/** A claim that only a hostile issuer, or an identity of itself, stands by. */
export async function bareClaim(issuer: AddressLike, changes: Partial<ClaimStruct> = {}): Promise<ClaimStruct> {
  return {
    topic: TOPIC,
    scheme: 1n,
    issuer: await ethers.resolveAddress(issuer),
    signature: "0x51",
    data: "0xda7a",
    uri: "",
    ...changes,
  };
}

export async function addClaim(identity: Identity, claim: ClaimStruct) {
  return identity.addClaim(claim.topic, claim.scheme, claim.issuer, claim.signature, claim.data, claim.uri);
}
