import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { HonestToken__factory, HostileToken__factory } from "../../typechain-types";
import { Outcome, accept, makeReady, propose, receiptOf, recoveryOf, type OpenCase } from "../stage/case-steps";
import { addressOf, ascending, deployHostileToken, deployStage, deployTokens, type Stage } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

const TRANSACTION_GAS = 15_000_000n;

describe("The gas of a case", () => {
  /** The holder has 10 of each. */
  async function deployHostile(stage: Stage, count: number, mode: HostileTokenMode): Promise<string[]> {
    const tokens: string[] = [];
    for (let i = 0; i < count; ++i) {
      const token = await deployHostileToken(stage);
      await token.mint(stage.holder, 10);
      await token.become(mode);
      tokens.push(addressOf(token));
    }
    return ascending(tokens);
  }

  /** Thirty whose rules make a transfer dear. */
  async function deployMany() {
    const stage = await deployStage();
    const tokens = await deployHostile(stage, 30, HostileTokenMode.HonestButExpensive);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    return { ...stage, opened };
  }

  /** Four that burn all they get, ahead of three honest ones. */
  async function deployBurners() {
    const stage = await deployStage();
    const tokens = await deployHostile(stage, 7, HostileTokenMode.Honest);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    for (const burner of opened.tokens.slice(0, 4)) {
      await HostileToken__factory.connect(burner, stage.issuer).become(HostileTokenMode.EverythingBurnsGas);
    }
    return { ...stage, opened, honest: opened.tokens.slice(4) };
  }

  async function settledTokens(stage: Stage, { caseId }: OpenCase): Promise<number> {
    return Number((await stage.agent.caseOf(caseId)).settledTokens);
  }

  it("is split over an execution and retries, each within 15 million, until every token is done", async () => {
    const stage = await loadFixture(deployMany);
    const { agent, opened, proposer, newWallet } = stage;
    const proposers = as(agent, proposer);
    const limit = { gasLimit: TRANSACTION_GAS };
    const progress: number[] = [];
    let receipt = await receiptOf(proposers.execute(opened, [], limit));
    for (;;) {
      expect(receipt.gasUsed).to.be.lessThan(TRANSACTION_GAS);
      const settled = await settledTokens(stage, opened);
      expect(settled).to.be.greaterThan(progress.at(-1) ?? 0);
      progress.push(settled);
      if (settled === opened.tokens.length) break;
      receipt = await receiptOf(proposers.retry(opened, limit));
    }
    expect(progress.length).to.be.greaterThan(2);
    for (const token of opened.tokens) {
      expect(await HonestToken__factory.connect(token, stage.issuer).balanceOf(newWallet)).to.equal(10n);
    }
  });

  it("leaves what does not fit as pending, and goes on where it stopped", async () => {
    const stage = await loadFixture(deployMany);
    const { agent, opened, proposer } = stage;
    const proposers = as(agent, proposer);
    const limit = { gasLimit: TRANSACTION_GAS };
    const first = await proposers.execute.staticCall(opened, [], limit);
    await proposers.execute(opened, [], limit);
    const settled = await settledTokens(stage, opened);
    const expected = opened.tokens.map((_, i) => (i < settled ? Outcome.Recovered : Outcome.Pending));
    expect(first.map(({ outcome }) => Number(outcome))).to.deep.equal(expected);
    const second = await proposers.retry.staticCall(opened, { ...limit, gasLimit: 12_000_000n });
    expect(Number(second[settled]?.outcome)).to.equal(Outcome.Recovered);
    expect(Number(second[0]?.outcome)).to.not.equal(Outcome.Recovered);
  });

  it("is never taken by the first in the list alone: burners do not starve the honest behind them", async () => {
    const stage = await loadFixture(deployBurners);
    const { agent, opened, proposer, honest, newWallet } = stage;
    const proposers = as(agent, proposer);
    const limit = { gasLimit: TRANSACTION_GAS };
    await proposers.execute(opened, [], limit);
    let retries = 0;
    for (; (await settledTokens(stage, opened)) < honest.length && retries < 10; ++retries) {
      await proposers.retry(opened, limit);
    }
    expect(retries).to.be.lessThan(4);
    for (const token of honest) {
      expect(await HonestToken__factory.connect(token, stage.issuer).balanceOf(newWallet)).to.equal(10n);
    }
  });

  it("comes round to the first again after the last", async () => {
    const stage = await loadFixture(deployBurners);
    const { agent, opened, proposer, newWallet } = stage;
    const proposers = as(agent, proposer);
    const limit = { gasLimit: TRANSACTION_GAS };
    await proposers.execute(opened, [], limit);
    for (const burner of opened.tokens.slice(0, 4)) {
      await HostileToken__factory.connect(burner, stage.issuer).become(HostileTokenMode.Honest);
    }
    for (let i = 0; i < 3; ++i) await proposers.retry(opened, limit);
    expect(await settledTokens(stage, opened)).to.equal(opened.tokens.length);
    for (const token of opened.tokens) {
      expect(await HonestToken__factory.connect(token, stage.issuer).balanceOf(newWallet)).to.equal(10n);
    }
  });

  it("is not begun for a token without all that one may need: no token fails for want of gas", async () => {
    const stage = await loadFixture(deployMany);
    const { agent, opened, proposer } = stage;
    for (const gasLimit of [3_000_000n, 6_000_000n, 8_000_000n]) {
      const results = await as(agent, proposer).execute.staticCall(opened, [], { gasLimit });
      for (const { outcome } of results) {
        expect(Number(outcome)).to.be.oneOf([Outcome.Pending, Outcome.Recovered]);
      }
    }
  });

  it("of a proposal freezes as many as fit; the rest is frozen by `quarantine` @skip-on-coverage", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, proposer, holder } = stage;
    const tokens = await deployTokens(stage, 30);
    const recovery = await recoveryOf(stage, { tokens });
    const caseId = await agent.caseIdOf(recovery);
    const proposers = as(agent, proposer);
    const withoutTokens = await recoveryOf(stage);
    const gas = await proposers.propose.estimateGas(withoutTokens, await accept(agent, withoutTokens));
    await proposers.propose(recovery, await accept(agent, recovery), { gasLimit: gas + 1_000_000n });
    const unfrozen = async () => {
      const owners = await Promise.all(tokens.map((token) => agent.quarantinedBy(holder, token)));
      return owners.filter((owner) => owner !== caseId).length;
    };
    expect(await unfrozen()).to.be.greaterThan(0);
    expect(await unfrozen()).to.be.lessThan(tokens.length);
    await proposers.quarantine(recovery);
    expect(await unfrozen()).to.equal(0);
  });

  it("of a cancellation releases as many as fit; the rest is released by `release`", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, guardian, stranger, holder } = stage;
    const tokens = await deployTokens(stage, 30);
    const opened = await propose(stage, await recoveryOf(stage, { tokens }));
    await as(agent, guardian).cancel(opened, { gasLimit: 900_000n });
    const frozen = async () =>
      (await Promise.all(tokens.map((token) => token.isFrozen(holder)))).filter(Boolean).length;
    expect(await frozen()).to.be.greaterThan(0);
    expect(await frozen()).to.be.lessThan(tokens.length);
    await as(agent, stranger).release(opened);
    expect(await frozen()).to.equal(0);
  });

  it("leaves the lost wallet registered when there is not enough to ask every token", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, proposer, registry, holder } = stage;
    const tokens = await deployTokens(stage, 1);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    await as(agent, proposer).execute(opened, []);
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
    await registry.registerIdentity(holder, stage.identity, 250);
    await as(agent, proposer).retry(opened, { gasLimit: 1_000_000n });
    expect(await registry.identity(holder)).to.equal(await stage.identity.getAddress());
    await as(agent, proposer).retry(opened);
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
  });
});
