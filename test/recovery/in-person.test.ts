import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { roleNamed } from "../../src/provision/role-table";
import { accept, propose, recoveryOf } from "../stage/case-steps";
import { deployStage } from "../stage/doubles";
import { as } from "../stage/regain";

describe("Proposing and approving in person", () => {
  it("is required: through the authority one person could be two", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, proposer, custodian } = stage;
    const recovery = await recoveryOf(stage);
    const proposal = agent.interface.encodeFunctionData("propose", [recovery, await accept(agent, recovery)]);
    await expect(as(authority, proposer).execute(agent, proposal))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentDirectCallRequired")
      .withArgs(authority);

    const { caseId } = await propose(stage, recovery);
    const approval = agent.interface.encodeFunctionData("approve", [caseId]);
    await expect(as(authority, custodian).execute(agent, approval))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentDirectCallRequired")
      .withArgs(authority);
    expect(await agent.approvalsOf(caseId)).to.equal(0n);
  });

  it("keeps one person with two roles from being proposer and approver by this detour", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, proposer } = stage;
    await authority.grantRole(roleNamed("CUSTODIAN").id, proposer, 0);
    const { caseId } = await propose(stage, await recoveryOf(stage));
    const approval = agent.interface.encodeFunctionData("approve", [caseId]);
    await expect(as(authority, proposer).execute(agent, approval)).to.be.revertedWithCustomError(
      agent,
      "RecoveryAgentDirectCallRequired",
    );
  });

  it("is not asked of the steps where one person may do both: a guardian cancels through the authority", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, guardian } = stage;
    const opened = await propose(stage, await recoveryOf(stage));
    const cancel = agent.interface.encodeFunctionData("cancel", [opened]);
    await expect(as(authority, guardian).execute(agent, cancel))
      .to.emit(agent, "RecoveryCancelled")
      .withArgs(opened.caseId, authority);
  });
});
