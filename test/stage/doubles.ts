import type { Addressable } from "ethers";
import { ethers } from "hardhat";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import {
  HonestCompliance__factory,
  HonestRegistry__factory,
  HonestRegistryStorage__factory,
  HonestToken__factory,
  HostileRegistry__factory,
  HostileToken__factory,
  Identity__factory,
  type HonestCompliance,
  type HonestRegistry,
  type HonestRegistryStorage,
  type HonestToken,
  type HostileRegistry,
  type HostileToken,
  type Identity,
  type IdentityFactory,
} from "../../typechain-types";
import { as, deployRegain, type PolicyValues, type Regain } from "./regain";

export type Signer = HardhatEthersSigner;
export const COUNTRY = 250n;

/** Everybody on stage. Whoever steals the lost wallet's key is `holder` too: the chain cannot tell them apart. */
export interface Cast {
  readonly admin: Signer;
  readonly issuer: Signer;
  readonly proposer: Signer;
  readonly custodian: Signer;
  readonly secondCustodian: Signer;
  readonly guardian: Signer;
  readonly policyAdmin: Signer;
  readonly holder: Signer;
  readonly newWallet: Signer;
  readonly thirdWallet: Signer;
  readonly bystander: Signer;
  readonly backup: Signer;
  readonly stranger: Signer;
}

/** An ERC-3643 suite of doubles with a holder, before anything is lost. */
export interface Stage extends Regain, Cast {
  readonly identityStorage: HonestRegistryStorage;
  readonly registry: HonestRegistry;
  readonly compliance: HonestCompliance;
  readonly identity: Identity;
  readonly bystandersIdentity: Identity;
}

export async function castOf(): Promise<Cast> {
  const signers = await ethers.getSigners();
  const at = (index: number): Signer => {
    const signer = signers[index];
    if (signer === undefined) throw new Error(`The network has no account ${index}.`);
    return signer;
  };
  return {
    admin: at(0),
    issuer: at(1),
    proposer: at(2),
    custodian: at(3),
    secondCustodian: at(4),
    guardian: at(5),
    policyAdmin: at(6),
    holder: at(7),
    newWallet: at(8),
    thirdWallet: at(9),
    bystander: at(10),
    backup: at(11),
    stranger: at(12),
  };
}

/** A holder and a bystander, each with an identity and registered in one registry; no token yet. */
export async function deployStage(policy?: PolicyValues): Promise<Stage> {
  const cast = await castOf();
  const regain = await deployRegain(
    cast.admin,
    {
      IDENTITY_MANAGER: [cast.proposer],
      CUSTODIAN: [cast.custodian, cast.secondCustodian],
      GUARDIAN: [cast.guardian],
      POLICY_ADMIN: [cast.policyAdmin],
    },
    policy,
  );
  const identityStorage = await new HonestRegistryStorage__factory(cast.issuer).deploy();
  const registry = await new HonestRegistry__factory(cast.issuer).deploy(identityStorage);
  const compliance = await new HonestCompliance__factory(cast.issuer).deploy();
  await giveAgents(registry, regain, cast);
  const identity = await createIdentity(regain.factory, cast.holder);
  const bystandersIdentity = await createIdentity(regain.factory, cast.bystander);
  await registry.registerIdentity(cast.holder, identity, COUNTRY);
  await registry.registerIdentity(cast.bystander, bystandersIdentity, COUNTRY);
  return { ...regain, ...cast, identityStorage, registry, compliance, identity, bystandersIdentity };
}

export async function createIdentity(
  factory: IdentityFactory,
  account: Signer,
  salt = ethers.ZeroHash,
): Promise<Identity> {
  const mine = as(factory, account);
  await mine.createIdentity(salt, account, [], []);
  return Identity__factory.connect(await mine.predictIdentity(account, salt), account);
}

/** Honest tokens in ascending order of address, as a case lists them. */
export async function deployTokens(stage: Stage, count: number): Promise<HonestToken[]> {
  const tokens: HonestToken[] = [];
  for (let i = 0; i < count; ++i) {
    const token = await new HonestToken__factory(stage.issuer).deploy(stage.registry, stage.compliance);
    await giveAgents(token, stage, stage);
    tokens.push(token);
  }
  return inOrder(tokens);
}

export async function deployHostileToken(stage: Stage): Promise<HostileToken> {
  const token = await new HostileToken__factory(stage.issuer).deploy(stage.registry, stage.compliance);
  await giveAgents(token, stage, stage);
  return token;
}

/** A registry that can turn hostile, on the stage's storage. */
export async function deployHostileRegistry(stage: Stage): Promise<HostileRegistry> {
  const registry = await new HostileRegistry__factory(stage.issuer).deploy(stage.identityStorage);
  await giveAgents(registry, stage, stage);
  return registry;
}

/** Addresses in the order that a case lists them in. */
export function ascending(addresses: readonly string[]): string[] {
  return [...addresses].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
}

export function inOrder<T extends HonestToken>(tokens: readonly T[]): T[] {
  return [...tokens].sort((a, b) => (BigInt(addressOf(a)) < BigInt(addressOf(b)) ? -1 : 1));
}

/** The address of a contract that is deployed already. */
export function addressOf({ target }: { readonly target: Addressable | string }): string {
  if (typeof target !== "string") throw new Error("The contract was connected by a name.");
  return target;
}

/** The recovery agent and the issuer are agents; the issuer is the owner too. */
async function giveAgents(
  component: Pick<HonestToken, "addAgent">,
  regain: Pick<Regain, "agent">,
  cast: Pick<Cast, "issuer">,
): Promise<void> {
  await component.addAgent(regain.agent);
  await component.addAgent(cast.issuer);
}
