import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import type { HonestToken } from "../../typechain-types";
import {
  Outcome,
  Status,
  makeReady,
  namesOf,
  passDelay,
  passWindow,
  propose,
  proposeAndApprove,
  recover,
  recoveryOf,
  type SignableRecovery,
} from "../stage/case-steps";
import { deployHostileToken, deployStage, deployTokens, inOrder, type Stage } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("A preview", () => {
  /** Four tokens: one plain, one partly frozen, one paused, one that lies. */
  async function deployMixed() {
    const stage = await deployStage();
    const [plain, frozen, paused] = (await deployTokens(stage, 3)) as [HonestToken, HonestToken, HonestToken];
    const lying = await deployHostileToken(stage);
    for (const token of [plain, frozen, paused, lying]) await token.mint(stage.holder, 100);
    await frozen.freezePartialTokens(stage.holder, 40);
    await frozen.setAddressFrozen(stage.holder, true);
    await paused.pause();
    await lying.become(HostileTokenMode.MovesHalf);
    const tokens = inOrder<HonestToken>([plain, frozen, paused, lying]);
    const expected = new Map([
      [plain, Outcome.Recovered],
      [frozen, Outcome.Recovered],
      [paused, Outcome.Paused],
      [lying, Outcome.Failed],
    ]);
    const outcomes = tokens.map((token) => expected.get(token) ?? Outcome.Failed);
    return { ...stage, tokens, plain, paused, outcomes, recovery: await recoveryOf(stage, { tokens }) };
  }

  async function preview({ agent, stranger }: Stage, recovery: SignableRecovery, first = 0) {
    const result = await as(agent, stranger).preview.staticCall(recovery, [], first);
    return {
      status: Number(result.status),
      blockers: namesOf(agent, result.blockers),
      outcomes: result.tokens.map(({ outcome }) => Number(outcome)),
      result,
    };
  }

  const pending = (count: number): Outcome[] => new Array<Outcome>(count).fill(Outcome.Pending);

  it("before there is a case tells what would become of it", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, factory, recovery, outcomes: expected, identity } = stage;
    const { status, blockers, outcomes, result } = await preview(stage, recovery);
    expect([status, blockers, outcomes]).to.deep.equal([Status.None, [], expected]);
    expect(result.caseId).to.equal(await agent.caseIdOf(recovery));
    expect(result.lostIdentity).to.equal(await identity.getAddress());
    expect(result.newIdentity).to.equal(await factory.predictIdentity(agent, result.caseId));
  });

  it("of a proposed case tells what is missing, and what would become of it all the same", async () => {
    const stage = await loadFixture(deployMixed);
    const opened = await propose(stage, stage.recovery);
    const { status, blockers, outcomes } = await preview(stage, opened);
    const missing = ["RecoveryAgentTooEarly", "RecoveryAgentNotEnoughApprovals"];
    expect([status, blockers, outcomes]).to.deep.equal([Status.Proposed, missing, stage.outcomes]);
  });

  it("of a contested case, or an expired one, tells so, and what would become of it all the same", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, holder } = stage;
    const opened = await proposeAndApprove(stage, stage.recovery);
    await as(agent, holder).contest(opened.caseId);
    const wrongStatus = ["RecoveryAgentWrongStatus"];
    const contested = await preview(stage, opened);
    expect([contested.status, contested.blockers]).to.deep.equal([Status.Contested, wrongStatus]);
    await passWindow(agent, opened);
    const expired = await preview(stage, opened);
    expect([expired.status, expired.blockers]).to.deep.equal([Status.Expired, wrongStatus]);
    expect([contested.outcomes, expired.outcomes]).to.deep.equal([stage.outcomes, stage.outcomes]);
  });

  it("of a ready case equals the execution, result by result", async () => {
    const stage = await loadFixture(deployMixed);
    const opened = await makeReady(stage, stage.recovery);
    const { status, blockers, result } = await preview(stage, opened);
    expect([status, blockers]).to.deep.equal([Status.Ready, []]);
    const executed = await as(stage.agent, stage.proposer).execute.staticCall(opened, []);
    expect(result.tokens).to.deep.equal(executed);
    expect(executed.map(({ amount }) => amount)).to.include(100n);
    expect(executed.map(({ frozen }) => frozen)).to.include(40n);
    expect(executed.map(({ walletFrozen }) => walletFrozen)).to.include(true);
    expect(executed.map(({ reason }) => reason === "0x")).to.include(false);
  });

  it("of an executed case equals the retry", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, proposer, newWallet, thirdWallet, outcomes: first } = stage;
    const opened = await recover(stage, stage.recovery);
    await stage.paused.unpause();
    const { status, blockers, outcomes, result } = await preview(stage, opened);
    expect([status, blockers]).to.deep.equal([Status.Executed, []]);
    const after = new Map([
      [Outcome.Recovered, Outcome.SettledBefore],
      [Outcome.Paused, Outcome.Recovered],
    ]);
    expect(outcomes).to.deep.equal(first.map((before) => after.get(before) ?? before));
    expect(result.tokens).to.deep.equal(await as(agent, proposer).retry.staticCall(opened));

    await propose(stage, await recoveryOf(stage, { lostWallet: newWallet, newWallet: thirdWallet }));
    const blocked = await preview(stage, opened);
    expect(blocked.blockers).to.deep.equal(["RecoveryAgentCaseLive"]);
    expect(blocked.outcomes).to.deep.equal(pending(4));
  });

  it("of a cancelled case tells so, and runs nothing", async () => {
    const stage = await loadFixture(deployMixed);
    const opened = await propose(stage, stage.recovery);
    await as(stage.agent, stage.guardian).cancel(opened);
    const { status, blockers, outcomes } = await preview(stage, opened);
    expect([status, blockers]).to.deep.equal([Status.Cancelled, ["RecoveryAgentWrongStatus"]]);
    expect(outcomes).to.deep.equal(pending(4));
  });

  it("lists everything that stands in the way, and not the first thing alone", async () => {
    const stage = await loadFixture(deployMixed);
    const { registry, plain, bystander, tokens } = stage;
    await propose(stage, await recoveryOf(stage, { lostWallet: bystander }));
    const recovery = await recoveryOf(stage, { newWallet: bystander, tokens: [...tokens].reverse(), nonce: 9n });
    const { blockers, outcomes } = await preview(stage, recovery);
    expect(blockers).to.deep.equal([
      "RecoveryAgentTokensNotAscending",
      "RecoveryAgentTokensNotAscending",
      "RecoveryAgentTokensNotAscending",
      "RecoveryAgentWrongNonce",
      "RecoveryAgentCaseLive",
      "RecoveryAgentAlreadyRegistered",
    ]);
    expect(outcomes).to.deep.equal(pending(4));
    const nowhere = { ...recovery, registry: await plain.getAddress() };
    expect((await preview(stage, nowhere)).blockers.at(-1)).to.equal("RecoveryAgentRegistryUnusable");
    expect(await registry.identity(stage.newWallet)).to.equal(ethers.ZeroAddress);
  });

  it("names the first blocker that the proposal itself reverts with", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, proposer } = stage;
    const recovery = { ...stage.recovery, nonce: 3n };
    const { blockers } = await agent.preview.staticCall(recovery, [], 0);
    const error = agent.interface.parseError(blockers[0] ?? "0x");
    await expect(as(agent, proposer).propose(recovery, "0x"))
      .to.be.revertedWithCustomError(agent, error?.name ?? "none")
      .withArgs(...(error?.args ?? []));
  });

  it("shows a registry that would refuse the new wallet as a blocker", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, registry, recovery } = stage;
    await registry.removeAgent(agent);
    const unproposed = await preview(stage, recovery);
    expect([unproposed.blockers, unproposed.outcomes]).to.deep.equal([["RecoveryAgentRegistryRefused"], pending(4)]);
    const opened = await proposeAndApprove(stage, recovery);
    await passDelay(agent, opened);
    expect((await preview(stage, opened)).blockers).to.deep.equal(["RecoveryAgentRegistryRefused"]);
  });

  it("begins where it is told to, and comes round", async () => {
    const stage = await loadFixture(deployMixed);
    const { agent, stranger, recovery, outcomes: expected } = stage;
    for (const first of [0, 1, 3, 4, 99]) {
      expect((await preview(stage, recovery, first)).outcomes).to.deep.equal(expected);
    }
    const scarce = { gasLimit: 11_000_000n };
    const begun = await as(agent, stranger).preview.staticCall(recovery, [], 2, scarce);
    expect(Number(begun.tokens[2]?.outcome)).to.equal(expected[2]);
  });

  for (const [title, prepare] of [
    ["no case", () => Promise.resolve()],
    ["a proposed case", propose],
    ["a ready case", makeReady],
    ["an executed case", recover],
  ] as const) {
    it(`leaves no trace, even sent as a transaction, of ${title}`, async () => {
      const stage = await loadFixture(deployMixed);
      const { agent, stranger, holder, newWallet, registry, tokens, recovery } = stage;
      await prepare(stage, recovery);
      const look = async () => {
        const caseId = await agent.caseIdOf(recovery);
        return {
          opened: await agent.caseOf(caseId),
          agent: [await agent.liveCases(), await agent.nonces(holder), await agent.successorOf(holder)],
          registry: [await registry.identity(holder), await registry.identity(newWallet)],
          tokens: await Promise.all(
            tokens.map(async (token, i) => [
              await token.balanceOf(newWallet),
              await token.isFrozen(holder),
              await agent.quarantinedBy(holder, token),
              await agent.isSettled(caseId, i),
            ]),
          ),
        };
      };
      const before = await look();
      const sent = await as(agent, stranger).preview(recovery, [], 0);
      expect((await sent.wait())?.logs).to.deep.equal([]);
      expect(await look()).to.deep.equal(before);
    });
  }

  it("of many tokens recovers some of them in each call, however little gas the node gives @skip-on-coverage", async () => {
    const stage = await loadFixture(deployStage);
    const tokens = await deployTokens(stage, 130);
    for (const token of tokens) await token.mint(stage.holder, 100);
    const recovery = await recoveryOf(stage, { tokens });
    const preview = async (first: number): Promise<bigint[]> => {
      const { tokens: results } = await stage.agent.preview.staticCall(recovery, [], first, { gasLimit: 12_000_000n });
      return results.map(({ outcome }) => outcome);
    };
    for (let first = 0, calls = 0; first < tokens.length; calls += 1) {
      const outcomes = await preview(first);
      expect(outcomes[first], `the first token of call ${calls}`).to.equal(BigInt(Outcome.Recovered));
      const next = outcomes.findIndex((outcome, index) => index > first && outcome === BigInt(Outcome.Pending));
      first = next < 0 ? tokens.length : next;
    }
  });
});
