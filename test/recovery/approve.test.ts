import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { ContractWallet__factory, type RecoveryAgent } from "../../typechain-types";
import { roleNamed } from "../../src/provision/role-table";
import {
  APPROVAL_TYPES,
  Status,
  domainOf,
  makeReady,
  passDelay,
  passWindow,
  propose,
  recover,
  recoveryOf,
} from "../stage/case-steps";
import { deployStage, type Signer } from "../stage/doubles";
import { DEFAULT_POLICY, as, deployAgent } from "../stage/regain";

describe("Approving a case", () => {
  const CUSTODIAN = roleNamed("CUSTODIAN").id;

  async function deployProposal() {
    const stage = await deployStage({ ...DEFAULT_POLICY, threshold: 2 });
    return { ...stage, opened: await propose(stage, await recoveryOf(stage)) };
  }

  async function signApproval(
    agent: RecoveryAgent,
    caseId: string,
    custodian: string,
    signer: Signer,
  ): Promise<string> {
    return signer.signTypedData(await domainOf(agent), APPROVAL_TYPES, { caseId, custodian });
  }

  it("is for custodians, of whom the threshold makes the case ready", async () => {
    const { agent, opened, custodian, secondCustodian, stranger } = await loadFixture(deployProposal);
    await expect(as(agent, stranger).approve(opened.caseId))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(stranger);
    await expect(as(agent, custodian).approve(opened.caseId))
      .to.emit(agent, "RecoveryApproved")
      .withArgs(opened.caseId, custodian);
    await passDelay(agent, opened);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Proposed);
    await as(agent, secondCustodian).approve(opened.caseId);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Ready);
    expect(await agent.approversOf(opened.caseId)).to.deep.equal([custodian.address, secondCustodian.address]);
    expect(await agent.approvalsOf(opened.caseId)).to.equal(2n);
  });

  it("is refused to the proposer, whatever roles the proposer has", async () => {
    const { agent, authority, opened, proposer } = await loadFixture(deployProposal);
    await authority.grantRole(CUSTODIAN, proposer, 0);
    await expect(as(agent, proposer).approve(opened.caseId))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentApproverIsProposer")
      .withArgs(opened.caseId, proposer);
    const signature = await signApproval(agent, opened.caseId, proposer.address, proposer);
    await expect(agent.approveBySignature(opened.caseId, proposer, signature))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentApproverIsProposer")
      .withArgs(opened.caseId, proposer);
  });

  it("counts a custodian once, by call or by signature", async () => {
    const { agent, opened, custodian, secondCustodian } = await loadFixture(deployProposal);
    await as(agent, secondCustodian).approve(opened.caseId);
    await as(agent, custodian).approve(opened.caseId);
    await expect(as(agent, custodian).approve(opened.caseId))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentAlreadyApproved")
      .withArgs(opened.caseId, custodian);
    const signature = await signApproval(agent, opened.caseId, custodian.address, custodian);
    await expect(agent.approveBySignature(opened.caseId, custodian, signature))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentAlreadyApproved")
      .withArgs(opened.caseId, custodian);
  });

  it("counts only while the role lasts", async () => {
    const { agent, authority, opened, custodian, secondCustodian, proposer } = await loadFixture(deployProposal);
    for (const account of [custodian, secondCustodian]) await as(agent, account).approve(opened.caseId);
    await passDelay(agent, opened);
    await authority.revokeRole(CUSTODIAN, custodian);
    expect(await agent.approvalsOf(opened.caseId)).to.equal(1n);
    expect((await agent.caseOf(opened.caseId)).status).to.equal(Status.Proposed);
    await expect(as(agent, proposer).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentNotEnoughApprovals")
      .withArgs(opened.caseId, 1, 2);
    await authority.grantRole(CUSTODIAN, custodian, 0);
    await expect(as(agent, proposer).execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });

  it("counts of a custodian who has to announce it first, as of any other", async () => {
    const { agent, authority, opened, custodian } = await loadFixture(deployProposal);
    await as(agent, custodian).approve(opened.caseId);
    await authority.grantRole(CUSTODIAN, custodian, 60);
    expect(await agent.approvalsOf(opened.caseId)).to.equal(1n);
  });

  it("needs a case that is proposed and not over", async () => {
    const { agent, opened, custodian, guardian, holder } = await loadFixture(deployProposal);
    const custodians = as(agent, custodian);
    const unknown = ethers.id("no case");
    await expect(custodians.approve(unknown))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
      .withArgs(unknown);

    const expectWrongStatus = async (status: Status) =>
      expect(custodians.approve(opened.caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(opened.caseId, status);
    await as(agent, holder).contest(opened.caseId);
    await expectWrongStatus(Status.Contested);
    await passWindow(agent, opened);
    await expectWrongStatus(Status.Expired);
    await as(agent, guardian).cancel(opened);
    await expectWrongStatus(Status.Expired);
  });

  it("is refused for a cancelled and for an executed case", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, guardian, secondCustodian } = stage;
    const cancelled = await propose(stage, await recoveryOf(stage));
    await as(agent, guardian).cancel(cancelled);
    const executed = await recover(stage, await recoveryOf(stage));
    for (const [{ caseId }, status] of [
      [cancelled, Status.Cancelled],
      [executed, Status.Executed],
    ] as const) {
      await expect(as(agent, secondCustodian).approve(caseId))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(caseId, status);
    }
  });

  it("is possible beyond the threshold", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, secondCustodian } = stage;
    const opened = await makeReady(stage, await recoveryOf(stage));
    await as(agent, secondCustodian).approve(opened.caseId);
    expect(await agent.approvalsOf(opened.caseId)).to.equal(2n);
  });

  describe("by signature", () => {
    it("is sent by anybody, and counts as the custodian's", async () => {
      const { agent, opened, custodian, stranger } = await loadFixture(deployProposal);
      const signature = await signApproval(agent, opened.caseId, custodian.address, custodian);
      await expect(as(agent, stranger).approveBySignature(opened.caseId, custodian, signature))
        .to.emit(agent, "RecoveryApproved")
        .withArgs(opened.caseId, custodian);
      expect(await agent.approvalsOf(opened.caseId)).to.equal(1n);
    });

    it("is refused of somebody who is no custodian, though the signature is right", async () => {
      const { agent, opened, stranger } = await loadFixture(deployProposal);
      const signature = await signApproval(agent, opened.caseId, stranger.address, stranger);
      await expect(agent.approveBySignature(opened.caseId, stranger, signature))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentNotCustodian")
        .withArgs(stranger);
    });

    it("is refused when signed by, or for, somebody else, another case, chain or agent", async () => {
      const stage = await loadFixture(deployProposal);
      const { agent, authority, factory, admin, opened, custodian, secondCustodian } = stage;
      const otherAgent = await deployAgent(admin, { authority, factory });
      const otherChain = { ...(await domainOf(agent)), chainId: 1n };
      const value = { caseId: opened.caseId, custodian: custodian.address };
      for (const signature of [
        await signApproval(agent, opened.caseId, custodian.address, secondCustodian),
        await signApproval(agent, opened.caseId, secondCustodian.address, custodian),
        await signApproval(agent, ethers.id("another case"), custodian.address, custodian),
        await signApproval(otherAgent, opened.caseId, custodian.address, custodian),
        await custodian.signTypedData(otherChain, APPROVAL_TYPES, value),
        "0x",
      ]) {
        await expect(agent.approveBySignature(opened.caseId, custodian, signature))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentApprovalInvalid")
          .withArgs(opened.caseId, custodian);
      }
    });

    it("is given by a custodian that is a contract (ERC-1271)", async () => {
      const { agent, authority, opened, stranger } = await loadFixture(deployProposal);
      const board = await new ContractWallet__factory(stranger).deploy(stranger);
      await authority.grantRole(CUSTODIAN, board, 0);
      const signature = await signApproval(agent, opened.caseId, await board.getAddress(), stranger);
      await expect(agent.approveBySignature(opened.caseId, board, signature))
        .to.emit(agent, "RecoveryApproved")
        .withArgs(opened.caseId, board);
    });

    it("needs a case that is there", async () => {
      const { agent, custodian } = await loadFixture(deployProposal);
      const unknown = ethers.id("no case");
      const signature = await signApproval(agent, unknown, custodian.address, custodian);
      await expect(agent.approveBySignature(unknown, custodian, signature))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseUnknown")
        .withArgs(unknown);
    });
  });
});
