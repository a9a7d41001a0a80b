import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { Signer } from "ethers";
import { POLICY_CHANGE_DELAY, roleNamed } from "../../src/provision/role-table";
import { deployStage } from "../stage/doubles";
import { propose, recoveryOf } from "../stage/case-steps";
import { DAY, DEFAULT_POLICY, HOUR, as, deployAgent, type PolicyValues, type Regain } from "../stage/regain";

describe("The policy", () => {
  /** Scheduled, waited for, and made: the only way that a policy administrator has. */
  async function changePolicy({ authority, agent }: Regain, policyAdmin: Signer, next: PolicyValues) {
    const call = agent.interface.encodeFunctionData("setPolicy", [next]);
    await as(authority, policyAdmin).schedule(agent, call, 0);
    await time.increase(POLICY_CHANGE_DELAY);
    return as(agent, policyAdmin).setPolicy(next);
  }

  it("is the one given at deployment, until it is changed", async () => {
    const { agent } = await loadFixture(deployStage);
    expect(await agent.policy()).to.deep.equal(Object.values(DEFAULT_POLICY).map(BigInt));
  });

  const outOfBounds: readonly (readonly [string, Partial<PolicyValues>])[] = [
    ["a delay under an hour", { delay: HOUR - 1 }],
    ["a delay over 30 days", { delay: 30 * DAY + 1 }],
    ["a window under a day", { window: DAY - 1 }],
    ["a window over 30 days", { window: 30 * DAY + 1 }],
    ["no approval at all", { threshold: 0 }],
    ["no live case at all", { maxLiveCases: 0 }],
  ];
  for (const [title, change] of outOfBounds) {
    it(`cannot be ${title}, neither at deployment nor later`, async () => {
      const { agent, authority, factory, admin, policyAdmin } = await loadFixture(deployStage);
      const next = { ...DEFAULT_POLICY, ...change };
      await expect(deployAgent(admin, { authority, factory }, next))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentPolicyOutOfBounds")
        .withArgs(Object.values(next));
      await expect(changePolicy({ agent, authority, factory }, policyAdmin, next))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentPolicyOutOfBounds")
        .withArgs(Object.values(next));
    });
  }

  for (const edge of [
    { delay: HOUR, window: DAY, threshold: 1, maxLiveCases: 1 },
    { delay: 30 * DAY, window: 30 * DAY, threshold: 255, maxLiveCases: 65_535 },
  ]) {
    it(`may be at its edge: ${Object.values(edge).join(", ")}`, async () => {
      const stage = await loadFixture(deployStage);
      await expect(changePolicy(stage, stage.policyAdmin, edge))
        .to.emit(stage.agent, "PolicyChanged")
        .withArgs(...Object.values(edge));
      expect(await stage.agent.policy()).to.deep.equal(Object.values(edge).map(BigInt));
    });
  }

  it("is changed by a policy administrator alone, and never without notice", async () => {
    const { agent, authority, policyAdmin, proposer } = await loadFixture(deployStage);
    await expect(as(agent, proposer).setPolicy(DEFAULT_POLICY))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(proposer);
    await expect(as(agent, policyAdmin).setPolicy(DEFAULT_POLICY)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerNotScheduled",
    );
  });

  it("stays for a live case what it was when the case was proposed", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, admin, custodian, proposer } = stage;
    const opened = await propose(stage, await recoveryOf(stage));
    const before = await agent.caseOf(opened.caseId);
    await authority.grantRole(roleNamed("POLICY_ADMIN").id, admin, 0);
    await agent.setPolicy({ delay: HOUR, window: 30 * DAY, threshold: 2, maxLiveCases: 1 });
    expect(await agent.caseOf(opened.caseId)).to.deep.equal(before);

    await as(agent, custodian).approve(opened.caseId);
    await time.increase(HOUR);
    await expect(as(agent, proposer).execute(opened, []))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentTooEarly")
      .withArgs(opened.caseId, before.readyAt);
    await time.increaseTo(before.readyAt);
    await expect(as(agent, proposer).execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });
});
