import { id, Wallet, ZeroAddress, ZeroHash, type BaseContract, type HDNodeWallet, type JsonRpcProvider } from "ethers";
import { connectChain, type Chain } from "../../src/chain/connect";
import { AGENT_ROLES, type AgentRoleName } from "../../src/provision/role-table";
import { approveCase } from "../../src/recovery/decide";
import { proposeRecovery } from "../../src/recovery/propose";
import { caseIdOf, RECOVERY_TYPES, typedDomainOf, type Recovery } from "../../src/recovery/recovery";
import { composeRecovery } from "../../src/recovery/survey";
import {
  AccessManager__factory,
  HonestCompliance__factory,
  HonestRegistry__factory,
  HonestRegistryStorage__factory,
  HonestToken__factory,
  IdentityFactory__factory,
  RecoveryAgent__factory,
  ReplacementIdentity__factory,
  StandardRecovery__factory,
  SuiteRecovery__factory,
} from "../../typechain-types";
import { accountAt, type Anvil } from "./anvil";

export const DAY = 24 * 60 * 60;
const COUNTRY = 250n;
/** Accounts by their place among the node's. */
export const PLACES = { admin: 0, issuer: 1, proposer: 2, custodian: 3, guardian: 4, holder: 5, newWallet: 6 } as const;

export type Cast = Readonly<Record<keyof typeof PLACES, HDNodeWallet>>;

/** A chain with a recovery agent and a holder of some tokens, the last of which is paused. */
export interface World {
  readonly chain: Chain;
  readonly cast: Cast;
  readonly tokens: readonly string[];
  readonly registry: string;
  readonly recovery: Recovery;
  readonly caseId: string;
  readonly acceptance: string;
}

export function castOn(provider: JsonRpcProvider): Cast {
  const players = Object.entries(PLACES).map(([name, place]) => [name, accountAt(place, provider)]);
  return Object.fromEntries(players) as Cast;
}

export async function buildWorld(anvil: Anvil, tokenCount = 3): Promise<World> {
  const cast = castOn(anvil.provider);
  const { agent, factory } = await deploySystem(cast);
  const registry = await deployed(
    new HonestRegistry__factory(cast.issuer).deploy(
      await deployed(new HonestRegistryStorage__factory(cast.issuer).deploy()),
    ),
  );
  const compliance = await deployed(new HonestCompliance__factory(cast.issuer).deploy());
  await admit(await registry.getAddress(), agent, cast);
  await (await factory.connect(cast.holder).createIdentity(ZeroHash, cast.holder, [], [])).wait();
  const identity = await factory.predictIdentity(cast.holder, ZeroHash);
  await (await registry.registerIdentity(cast.holder, identity, COUNTRY)).wait();
  const tokens: string[] = [];
  for (let index = 0; index < tokenCount; index += 1) {
    const token = await deployed(new HonestToken__factory(cast.issuer).deploy(registry, compliance));
    await admit(await token.getAddress(), agent, cast);
    await (await token.mint(cast.holder, 1_000n + BigInt(index))).wait();
    if (index === tokenCount - 1) await (await token.pause()).wait();
    tokens.push(await token.getAddress());
  }
  const chain = await connectChain(anvil.provider, agent);
  const recovery = await composeRecovery(chain, {
    lostWallet: cast.holder.address,
    newWallet: cast.newWallet.address,
    tokens,
    keepIdentity: false,
    evidence: id("the notary's file"),
  });
  const domain = { chainId: chain.chainId, agent };
  const acceptance = await cast.newWallet.signTypedData(typedDomainOf(domain), RECOVERY_TYPES, recovery);
  return {
    chain,
    cast,
    tokens,
    registry: await registry.getAddress(),
    recovery,
    caseId: caseIdOf(domain, recovery),
    acceptance,
  };
}

/** Carries the case to where it can be executed. */
export async function makeReady({ chain, cast, recovery, acceptance, caseId }: World, anvil: Anvil): Promise<void> {
  await proposeRecovery(chain, cast.proposer, recovery, acceptance);
  await approveCase(chain, cast.custodian, caseId);
  await anvil.send("evm_increaseTime", DAY);
  await anvil.send("evm_mine");
}

