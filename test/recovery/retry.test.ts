import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import type { HonestToken } from "../../typechain-types";
import {
  Outcome,
  Status,
  executeCase,
  makeReady,
  passDelay,
  propose,
  recover,
  recoveryOf,
  retryCase,
} from "../stage/case-steps";
import { deployStage, deployTokens } from "../stage/doubles";
import { as } from "../stage/regain";

describe("Retrying a case", () => {
  /** Executed while one of two tokens was paused. */
  async function deployPartial() {
    const stage = await deployStage();
    const tokens = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
    for (const token of tokens) await token.mint(stage.holder, 100);
    await tokens[1].pause();
    const opened = await recover(stage, await recoveryOf(stage, { tokens }));
    return { ...stage, tokens, opened, proposers: as(stage.agent, stage.proposer) };
  }

  it("recovers what failed, once that is repaired", async () => {
    const stage = await loadFixture(deployPartial);
    const { tokens, opened, newWallet } = stage;
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.SettledBefore, Outcome.Paused]);
    await tokens[1].unpause();
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.SettledBefore, Outcome.Recovered]);
    expect(await tokens[1].balanceOf(newWallet)).to.equal(100n);
  });

  it("has no end in time: the window is for the execution", async () => {
    const stage = await loadFixture(deployPartial);
    await ethers.provider.send("evm_increaseTime", [365 * 86_400]);
    await stage.tokens[1].unpause();
    expect(await retryCase(stage, stage.opened)).to.deep.equal([Outcome.SettledBefore, Outcome.Recovered]);
  });

  it("never moves a settled token again, even if the lost wallet received more of it", async () => {
    const stage = await loadFixture(deployPartial);
    const { tokens, opened, holder, newWallet } = stage;
    await tokens[0].mint(holder, 5);
    await retryCase(stage, opened);
    expect([await tokens[0].balanceOf(holder), await tokens[0].balanceOf(newWallet)]).to.deep.equal([5n, 100n]);
  });

  it("is for identity managers, and for executed cases", async () => {
    const stage = await loadFixture(deployPartial);
    const { agent, opened, proposers, stranger, guardian, bystander, thirdWallet } = stage;
    await expect(as(agent, stranger).retry(opened))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(stranger);
    const unknown = { ...opened, nonce: 7n };
    await expect(proposers.retry(unknown))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
      .withArgs(await agent.caseIdOf(unknown));
    const live = await propose(stage, await recoveryOf(stage, { lostWallet: bystander, newWallet: thirdWallet }));
    await expect(proposers.retry(live))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(live.caseId, Status.Proposed);
    await as(agent, guardian).cancel(live);
    await expect(proposers.retry(live))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(live.caseId, Status.Cancelled);
  });

  it("is refused while a case is live in which the new wallet is the lost one", async () => {
    const stage = await loadFixture(deployPartial);
    const { agent, opened, proposers, newWallet, thirdWallet } = stage;
    const next = await propose(stage, await recoveryOf(stage, { lostWallet: newWallet, newWallet: thirdWallet }));
    await expect(proposers.retry(opened))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseLive")
      .withArgs(newWallet, next.caseId);
  });

  it("is refused for ever once the new wallet was lost itself", async () => {
    const stage = await loadFixture(deployPartial);
    const { agent, opened, proposers, newWallet, thirdWallet } = stage;
    await recover(stage, await recoveryOf(stage, { lostWallet: newWallet, newWallet: thirdWallet }));
    await expect(proposers.retry(opened))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
      .withArgs(newWallet, thirdWallet);
  });

  it("goes on while the new wallet is the new one of a further case", async () => {
    const stage = await loadFixture(deployPartial);
    const { opened, tokens } = stage;
    await propose(stage, await recoveryOf(stage));
    await tokens[1].unpause();
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.SettledBefore, Outcome.Recovered]);
  });

  it("fails for a token that knows the lost wallet under another identity since", async () => {
    const stage = await loadFixture(deployPartial);
    const { opened, tokens, registry, holder, bystandersIdentity } = stage;
    await tokens[1].unpause();
    await registry.updateIdentity(holder, bystandersIdentity);
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.SettledBefore, Outcome.Failed]);
  });

  describe("and quarantining", () => {
    it("freezes a token that could not be frozen at proposal, or was unfrozen since", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, proposer, holder } = stage;
      const tokens = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
      await tokens[0].removeAgent(agent);
      const opened = await propose(stage, await recoveryOf(stage, { tokens }));
      await tokens[0].addAgent(agent);
      await tokens[1].setAddressFrozen(holder, false);
      const sent = as(agent, proposer).quarantine(opened);
      for (const token of tokens) await expect(sent).to.emit(agent, "TokenQuarantined").withArgs(opened.caseId, token);
      for (const token of tokens) expect(await token.isFrozen(holder)).to.equal(true);
      await expect(as(agent, proposer).quarantine(opened)).to.not.emit(agent, "TokenQuarantined");
    });

    it("works after execution too, and stops when the new wallet is lost", async () => {
      const stage = await loadFixture(deployPartial);
      const { agent, opened, proposers, tokens, holder, newWallet, thirdWallet } = stage;
      await tokens[0].setAddressFrozen(holder, false);
      await expect(proposers.quarantine(opened)).to.emit(agent, "TokenQuarantined").withArgs(opened.caseId, tokens[0]);
      const next = await propose(stage, await recoveryOf(stage, { lostWallet: newWallet, newWallet: thirdWallet }));
      await expect(proposers.quarantine(opened))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseLive")
        .withArgs(newWallet, next.caseId);
    });

    it("is refused for a case that is not there or ended, and to anybody but identity managers", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, proposer, guardian, stranger } = stage;
      const recovery = await recoveryOf(stage);
      await expect(as(agent, proposer).quarantine(recovery))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
        .withArgs(await agent.caseIdOf(recovery));
      const opened = await propose(stage, recovery);
      await expect(as(agent, stranger).quarantine(opened)).to.be.revertedWithCustomError(
        agent,
        "AccessManagedUnauthorized",
      );
      await as(agent, guardian).cancel(opened);
      await expect(as(agent, proposer).quarantine(opened))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(opened.caseId, Status.Cancelled);
    });

    it("leaves a freeze that somebody else set what it is, and carries it over", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, holder, newWallet } = stage;
      const [token] = (await deployTokens(stage, 1)) as [HonestToken];
      await token.setAddressFrozen(holder, true);
      const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
      expect(await agent.quarantinedBy(holder, token)).to.equal(ethers.ZeroHash);
      await executeCase(stage, opened);
      expect([await token.isFrozen(holder), await token.isFrozen(newWallet)]).to.deep.equal([true, true]);
    });

    it("is made up for at execution: the lost wallet is frozen before its tokens move", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, holder, custodian } = stage;
      const [token] = (await deployTokens(stage, 1)) as [HonestToken];
      await token.mint(holder, 1);
      await token.removeAgent(agent);
      const opened = await propose(stage, await recoveryOf(stage, { tokens: [token] }));
      await as(agent, custodian).approve(opened.caseId);
      await passDelay(agent, opened);
      await token.addAgent(agent);
      expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Recovered]);
      expect(await token.isFrozen(holder)).to.equal(true);
      expect(await agent.quarantinedBy(holder, token)).to.equal(opened.caseId);
    });
  });
});
