import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import {
  Status,
  makeReady,
  passDelay,
  passWindow,
  propose,
  proposeAndApprove,
  recover,
  recoveryOf,
} from "../stage/case-steps";
import { deployStage } from "../stage/doubles";
import { ACTION, ECDSA, MANAGEMENT, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("Contesting a case", () => {
  async function deployProposal() {
    const stage = await deployStage();
    return { ...stage, opened: await proposeAndApprove(stage, await recoveryOf(stage)) };
  }

  it("is the lost wallet's right, and stops the case", async () => {
    const { agent, opened, holder, proposer } = await loadFixture(deployProposal);
    await expect(as(agent, holder).contest(opened.caseId))
      .to.emit(agent, "RecoveryContested")
      .withArgs(opened.caseId, holder);
    await passDelay(agent, opened);
    const { status, contestable } = await agent.caseOf(opened.caseId);
    expect([status, contestable]).to.deep.equal([BigInt(Status.Contested), false]);
    await expect(as(agent, proposer).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(opened.caseId, Status.Contested);
  });

  it("is the right of every management key of the lost wallet's identity, though its delay is over", async () => {
    const { agent, opened, identity, backup } = await loadFixture(deployProposal);
    await identity.addKey(await keyOf(backup), MANAGEMENT, ECDSA);
    await passDelay(agent, opened);
    await expect(as(agent, backup).contest(opened.caseId))
      .to.emit(agent, "RecoveryContested")
      .withArgs(opened.caseId, backup);
  });

  it("is nobody else's: not an action key's, nor the new wallet's", async () => {
    const { agent, opened, identity, backup, newWallet, stranger, guardian } = await loadFixture(deployProposal);
    await identity.addKey(await keyOf(backup), ACTION, ECDSA);
    for (const account of [backup, newWallet, stranger, guardian]) {
      await expect(as(agent, account).contest(opened.caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentNotHolder")
        .withArgs(opened.caseId, account);
    }
  });

  it("is not that of a wallet which an earlier case had as lost, and this one has as the new wallet", async () => {
    const { agent, opened, holder, guardian, bystander, registry, ...stage } = await loadFixture(deployProposal);
    await as(agent, guardian).cancel(opened);
    await registry.deleteIdentity(holder);
    const actors = { agent, holder, guardian, bystander, registry, ...stage };
    const next = await propose(actors, await recoveryOf(actors, { lostWallet: bystander, newWallet: holder }));
    await expect(as(agent, holder).contest(next.caseId))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentNotHolder")
      .withArgs(next.caseId, holder);
  });

  it("happens once: a thief cannot contest for ever", async () => {
    const { agent, opened, holder, guardian } = await loadFixture(deployProposal);
    await as(agent, holder).contest(opened.caseId);
    await expect(as(agent, holder).contest(opened.caseId))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(opened.caseId, Status.Contested);
    await as(agent, guardian).uphold(opened.caseId);
    await expect(as(agent, holder).contest(opened.caseId))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentContestedBefore")
      .withArgs(opened.caseId);
  });

  it("never lets the lost wallet cancel", async () => {
    const { agent, opened, holder } = await loadFixture(deployProposal);
    await as(agent, holder).contest(opened.caseId);
    await expect(as(agent, holder).cancel(opened))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(holder);
  });

  it("needs a case that is there and live", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, holder, guardian } = stage;
    const holders = as(agent, holder);
    const unknown = ethers.id("no case");
    await expect(holders.contest(unknown))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
      .withArgs(unknown);
    const expired = await propose(stage, await recoveryOf(stage));
    await passWindow(agent, expired);
    const expectWrongStatus = async (caseId: string, status: Status) =>
      expect(holders.contest(caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(caseId, status);
    await expectWrongStatus(expired.caseId, Status.Expired);
    await as(agent, guardian).cancel(expired);
    const executed = await recover(stage, await recoveryOf(stage));
    await expectWrongStatus(executed.caseId, Status.Executed);
  });

  describe("and upholding", () => {
    it("lets the case go on where it stood, by a guardian's word", async () => {
      const { agent, opened, holder, guardian, proposer } = await loadFixture(deployProposal);
      const before = await agent.caseOf(opened.caseId);
      await as(agent, holder).contest(opened.caseId);
      await expect(as(agent, proposer).uphold(opened.caseId))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(proposer);
      await expect(as(agent, guardian).uphold(opened.caseId))
        .to.emit(agent, "RecoveryUpheld")
        .withArgs(opened.caseId, guardian);
      const { readyAt, expiresAt, contestable } = await agent.caseOf(opened.caseId);
      expect([readyAt, expiresAt, contestable]).to.deep.equal([before.readyAt, before.expiresAt, false]);
      await passDelay(agent, opened);
      await expect(as(agent, proposer).execute(opened, [])).to.emit(agent, "RecoveryExecuted");
    });

    it("needs a case that is contested and not expired", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, guardian, holder } = stage;
      const guardians = as(agent, guardian);
      const unknown = ethers.id("no case");
      await expect(guardians.uphold(unknown))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
        .withArgs(unknown);
      const opened = await makeReady(stage, await recoveryOf(stage));
      await expect(guardians.uphold(opened.caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(opened.caseId, Status.Ready);
      await as(agent, holder).contest(opened.caseId);
      await passWindow(agent, opened);
      await expect(guardians.uphold(opened.caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(opened.caseId, Status.Expired);
    });
  });
});