/** All that a recovery may change, and how many transactions the proposer paid for. */
export async function endState({ chain, cast, tokens, registry, caseId }: World): Promise<object> {
  const { provider } = chain;
  const { status, settledTokens, newIdentity } = await chain.agent.caseOf(caseId);
  const identities = HonestRegistry__factory.connect(registry, provider);
  const holdings = await Promise.all(
    tokens.map(async (address) => {
      const token = HonestToken__factory.connect(address, provider);
      const of = (wallet: string) => Promise.all([token.balanceOf(wallet), token.isFrozen(wallet)]);
      return [await of(cast.holder.address), await of(cast.newWallet.address)];
    }),
  );
  return {
    status,
    settledTokens,
    newIdentity,
    registered: await identities.identity(cast.newWallet),
    lost: (await identities.identity(cast.holder)) === ZeroAddress,
    holdings,
    payments: await provider.getTransactionCount(cast.proposer, "pending"),
  };
}

async function deploySystem(cast: Cast) {
  const authority = await deployed(new AccessManager__factory(cast.admin).deploy(cast.admin));
  const factory = await deployed(new IdentityFactory__factory(cast.admin).deploy());
  const policy = { delay: DAY, window: 7 * DAY, threshold: 1, maxLiveCases: 10_000 };
  const libraries = {
    "contracts/recovery/StandardRecovery.sol:StandardRecovery": await addressOf(
      new StandardRecovery__factory(cast.admin).deploy(),
    ),
    "contracts/recovery/ReplacementIdentity.sol:ReplacementIdentity": await addressOf(
      new ReplacementIdentity__factory(cast.admin).deploy(),
    ),
    "contracts/recovery/SuiteRecovery.sol:SuiteRecovery": await addressOf(
      new SuiteRecovery__factory(cast.admin).deploy(),
    ),
  };
  const agent = await deployed(new RecoveryAgent__factory(libraries, cast.admin).deploy(authority, factory, policy));
  const holders: Readonly<Record<AgentRoleName, string>> = {
    IDENTITY_MANAGER: cast.proposer.address,
    CUSTODIAN: cast.custodian.address,
    GUARDIAN: cast.guardian.address,
    POLICY_ADMIN: cast.admin.address,
  };
  for (const role of AGENT_ROLES) {
    const selectors = role.functions.map((name) => agent.interface.getFunction(name as "propose").selector);
    await (await authority.setTargetFunctionRole(agent, selectors, role.id)).wait();
    await (await authority.grantRole(role.id, holders[role.name], 0)).wait();
  }
  return { agent: await agent.getAddress(), factory };
}

async function admit(component: string, agent: string, { issuer }: Cast): Promise<void> {
  const agents = HonestRegistry__factory.connect(component, issuer);
  await (await agents.addAgent(agent)).wait();
  await (await agents.addAgent(issuer)).wait();
}

async function addressOf(deployment: Promise<BaseContract>): Promise<string> {
  return (await deployed(deployment)).getAddress();
}

async function deployed<T extends BaseContract>(deployment: Promise<T>): Promise<T> {
  const contract = await deployment;
  await contract.waitForDeployment();
  return contract;
}

/** A further holder on the same registry, with a wallet that takes the place of the lost one. */
export interface Victim {
  readonly recovery: Recovery;
  readonly caseId: string;
  readonly acceptance: string;
}

/** Registers so many wallets, gives each of them of the world's tokens, and has their new wallets accept. */
export async function addVictims(world: World, count: number, amount = 0n): Promise<Victim[]> {
  const { chain, cast, registry, tokens } = world;
  const identities = HonestRegistry__factory.connect(registry, cast.issuer);
  const identity = await identities.identity(cast.holder);
  const held = amount === 0n ? [] : tokens.slice(0, -1);
  let nonce = await cast.issuer.getNonce();
  const victims: Victim[] = [];
  for (let made = 0; made < count; made += 1) {
    const [lost, fresh] = [Wallet.createRandom(), Wallet.createRandom()];
    const sent = [await identities.registerIdentity(lost, identity, COUNTRY, { nonce: nonce++ })];
    for (const token of held) {
      sent.push(await HonestToken__factory.connect(token, cast.issuer).mint(lost, amount, { nonce: nonce++ }));
    }
    await Promise.all(sent.map((each) => each.wait()));
    victims.push(await victimOf(chain, { registry, lostWallet: lost.address, tokens: held }, fresh));
  }
  return victims;
}

async function victimOf(
  chain: Chain,
  request: Pick<Recovery, "registry" | "lostWallet" | "tokens">,
  fresh: Pick<HDNodeWallet, "address" | "signTypedData">,
): Promise<Victim> {
  const wanted = { ...request, newWallet: fresh.address, keepIdentity: false, evidence: id("the notary's file") };
  const recovery = await composeRecovery(chain, wanted);
  const domain = { chainId: chain.chainId, agent: chain.agentAddress };
  const acceptance = await fresh.signTypedData(typedDomainOf(domain), RECOVERY_TYPES, recovery);
  return { recovery, caseId: caseIdOf(domain, recovery), acceptance };
}
