import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { Status, makeReady, passDelay, propose, proposeAndApprove, recover, recoveryOf } from "../stage/case-steps";
import { COUNTRY, createIdentity, deployStage } from "../stage/doubles";
import { ECDSA, MANAGEMENT, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("What must hold for a case to execute", () => {
  async function deployReady() {
    const stage = await deployStage();
    const opened = await makeReady(stage, await recoveryOf(stage));
    return { ...stage, opened, proposers: as(stage.agent, stage.proposer) };
  }

  it("is a case at all, and an identity manager who executes it", async () => {
    const { agent, opened, proposers, stranger } = await loadFixture(deployReady);
    const unknown = { ...opened, evidence: ethers.id("another file") };
    await expect(proposers.execute(unknown, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
      .withArgs(await agent.caseIdOf(unknown));
    await expect(as(agent, stranger).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(stranger);
  });

  it("is enough approvals", async () => {
    const stage = await loadFixture(deployStage);
    const opened = await propose(stage, await recoveryOf(stage));
    await passDelay(stage.agent, opened);
    await expect(as(stage.agent, stage.proposer).execute(opened, []))
      .to.be.revertedWithCustomError(stage.agent, "RecoveryAgentNotEnoughApprovals")
      .withArgs(opened.caseId, 0, 1);
  });

  it("is that it did not execute before", async () => {
    const { agent, opened, proposers } = await loadFixture(deployReady);
    await proposers.execute(opened, []);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
      .withArgs(opened.caseId, Status.Executed);
  });

  it("is that the lost wallet has the identity it had at proposal", async () => {
    const { agent, opened, proposers, registry, holder, identity, issuer, factory } = await loadFixture(deployReady);
    const other = await createIdentity(factory, issuer);
    await registry.updateIdentity(holder, other);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentIdentityMismatch")
      .withArgs(holder, identity, other);
    await registry.deleteIdentity(holder);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentIdentityMismatch")
      .withArgs(holder, identity, ethers.ZeroAddress);
    await registry.registerIdentity(holder, identity, COUNTRY);
    await expect(proposers.execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });

  it("is that the new wallet was not registered under another identity meanwhile", async () => {
    const { agent, opened, proposers, registry, newWallet, bystandersIdentity } = await loadFixture(deployReady);
    await registry.registerIdentity(newWallet, bystandersIdentity, COUNTRY);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentAlreadyRegistered")
      .withArgs(registry, newWallet, bystandersIdentity);
  });

  it("is, with the identity kept, that the keys still are as they were at proposal", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, identity, holder, newWallet, backup, proposer } = stage;
    for (const account of [newWallet, backup]) await identity.addKey(await keyOf(account), MANAGEMENT, ECDSA);
    const backups = as(identity, backup);
    await backups.removeKey(await keyOf(holder), MANAGEMENT);
    const opened = await proposeAndApprove(stage, await recoveryOf(stage, { identity }));
    await passDelay(agent, opened);

    await backups.removeKey(await keyOf(newWallet), MANAGEMENT);
    await expect(as(agent, proposer).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentNewWalletNotManager")
      .withArgs(identity, newWallet);
    await backups.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
    await backups.addKey(await keyOf(holder), MANAGEMENT, ECDSA);
    await expect(as(agent, proposer).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentLostWalletStillManager")
      .withArgs(identity, holder);
  });

  it("is a registry that registers the new wallet", async () => {
    const { agent, opened, proposers, registry } = await loadFixture(deployReady);
    await registry.removeAgent(agent);
    const reason = registry.interface.encodeErrorResult("CallerIsNotAgent", [await agent.getAddress()]);
    await expect(proposers.execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentRegistryRefused")
      .withArgs(registry, reason);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Ready);
  });

  describe("and what execution leaves behind", () => {
    it("is, by default, a replacement identity at the predicted address that the new wallet manages", async () => {
      const { agent, opened, proposers, proposer, factory, registry, identity, newWallet, holder } =
        await loadFixture(deployReady);
      const { newIdentity } = await agent.caseOf(opened.caseId);
      const sent = proposers.execute(opened, []);
      await expect(sent).to.emit(agent, "RecoveryExecuted").withArgs(opened.caseId, proposer, newIdentity);
      await expect(sent).to.emit(factory, "IdentityCreated").withArgs(newIdentity, agent, opened.caseId);
      await expect(sent).to.emit(agent, "SuccessorRecorded").withArgs(holder, newWallet, opened.caseId);
      const replacement = identity.attach(newIdentity) as typeof identity;
      expect(await replacement.getKeysByPurpose(MANAGEMENT)).to.deep.equal([await keyOf(newWallet)]);
      expect(await registry.identity(newWallet)).to.equal(newIdentity);
      expect(await registry.investorCountry(newWallet)).to.equal(COUNTRY);
      expect(await agent.successorOf(holder)).to.equal(newWallet.address);
      expect(await agent.liveCases()).to.equal(0n);
    });

    it("is, with the identity kept, no new identity at all", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, identity, holder, newWallet, registry, factory } = stage;
      await identity.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
      await as(identity, newWallet).removeKey(await keyOf(holder), MANAGEMENT);
      const opened = await recover(stage, await recoveryOf(stage, { identity }));
      expect(await registry.identity(newWallet)).to.equal(await identity.getAddress());
      const predicted = await factory.predictIdentity(agent, opened.caseId);
      expect(await ethers.provider.getCode(predicted)).to.equal("0x");
    });

    it("is the new wallet's registration as it was, when somebody registered it rightly before", async () => {
      const { agent, opened, proposers, registry, newWallet } = await loadFixture(deployReady);
      const { newIdentity } = await agent.caseOf(opened.caseId);
      await registry.registerIdentity(newWallet, newIdentity, 276);
      await proposers.execute(opened, []);
      expect(await registry.investorCountry(newWallet)).to.equal(276n);
    });
  });
});
