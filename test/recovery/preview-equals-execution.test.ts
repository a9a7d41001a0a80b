import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";

import { HonestCompliance__factory, HostileToken__factory } from "../../typechain-types";
import type { HostileToken } from "../../typechain-types";
import type { ClaimStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { approve, execute, outcomesOf, preview, propose, recover, recoveryOf, retry, ripen } from "../stage/cases";
import type { OpenCase, Outcome, Recovery, TokenResult } from "../stage/cases";
import {
  HOLDING,
  claimFor,
  claimsBy,
  deployLiveRecovery,
  handOverIdentity,
  holderTerms,
  holdingOf,
} from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { confirm } from "../stage/t-rex/deploy";
import { setMaxBalance } from "../stage/t-rex/modules";

const RUNS = 60;
/** As many modes of harm as the double knows. */
const HOSTILE_MODES = 21;

interface Stage extends LiveRecovery {
  readonly hostile: HostileToken;
}

/** How a token stands when the preview looks. */
interface TokenState {
  readonly held: boolean;
  readonly frozenPart: bigint;
  readonly walletFrozen: boolean;
  readonly paused: boolean;
  readonly agentMissing: boolean;
  readonly lowered: boolean;
}

const mostlyFalse = fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0);
const tokenStates: fc.Arbitrary<TokenState> = fc.record({
  held: mostlyFalse.map((no) => !no),
  frozenPart: fc.oneof(fc.constant(0n), fc.constant(HOLDING), fc.bigInt({ min: 1n, max: HOLDING })),
  walletFrozen: mostlyFalse,
  paused: mostlyFalse,
  agentMissing: mostlyFalse,
  lowered: mostlyFalse,
});

/** When the preview looks: before there is a case, at once after the proposal, when it is ready, or before a retry. */
const MOMENTS = ["none", "proposed", "ready", "retry"] as const;

const worlds = fc.record({
  tokens: fc.array(tokenStates, { minLength: 3, maxLength: 3 }),
  repaired: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  hostile: fc.nat({ max: HOSTILE_MODES - 1 }),
  keptIdentity: mostlyFalse,
  claimGiven: mostlyFalse.map((no) => !no),
  moment: fc.constantFrom(...MOMENTS),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

async function deployStage(): Promise<Stage> {
  const live = await deployLiveRecovery([
    {},
    { maxBalance: 2n * HOLDING },
    { maxBalance: 2n * HOLDING, countries: [756] },
  ]);
  const { cast, registrySet } = live;
  const compliance = await new HonestCompliance__factory(cast.issuer).deploy();
  const hostile = await new HostileToken__factory(cast.issuer).deploy(registrySet.registry, compliance);
  for (const agent of [live.agent, cast.tokenAgent]) await (await hostile.addAgent(agent)).wait();
  await (await hostile.connect(cast.tokenAgent).mint(cast.holder, HOLDING)).wait();
  await (await hostile.connect(cast.tokenAgent).freezePartialTokens(cast.holder, 100n)).wait();
  return { ...live, hostile };
}

/** Brings token `index` into its state. */
async function set({ cast, agent, suites, implementations }: Stage, index: number, state: TokenState): Promise<void> {
  const { token, compliance } = suites[index]!;
  const asAgent = token.connect(cast.tokenAgent);
  if (!state.held) await confirm(asAgent.burn(cast.holder, HOLDING));
  if (state.held && state.frozenPart > 0n) await confirm(asAgent.freezePartialTokens(cast.holder, state.frozenPart));
  if (state.walletFrozen) await confirm(asAgent.setAddressFrozen(cast.holder, true));
  if (state.paused) await confirm(asAgent.pause());
  if (state.agentMissing) await confirm(token.connect(cast.issuer).removeAgent(agent));
  if (state.lowered && index > 0) await setMaxBalance(implementations, compliance, HOLDING / 2n);
}

/** Mends what stood in the way of token `index`. */
async function repair(
  { cast, agent, suites, implementations }: Stage,
  index: number,
  state: TokenState,
): Promise<void> {
  const { token, compliance } = suites[index]!;
  if (state.paused) await confirm(token.connect(cast.tokenAgent).unpause());
  if (state.agentMissing) await confirm(token.connect(cast.issuer).addAgent(agent));
  if (state.lowered && index > 0) await setMaxBalance(implementations, compliance, 2n * HOLDING);
}

describe("preview", () => {
  it("foretells the execution token by token, in any state of T-REX tokens beside a hostile one", async function () {
    this.timeout(180_000);
    const met = new Map<Outcome, number>();
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const stage = await loadFixture(deployStage);
        const { foretold, came, before } = await tell(stage, world);

        expect(came).to.deep.equal(foretold);
        await expectMoved(stage, before, came);
        for (const outcome of outcomesOf(came)) met.set(outcome, (met.get(outcome) ?? 0) + 1);
      }),
      { numRuns: RUNS, seed: 3643 },
    );
    const wanted: Outcome[] = ["Recovered", "NothingHeld", "Paused", "AgentMissing", "NotVerified"];
    expect([...met.keys()]).to.include.members([...wanted, "ComplianceRefused", "Failed", "SettledBefore"]);
  });
});

