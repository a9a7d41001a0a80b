import { AbiCoder, getBytes, keccak256 } from "ethers";
import type { BytesLike, Signer } from "ethers";

import type { Player } from "../cast";
import { confirm, deploy, deployBehind } from "./deploy";
import type { OnchainId, OnchainIdClaimIssuer } from "./handles";
import type { TRexImplementations } from "./implementations";

/** ERC-734's purposes and key type, ERC-735's signature scheme. */
export const MANAGEMENT_KEY = 1n;
export const CLAIM_SIGNER_KEY = 3n;
export const ECDSA_KEY = 1n;
export const ECDSA_SCHEME = 1n;

/** A claim that its issuer has signed, not yet on an identity. */
export interface SignedClaim {
  readonly topic: bigint;
  readonly issuer: string;
  readonly signature: string;
  readonly data: BytesLike;
}

/** An account as a key: `keccak256(abi.encode(account))`. */
export function keyOf(account: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [account]));
}

/** Where an identity keeps the claim of one issuer on one topic. */
export function claimIdOf(issuer: string, topic: bigint): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [issuer, topic]));
}

/** An identity whose only management key is the manager's account. */
export async function deployIdentity(implementations: TRexImplementations, manager: Player): Promise<OnchainId> {
  const { target: authority } = implementations.identityAuthority;
  return deployBehind<OnchainId>("IdentityProxy", "Identity", manager, [authority, manager.address]);
}

/** A claim issuer that its signer manages and signs for. */
export async function deployClaimIssuer(signer: Player): Promise<OnchainIdClaimIssuer> {
  const issuer = await deploy<OnchainIdClaimIssuer>("ClaimIssuer", signer, [signer.address]);
  await confirm(issuer.addKey(keyOf(signer.address), CLAIM_SIGNER_KEY, ECDSA_KEY));
  return issuer;
}

/** The issuer's signature over `keccak256(abi.encode(identity, topic, data))`, EIP-191 prefixed. */
export async function signClaim(signer: Signer, identity: string, topic: bigint, data: BytesLike): Promise<string> {
  const claim = AbiCoder.defaultAbiCoder().encode(["address", "uint256", "bytes"], [identity, topic, data]);
  return signer.signMessage(getBytes(keccak256(claim)));
}

/** Puts a claim on an identity; only a claim key or a management key of it may. */
export async function addClaim(identity: OnchainId, holder: Player, claim: SignedClaim): Promise<void> {
  const { topic, issuer, signature, data } = claim;
  await confirm(identity.connect(holder).addClaim(topic, ECDSA_SCHEME, issuer, signature, data, ""));
}
