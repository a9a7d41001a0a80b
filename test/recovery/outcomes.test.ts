import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { HonestRegistry__factory, HonestRegistryStorage__factory, type HonestRegistry } from "../../typechain-types";
import { Outcome, executeCase, makeReady, receiptOf, recoveryOf, retryCase } from "../stage/case-steps";
import {
  COUNTRY,
  deployHostileRegistry,
  deployHostileToken,
  deployStage,
  deployTokens,
  inOrder,
  type Signer,
} from "../stage/doubles";
import { HostileRegistryMode, HostileTokenMode } from "../stage/hostile";
import { TOPIC } from "../stage/identities";
import { as } from "../stage/regain";

describe("What becomes of a token", () => {
  /** A case of one token that the holder has 100 of, ready to be executed. */
  async function deployReady() {
    const stage = await deployStage();
    const [token] = await deployTokens(stage, 1);
    if (token === undefined) throw new Error("One token was deployed.");
    await token.mint(stage.holder, 100);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    return { ...stage, token, opened, proposers: as(stage.agent, stage.proposer) };
  }

  /** A registry with a storage of its own. */
  async function deployOtherRegistry(issuer: Signer): Promise<HonestRegistry> {
    const storage = await new HonestRegistryStorage__factory(issuer).deploy();
    const other = await new HonestRegistry__factory(issuer).deploy(storage);
    await other.addAgent(issuer);
    return other;
  }

  it("is recovered: balance, frozen part and the issuer's freeze move to the new wallet", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, holder, newWallet, proposer } = stage;
    const [token] = await deployTokens(stage, 1);
    if (token === undefined) throw new Error("One token was deployed.");
    await token.mint(holder, 100);
    await token.freezePartialTokens(holder, 30);
    await token.setAddressFrozen(holder, true);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    await expect(as(agent, proposer).execute(opened, []))
      .to.emit(agent, "TokenSettled")
      .withArgs(opened.caseId, token, Outcome.Recovered, 100, 30, true);
    expect([await token.balanceOf(holder), await token.balanceOf(newWallet)]).to.deep.equal([0n, 100n]);
    expect(await token.getFrozenTokens(newWallet)).to.equal(30n);
    expect([await token.isFrozen(holder), await token.isFrozen(newWallet)]).to.deep.equal([true, true]);
    expect(await agent.isSettled(opened.caseId, 0)).to.equal(true);
    expect((await agent.caseOf(opened.caseId)).settledTokens).to.equal(1n);
  });

  it("is recovered without the case's own freeze, which stays on the lost wallet", async () => {
    const { agent, proposers, opened, token, holder, newWallet } = await loadFixture(deployReady);
    await expect(proposers.execute(opened, []))
      .to.emit(agent, "TokenSettled")
      .withArgs(opened.caseId, token, Outcome.Recovered, 100, 0, false);
    expect([await token.isFrozen(holder), await token.isFrozen(newWallet)]).to.deep.equal([true, false]);
  });

  it("adds to what the new wallet has: balances and frozen parts sum up, a freeze of its own stays", async () => {
    const { agent, proposers, opened, token, registry, holder, newWallet } = await loadFixture(deployReady);
    const { newIdentity } = await agent.caseOf(opened.caseId);
    await registry.registerIdentity(newWallet, newIdentity, COUNTRY);
    await token.mint(newWallet, 50);
    await token.freezePartialTokens(newWallet, 5);
    await token.setAddressFrozen(newWallet, true);
    await token.freezePartialTokens(holder, 10);
    await proposers.execute(opened, []);
    expect([await token.balanceOf(newWallet), await token.getFrozenTokens(newWallet)]).to.deep.equal([150n, 15n]);
    expect(await token.isFrozen(newWallet)).to.equal(true);
  });

  it("is recovered for a holder who has a freeze and no balance: the freeze is not escaped", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, holder, newWallet, proposer } = stage;
    const [token] = await deployTokens(stage, 1);
    if (token === undefined) throw new Error("One token was deployed.");
    await token.setAddressFrozen(holder, true);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    await expect(as(agent, proposer).execute(opened, []))
      .to.emit(agent, "TokenSettled")
      .withArgs(opened.caseId, token, Outcome.Recovered, 0, 0, true);
    expect(await token.isFrozen(newWallet)).to.equal(true);
  });

  it("is nothing held, and done, for an empty lost wallet", async () => {
    const stage = await loadFixture(deployStage);
    const tokens = await deployTokens(stage, 1);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    expect(await executeCase(stage, opened)).to.deep.equal([Outcome.NothingHeld]);
    expect(await stage.agent.isSettled(opened.caseId, 0)).to.equal(true);
  });

  /** The token fails by this name and changes nothing; after the repair a retry recovers it. */
  async function expectRepairable(
    stage: Awaited<ReturnType<typeof deployReady>>,
    outcome: Outcome,
    repair: () => Promise<unknown>,
  ): Promise<void> {
    const { agent, token, opened, holder, newWallet } = stage;
    expect(await executeCase(stage, opened)).to.deep.equal([outcome]);
    expect([await token.balanceOf(holder), await token.balanceOf(newWallet)]).to.deep.equal([100n, 0n]);
    expect(await agent.isSettled(opened.caseId, 0)).to.equal(false);
    expect(await retryCase(stage, opened)).to.deep.equal([outcome]);
    await repair();
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.Recovered]);
    expect([await token.balanceOf(holder), await token.balanceOf(newWallet)]).to.deep.equal([0n, 100n]);
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.SettledBefore]);
  }

  it("is paused while its token is", async () => {
    const stage = await loadFixture(deployReady);
    await stage.token.pause();
    await expectRepairable(stage, Outcome.Paused, () => stage.token.unpause());
  });

  it("says why a paused token failed, in the agent's own words", async () => {
    const { agent, token, opened, proposers } = await loadFixture(deployReady);
    await token.pause();
    const reason = agent.interface.encodeErrorResult("RecoveryAgentTokenPaused", [await token.getAddress()]);
    await expect(proposers.execute(opened, []))
      .to.emit(agent, "TokenNotRecovered")
      .withArgs(opened.caseId, token, Outcome.Paused, reason);
  });

  it("is agent missing while the agent has not the role", async () => {
    const stage = await loadFixture(deployReady);
    await stage.token.removeAgent(stage.agent);
    await expectRepairable(stage, Outcome.AgentMissing, () => stage.token.addAgent(stage.agent));
  });

  it("is not verified while the new wallet lacks a required claim", async () => {
    const stage = await loadFixture(deployReady);
    await stage.registry.requireClaim(TOPIC, stage.issuer);
    await expectRepairable(stage, Outcome.NotVerified, () => stage.registry.requireClaim(0, stage.issuer));
  });

  it("is not verified while the token asks another registry that does not know the new wallet", async () => {
    const stage = await loadFixture(deployReady);
    const { token, issuer, agent, holder, newWallet, identity, opened } = stage;
    const other = await deployOtherRegistry(issuer);
    await other.registerIdentity(holder, identity, COUNTRY);
    await token.setIdentityRegistry(other);
    const { newIdentity } = await agent.caseOf(opened.caseId);
    await expectRepairable(stage, Outcome.NotVerified, () => other.registerIdentity(newWallet, newIdentity, COUNTRY));
  });

  it("is compliance refused while the token's rules refuse the new wallet", async () => {
    const stage = await loadFixture(deployReady);
    const { compliance, newWallet } = stage;
    await compliance.refuse(newWallet, true);
    await expectRepairable(stage, Outcome.ComplianceRefused, () => compliance.refuse(newWallet, false));
  });

  it("is failed when the token's own registry knows the lost wallet under another identity", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, token, issuer, opened, proposers, holder, newWallet, identity, bystandersIdentity } = stage;
    const other = await deployOtherRegistry(issuer);
    const { newIdentity } = await agent.caseOf(opened.caseId);
    await other.registerIdentity(newWallet, newIdentity, COUNTRY);
    await other.registerIdentity(holder, bystandersIdentity, COUNTRY);
    await token.setIdentityRegistry(other);
    const mismatch = [holder.address, await identity.getAddress(), await bystandersIdentity.getAddress()];
    await expect(proposers.execute(opened, []))
      .to.emit(agent, "TokenNotRecovered")
      .withArgs(
        opened.caseId,
        token,
        Outcome.Failed,
        agent.interface.encodeErrorResult("RecoveryAgentIdentityMismatch", mismatch),
      );
  });

  it("is failed with the token's own words when nothing else explains it", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, holder, proposer } = stage;
    const token = await deployHostileToken(stage);
    await token.setAddressFrozen(holder, true);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    await token.become(HostileTokenMode.RefusesFreeze);
    const refusal = token.interface.encodeErrorResult("FreezeRefused", [stage.newWallet.address, true]);
    const { selector } = token.getFunction("setAddressFrozen").fragment;
    const reason = agent.interface.encodeErrorResult("RecoveryAgentCallFailed", [token.target, selector, refusal]);
    await expect(as(agent, proposer).execute(opened, []))
      .to.emit(agent, "TokenNotRecovered")
      .withArgs(opened.caseId, token, Outcome.Failed, reason);
  });

  it("is its own: one that fails stops no other", async () => {
    const stage = await loadFixture(deployStage);
    const tokens = await deployTokens(stage, 3);
    for (const token of tokens) await token.mint(stage.holder, 1);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    await tokens[1]?.pause();
    const { Recovered, Paused, SettledBefore } = Outcome;
    expect(await executeCase(stage, opened)).to.deep.equal([Recovered, Paused, Recovered]);
    await tokens[1]?.unpause();
    expect(await retryCase(stage, opened)).to.deep.equal([SettledBefore, Recovered, SettledBefore]);
  });

  it("is told though its registry burns all gas it is asked with", async () => {
    const stage = await loadFixture(deployStage);
    const registry = await deployHostileRegistry(stage);
    const [honest] = await deployTokens(stage, 1);
    const burning = await deployHostileToken(stage);
    if (honest === undefined) throw new Error("One token was deployed.");
    const tokens = inOrder([honest, burning]);
    for (const token of tokens) await as(token, stage.issuer).mint(stage.holder, 1);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    await burning.setIdentityRegistry(registry);
    await registry.become(HostileRegistryMode.VerificationBurnsGas);
    const outcomes = await executeCase(stage, opened);
    expect(outcomes[tokens.indexOf(burning)]).to.equal(Outcome.Failed);
    expect(outcomes[tokens.indexOf(honest)]).to.equal(Outcome.Recovered);
    const receipt = await receiptOf(as(stage.agent, stage.proposer).retry(opened));
    expect(receipt.gasUsed).to.be.lessThan(7_000_000n);
  });
});