describe("preview of an executed case", () => {
  it("names the identity of that very case, whatever its new wallet took over since", async () => {
    const live = await loadFixture(deployStage);
    const { agent, cast, registrySet, tokens } = live;
    const first = await recover(live, holderTerms(live, [tokens[0]!]), claimsBy(live));
    await confirm(registrySet.registry.connect(cast.tokenAgent).deleteIdentity(cast.newWallet));
    const others = { ...holderTerms(live, [tokens[0]!]), lostWallet: cast.secondHolder.address };
    const second = await recover(live, others, claimsBy(live));
    expect(second.newIdentity).to.not.equal(first.newIdentity);

    const seen = await agent.preview.staticCall(first.recovery, [], 0);

    expect(seen.newIdentity).to.equal(first.newIdentity);
  });
});

/** What the new wallet has of each T-REX token. */
type Balances = ReadonlyMap<string, bigint>;

interface Told {
  readonly recovery: Recovery;
  readonly foretold: readonly TokenResult[];
  readonly came: readonly TokenResult[];
  readonly before: Balances;
}

async function tell(stage: Stage, world: World): Promise<Told> {
  const { agent, cast, hostile, identities } = stage;
  for (const [index, state] of world.tokens.entries()) await set(stage, index, state);
  await (await hostile.become(world.hostile)).wait();
  const kept = world.keptIdentity ? await handOverIdentity(identities.holder, cast.holder, cast.newWallet) : undefined;
  const terms = {
    ...holderTerms(stage),
    tokens: [...holderTerms(stage).tokens, await hostile.getAddress()],
    ...(kept === undefined ? {} : { identity: kept }),
  };
  const recovery = await recoveryOf(agent, terms);
  const claims = await claimsOf(stage, world, await agent.caseIdOf(recovery));
  const look = async (): Promise<readonly TokenResult[]> => (await preview(agent, recovery, claims)).results;

  const atFirst = world.moment === "none" ? await look() : [];
  const open: OpenCase = await propose(stage, terms);
  const proposed = world.moment === "proposed" ? await look() : atFirst;
  await approve(stage, open);
  await ripen(stage, open);
  const ready = world.moment === "ready" ? await look() : proposed;
  const before = await balances(stage);
  const came = await execute(stage, open, claims);
  if (world.moment !== "retry") return { recovery, foretold: ready, came, before };

  for (const [index, state] of world.tokens.entries())
    if (world.repaired[index] === true) await repair(stage, index, state);
  const foretold = await look();
  const beforeRetry = await balances(stage);
  return { recovery, foretold, came: await retry(stage, open), before: beforeRetry };
}

async function claimsOf(stage: Stage, world: World, caseId: string): Promise<ClaimStruct[]> {
  if (!world.claimGiven) return [];
  return [await claimFor(stage, await stage.factory.predictIdentity(stage.agent, caseId))];
}

async function balances({ cast, tokens }: Stage): Promise<Balances> {
  const entries = tokens.map(async (token) => [token.target, await token.balanceOf(cast.newWallet)] as const);
  return new Map(await Promise.all(entries));
}

/** Recovered means moved, and anything else means untouched. */
async function expectMoved(stage: Stage, before: Balances, came: readonly TokenResult[]): Promise<void> {
  const inOrder = [...stage.tokens.map((token) => token.target), await stage.hostile.getAddress()];
  inOrder.sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  for (const token of stage.tokens) {
    const result = came[inOrder.indexOf(token.target)]!;
    const moved = result.outcome === "Recovered" ? result.amount : 0n;
    const now = await holdingOf(token, stage.cast.newWallet);
    expect(now.balance - before.get(token.target)!).to.equal(moved);
    if (result.outcome !== "Recovered") continue;
    expect(now).to.deep.include({ frozen: result.frozen, walletFrozen: result.walletFrozen });
    expect(await token.balanceOf(stage.cast.holder)).to.equal(0n);
  }
}
