import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { Status, passDelay, passWindow, propose, recover, recoveryOf } from "../stage/case-steps";
import { deployHostileToken, deployStage, deployTokens, inOrder } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("Cancelling a case", () => {
  /** Two tokens, of which the holder's wallet is frozen on the second by the issuer. */
  async function deployProposal() {
    const stage = await deployStage();
    const [free, frozen] = await deployTokens(stage, 2);
    if (free === undefined || frozen === undefined) throw new Error("Two tokens were deployed.");
    await frozen.setAddressFrozen(stage.holder, true);
    const opened = await propose(stage, await recoveryOf(stage, { tokens: [free, frozen] }));
    return { ...stage, free, frozen, opened };
  }

  it("is a guardian's right at any time before execution", async () => {
    const { agent, opened, guardian, proposer, custodian, newWallet, holder } = await loadFixture(deployProposal);
    for (const account of [proposer, custodian, newWallet, holder]) {
      await expect(as(agent, account).cancel(opened))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(account);
    }
    await as(agent, custodian).approve(opened.caseId);
    await passDelay(agent, opened);
    await as(agent, holder).contest(opened.caseId);
    await expect(as(agent, guardian).cancel(opened))
      .to.emit(agent, "RecoveryCancelled")
      .withArgs(opened.caseId, guardian);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Cancelled);
    expect([await agent.liveCaseOf(holder), await agent.liveCaseOf(newWallet)]).to.deep.equal([
      ethers.ZeroHash,
      ethers.ZeroHash,
    ]);
    expect(await agent.liveCases()).to.equal(0n);
  });

  it("lifts the freezes that the case set, and no others", async () => {
    const { agent, opened, guardian, free, frozen, holder } = await loadFixture(deployProposal);
    const sent = as(agent, guardian).cancel(opened);
    await expect(sent).to.emit(agent, "TokenReleased").withArgs(opened.caseId, free);
    expect(await free.isFrozen(holder)).to.equal(false);
    expect(await frozen.isFrozen(holder)).to.equal(true);
    expect(await agent.quarantinedBy(holder, free)).to.equal(ethers.ZeroHash);
  });

  it("is everybody's right once the case expired, not a second earlier", async () => {
    const { agent, opened, stranger, free, holder } = await loadFixture(deployProposal);
    await passDelay(agent, opened);
    await expect(as(agent, stranger).cancel(opened)).to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized");
    await passWindow(agent, opened);
    await expect(as(agent, stranger).cancel(opened))
      .to.emit(agent, "RecoveryExpired")
      .withArgs(opened.caseId, stranger);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Expired);
    expect(await free.isFrozen(holder)).to.equal(false);
  });

  it("works whatever is paused", async () => {
    const { agent, opened, guardian, free, holder } = await loadFixture(deployProposal);
    await free.pause();
    await expect(as(agent, guardian).cancel(opened)).to.emit(agent, "TokenReleased");
    expect(await free.isFrozen(holder)).to.equal(false);
  });

  it("is refused for a case that is not there, is executed or was cancelled before", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, guardian } = stage;
    const guardians = as(agent, guardian);
    const recovery = await recoveryOf(stage);
    await expect(guardians.cancel(recovery))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
      .withArgs(await agent.caseIdOf(recovery));
    const cancelled = await propose(stage, recovery);
    await guardians.cancel(cancelled);
    const executed = await recover(stage, await recoveryOf(stage));
    for (const [gone, status] of [
      [cancelled, Status.Cancelled],
      [executed, Status.Executed],
    ] as const) {
      await expect(guardians.cancel(gone))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(gone.caseId, status);
    }
  });

  describe("with a token that refuses to be released", () => {
    async function deployRefusing() {
      const stage = await deployStage();
      const refusing = await deployHostileToken(stage);
      const honest = await deployTokens(stage, 1);
      const opened = await propose(stage, await recoveryOf(stage, { tokens: inOrder([refusing, ...honest]) }));
      await refusing.become(HostileTokenMode.RefusesUnfreeze);
      return { ...stage, refusing, honest, opened };
    }

    it("ends the case all the same, and releases the others", async () => {
      const { agent, opened, guardian, refusing, honest, holder } = await loadFixture(deployRefusing);
      const reason = refusing.interface.encodeErrorResult("FreezeRefused", [holder.address, false]);
      await expect(as(agent, guardian).cancel(opened))
        .to.emit(agent, "TokenNotReleased")
        .withArgs(opened.caseId, refusing, reason);
      expect(await honest[0]?.isFrozen(holder)).to.equal(false);
      expect(await refusing.isFrozen(holder)).to.equal(true);
      expect(await agent.quarantinedBy(holder, refusing)).to.equal(opened.caseId);
    });

    it("can release it later, by anybody's hand", async () => {
      const { agent, opened, guardian, refusing, stranger, holder } = await loadFixture(deployRefusing);
      await as(agent, guardian).cancel(opened);
      await refusing.become(HostileTokenMode.Honest);
      await expect(as(agent, stranger).release(opened))
        .to.emit(agent, "TokenReleased")
        .withArgs(opened.caseId, refusing);
      expect(await refusing.isFrozen(holder)).to.equal(false);
      await expect(as(agent, stranger).release(opened)).to.not.emit(agent, "TokenReleased");
    });

    it("releases nothing while another case protects the wallet", async () => {
      const stage = await loadFixture(deployRefusing);
      const { agent, opened, guardian, refusing, stranger, holder } = stage;
      await as(agent, guardian).cancel(opened);
      const next = await propose(stage, await recoveryOf(stage));
      await refusing.become(HostileTokenMode.Honest);
      await expect(as(agent, stranger).release(opened))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseLive")
        .withArgs(holder, next.caseId);
    });
  });

  describe("and releasing", () => {
    it("is refused for a case that is not there, is live, expired but open, or executed", async () => {
      const stage = await loadFixture(deployStage);
      const { agent } = stage;
      const recovery = await recoveryOf(stage);
      await expect(agent.release(recovery))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
        .withArgs(await agent.caseIdOf(recovery));
      const opened = await propose(stage, recovery);
      const expectWrongStatus = async (status: Status) =>
        expect(agent.release(opened))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
          .withArgs(opened.caseId, status);
      await expectWrongStatus(Status.Proposed);
      await as(agent, stage.custodian).approve(opened.caseId);
      await passDelay(agent, opened);
      await expectWrongStatus(Status.Ready);
      await passWindow(agent, opened);
      await expectWrongStatus(Status.Expired);
      await as(agent, stage.stranger).cancel(opened);
      await expect(agent.release(opened)).to.not.be.reverted;
      const executed = await recover(stage, await recoveryOf(stage));
      await expect(agent.release(executed))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(executed.caseId, Status.Executed);
    });
  });
});
