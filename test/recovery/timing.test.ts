import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { Status, proposeAndApprove, recoveryOf } from "../stage/case-steps";
import { deployStage } from "../stage/doubles";
import { as } from "../stage/regain";

describe("The time in which a case executes", () => {
  async function deployApproved() {
    const stage = await deployStage();
    const opened = await proposeAndApprove(stage, await recoveryOf(stage));
    const { readyAt, expiresAt } = await stage.agent.caseOf(opened.caseId);
    return { ...stage, opened, readyAt, expiresAt, proposers: as(stage.agent, stage.proposer) };
  }

  it("has not begun one second before the delay is over", async () => {
    const { agent, proposers, opened, readyAt } = await loadFixture(deployApproved);
    await time.setNextBlockTimestamp(readyAt - 1n);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentTooEarly")
      .withArgs(opened.caseId, readyAt);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Proposed);
  });

  it("begins with the second in which the delay is over", async () => {
    const { agent, proposers, opened, readyAt } = await loadFixture(deployApproved);
    await time.setNextBlockTimestamp(readyAt);
    await expect(proposers.execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });

  it("lasts to the second of expiry", async () => {
    const { agent, proposers, opened, expiresAt } = await loadFixture(deployApproved);
    await time.setNextBlockTimestamp(expiresAt);
    await expect(proposers.execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });

  it("is over one second after expiry", async () => {
    const { agent, proposers, opened, expiresAt } = await loadFixture(deployApproved);
    await time.setNextBlockTimestamp(expiresAt + 1n);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(opened.caseId, Status.Expired);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Expired);
  });

  it("is the same to the second for closing: only a guardian at expiry, anybody one second later", async () => {
    const { agent, opened, expiresAt, stranger } = await loadFixture(deployApproved);
    await time.setNextBlockTimestamp(expiresAt);
    await expect(as(agent, stranger).cancel(opened)).to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized");
    await expect(as(agent, stranger).cancel(opened)).to.emit(agent, "RecoveryExpired");
  });
});
