import { ethers } from "hardhat";

import type { ClaimStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { ModularCompliance__factory } from "../../typechain-types";
import { roleNamed } from "../../src/provision/role-table";
import type { RoleName } from "../../src/provision/role-table";
import { castOf } from "./cast";
import type { Player } from "./cast";
import { register, signKycClaim } from "./holders";
import type { IdentityOffice } from "./holders";
import { KYC_TOPIC } from "./holdings";
import { deployLiveSuite, registerOnSuite } from "./live-suite";
import type { LiveSuite } from "./live-suite";
import { deployRegain } from "./regain";
import type { PolicyValues, Regain } from "./regain";
import { confirm } from "./t-rex/deploy";
import type { OnchainId, TRexToken } from "./t-rex/handles";
import { deployImplementations } from "./t-rex/implementations";
import { setMaxBalance } from "./t-rex/modules";
import type { Rules } from "./t-rex/modules";
import { ECDSA_KEY, ECDSA_SCHEME, MANAGEMENT_KEY, deployClaimIssuer, keyOf } from "./t-rex/onchainid";
import { deployRegistry } from "./t-rex/registry";
import type { RegistrySet } from "./t-rex/registry";
import { deploySuite } from "./t-rex/suite";
import type { Suite } from "./t-rex/suite";
import type { Target } from "./targets";

/** What the holder and the second holder get of each token. */
export const HOLDING = 1_000n;

/** Tokens on one registry, and our recovery agent made an agent of each. */
export interface LiveRecovery extends Regain, IdentityOffice {
  readonly target: Target;
  readonly registrySet: RegistrySet;
  readonly suites: readonly Suite[];
  readonly tokens: readonly TRexToken[];
  /** What the rules of a token count an identity as holding. */
  readonly countedFor: (suite: Suite, identity: string) => Promise<bigint>;
  /** Changes the limit of a token that has one. */
  readonly setMaxBalance: (suite: Suite, limit: bigint) => Promise<void>;
  /** All with their claim. */
  readonly identities: Readonly<Record<"holder" | "secondHolder" | "thief", OnchainId>>;
}

/** The recovery system with its cast: one of each role, and a second custodian. */
export async function deployOffice({ cast }: Pick<IdentityOffice, "cast">, policy?: PolicyValues): Promise<Regain> {
  const holders = {
    IDENTITY_MANAGER: [cast.identityManager],
    CUSTODIAN: [cast.custodian, cast.secondCustodian],
    GUARDIAN: [cast.guardian],
    POLICY_ADMIN: [cast.policyAdmin],
  };
  return deployRegain(cast.deployer, holders, policy);
}

/** A token for each set of rules; the holder, the second holder and the thief are registered, the first two hold. */
export async function deployLiveRecovery(
  rules: readonly Rules[],
  policy?: PolicyValues,
  target: Target = "T-REX",
): Promise<LiveRecovery> {
  return target === "T-REX" ? deployOn(target, rules, liveTRex, policy) : deployOursRecovery(rules, policy);
}

/** The same on our own suite, with its own handles too. */
export async function deployOursRecovery(
  rules: readonly Rules[],
  policy?: PolicyValues,
): Promise<LiveRecovery & LiveSuite> {
  return deployOn("our suite", rules, liveSuite, policy);
}

type World = Pick<LiveRecovery, "registrySet" | "suites" | "identities" | "setMaxBalance" | "countedFor">;

async function deployOn<W extends World>(
  target: Target,
  rules: readonly Rules[],
  build: (office: IdentityOffice, agents: readonly string[], rules: readonly Rules[]) => Promise<W>,
  policy?: PolicyValues,
): Promise<LiveRecovery & W> {
  const cast = castOf(await ethers.getSigners());
  const regain = await deployOffice({ cast }, policy);
  const implementations = await deployImplementations(cast.deployer);
  const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
  const office = { cast, implementations, claimIssuer };
  const world = await build(office, [cast.tokenAgent.address, await regain.agent.getAddress()], rules);
  for (const { token } of world.suites) {
    const agent = token.connect(cast.tokenAgent);
    await confirm(agent.unpause());
    await confirm(agent.mint(cast.holder, HOLDING));
    await confirm(agent.mint(cast.secondHolder, HOLDING));
  }
  return { ...regain, ...office, ...world, target, tokens: world.suites.map((suite) => suite.token) };
}

async function liveTRex(office: IdentityOffice, agents: readonly string[], rules: readonly Rules[]): Promise<World> {
  const { cast, implementations, claimIssuer } = office;
  const terms = {
    owner: cast.issuer,
    agents,
    topics: [KYC_TOPIC],
    issuers: [{ address: claimIssuer.target, topics: [KYC_TOPIC] }],
  };
  const registry = await deployRegistry(implementations, terms);
  const suites: Suite[] = [];
  for (const [index, rule] of rules.entries()) {
    const names = { name: `Live token ${index + 1}`, symbol: `LIVE${index + 1}`, decimals: 0 };
    suites.push(await deploySuite(implementations, { ...terms, ...names, registry, rules: rule }));
  }
  const identities = {
    holder: await register(office, registry.registry, cast.holder),
    secondHolder: await register(office, registry.registry, cast.secondHolder),
    thief: await register(office, registry.registry, cast.thief),
  };
  return {
    registrySet: registry,
    suites,
    identities,
    setMaxBalance: ({ compliance }, limit) => setMaxBalance(implementations, compliance, limit),
    countedFor: ({ compliance }, identity) => implementations.maxBalance.getIDBalance(compliance, identity),
  };
}

async function liveSuite(
  office: IdentityOffice,
  agents: readonly string[],
  rules: readonly Rules[],
): Promise<World & LiveSuite> {
  const { cast } = office;
  const world = await deployLiveSuite(office, agents, rules);
  const { maxBalance } = world.codes.modules;
  return {
    ...world,
    identities: {
      holder: await registerOnSuite(world, office, cast.holder),
      secondHolder: await registerOnSuite(world, office, cast.secondHolder),
      thief: await registerOnSuite(world, office, cast.thief),
    },
    countedFor: ({ compliance }, identity) =>
      ModularCompliance__factory.connect(compliance.target, cast.stranger).balanceOfIdentity(identity),
    setMaxBalance: async ({ compliance }, limit) => {
      const set = maxBalance.interface.encodeFunctionData("setMaxBalance", [limit]);
      await confirm(compliance.callModuleFunction(set, await maxBalance.getAddress()));
    },
  };
}

/** Gives a role to an account, or takes it. */
export async function setRole(
  { authority: table, cast }: LiveRecovery,
  name: RoleName,
  account: Player,
  granted: boolean,
): Promise<void> {
  const authority = table.connect(cast.deployer);
  const { id: role } = roleNamed(name);
  await (await (granted ? authority.grantRole(role, account, 0) : authority.revokeRole(role, account))).wait();
}

/** Makes the new wallet a management key of an identity, and the lost one none: the identity can be kept. */
export async function handOverIdentity(identity: OnchainId, lostWallet: Player, newWallet: Player): Promise<string> {
  await confirm(identity.connect(lostWallet).addKey(keyOf(newWallet.address), MANAGEMENT_KEY, ECDSA_KEY));
  await confirm(identity.connect(newWallet).removeKey(keyOf(lostWallet.address), MANAGEMENT_KEY));
  return identity.target;
}

/** The KYC claim for an identity that need not exist yet, as an identity takes it. */
export async function claimFor(office: IdentityOffice, identity: string): Promise<ClaimStruct> {
  return { ...(await signKycClaim(office, identity)), scheme: ECDSA_SCHEME, uri: "" };
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
export function claimsBy(office: IdentityOffice): (identity: string) => Promise<ClaimStruct[]> {
  return async (identity) => [await claimFor(office, identity)];
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
