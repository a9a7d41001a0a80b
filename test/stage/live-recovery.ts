import { setBalance } from "@nomicfoundation/hardhat-network-helpers";
import { parseEther } from "ethers";
import { ethers } from "hardhat";

import type { ClaimStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { castOf } from "./cast";
import type { Cast, Player } from "./cast";
import { deployRegain } from "./regain";
import type { PolicyValues, Regain } from "./regain";
import { confirm } from "./t-rex/deploy";
import type { OnchainId, OnchainIdClaimIssuer, TRexToken } from "./t-rex/handles";
import { deployImplementations } from "./t-rex/implementations";
import type { TRexImplementations } from "./t-rex/implementations";
import {
  ECDSA_KEY,
  ECDSA_SCHEME,
  MANAGEMENT_KEY,
  addClaim,
  deployClaimIssuer,
  deployIdentity,
  keyOf,
  signClaim,
} from "./t-rex/onchainid";
import { deployRegistry } from "./t-rex/registry";
import type { RegistrySet } from "./t-rex/registry";
import { deploySuite } from "./t-rex/suite";
import type { Suite } from "./t-rex/suite";
import type { Rules } from "./t-rex/modules";

/** The claim that every token here asks of its holders. */
export const KYC = 7n;
/** The holder's country: Luxembourg. */
export const COUNTRY = 442;
/** What the holder gets of each token. */
export const HOLDING = 1_000n;

/** T-REX 4.1.6 tokens on one registry, live before we came, and our recovery agent made an agent of each. */
export interface LiveRecovery extends Regain {
  readonly cast: Cast;
  readonly implementations: TRexImplementations;
  readonly claimIssuer: OnchainIdClaimIssuer;
  readonly registrySet: RegistrySet;
  readonly suites: readonly Suite[];
  readonly tokens: readonly TRexToken[];
  /** The holder's, the second holder's and the thief's identities; all have their claim. */
  readonly identities: Readonly<Record<"holder" | "secondHolder" | "thief", OnchainId>>;
}

/** A token for each set of rules; the holder, the second holder and the thief are registered, the first two hold. */
export async function deployLiveRecovery(rules: readonly Rules[], policy?: PolicyValues): Promise<LiveRecovery> {
  const cast = castOf(await ethers.getSigners());
  const regain = await deployRegain(
    cast.deployer,
    {
      IDENTITY_MANAGER: [cast.identityManager],
      CUSTODIAN: [cast.custodian, cast.secondCustodian],
      GUARDIAN: [cast.guardian],
      POLICY_ADMIN: [cast.policyAdmin],
    },
    policy,
  );
  const implementations = await deployImplementations(cast.deployer);
  const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
  const agents = [cast.tokenAgent.address, await regain.agent.getAddress()];
  const registryTerms = {
    owner: cast.issuer,
    agents,
    topics: [KYC],
    issuers: [{ address: claimIssuer.target, topics: [KYC] }],
  };
  const registrySet = await deployRegistry(implementations, registryTerms);
  const suites: Suite[] = [];
  for (const [index, rule] of rules.entries()) {
    const name = `Live token ${index + 1}`;
    const terms = {
      ...registryTerms,
      registry: registrySet,
      name,
      symbol: `LIVE${index + 1}`,
      decimals: 0,
      rules: rule,
    };
    suites.push(await deploySuite(implementations, terms));
  }
  const ground = { ...regain, cast, implementations, claimIssuer, registrySet };
  const identities = {
    holder: await admit(ground, cast.holder),
    secondHolder: await admit(ground, cast.secondHolder),
    thief: await admit(ground, cast.thief),
  };
  for (const { token } of suites) {
    await confirm(token.connect(cast.tokenAgent).unpause());
    await confirm(token.connect(cast.tokenAgent).mint(cast.holder, HOLDING));
    await confirm(token.connect(cast.tokenAgent).mint(cast.secondHolder, HOLDING));
  }
  return { ...ground, suites, tokens: suites.map((suite) => suite.token), identities };
}

type Ground = Pick<LiveRecovery, "cast" | "implementations" | "claimIssuer" | "registrySet">;

/** Registers a wallet under an identity of its own, with its claim. */
export async function admit(ground: Ground, wallet: Player): Promise<OnchainId> {
  const { cast, implementations, claimIssuer, registrySet } = ground;
  const identity = await deployIdentity(implementations, wallet);
  const claim = await claimFor(ground, identity.target);
  const signature = claim.signature as string;
  await addClaim(identity, wallet, { topic: KYC, issuer: claimIssuer.target, signature, data: claim.data });
  await confirm(registrySet.registry.connect(cast.tokenAgent).registerIdentity(wallet, identity, COUNTRY));
  return identity;
}

/** Makes the new wallet a management key of the holder's identity, and the lost one none: the identity can be kept. */
export async function handOverIdentity(live: LiveRecovery, newWallet: Player = live.cast.newWallet): Promise<string> {
  const identity = live.identities.holder;
  const { holder } = live.cast;
  await confirm(identity.connect(holder).addKey(keyOf(newWallet.address), MANAGEMENT_KEY, ECDSA_KEY));
  await confirm(identity.connect(newWallet).removeKey(keyOf(holder.address), MANAGEMENT_KEY));
  return identity.target;
}

/** The claim that the tokens ask for, signed for an identity that need not exist yet. */
export async function claimFor(
  { cast, claimIssuer }: Pick<Ground, "cast" | "claimIssuer">,
  identity: string,
): Promise<ClaimStruct & { signature: string; data: string }> {
  const data = "0x01";
  const signature = await signClaim(cast.claimIssuerSigner, identity, KYC, data);
  return { topic: KYC, scheme: ECDSA_SCHEME, issuer: claimIssuer.target, signature, data, uri: "" };
}

/** Tells a case about the holder's wallet on some tokens. */
export function holderTerms(
  live: LiveRecovery,
  tokens: readonly TRexToken[] = live.tokens,
): { registry: string; lostWallet: string; newWallet: Player; tokens: string[] } {
  return {
    registry: live.registrySet.registry.target,
    lostWallet: live.cast.holder.address,
    newWallet: live.cast.newWallet,
    tokens: tokens.map((token) => token.target),
  };
}

/** Signs the holder's claim for the replacement identity, ahead of its creation. */
export function claimsBy(live: LiveRecovery): (identity: string) => Promise<ClaimStruct[]> {
  return async (identity) => [await claimFor(live, identity)];
}

/** What a wallet has of a token. */
export interface Holding {
  readonly balance: bigint;
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
}

export async function holdingOf(token: TRexToken, wallet: string | Player): Promise<Holding> {
  const [balance, frozen, walletFrozen] = await Promise.all([
    token.balanceOf(wallet),
    token.getFrozenTokens(wallet),
    token.isFrozen(wallet),
  ]);
  return { balance, frozen, walletFrozen };
}

/** Lets a contract of the story send transactions. */
export async function impersonate(address: string): Promise<Player> {
  await setBalance(address, parseEther("1"));
  return ethers.getImpersonatedSigner(address);
}
