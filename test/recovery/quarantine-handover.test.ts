import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { roleNamed } from "../../src/provision/role-table";
import type { HonestToken } from "../../typechain-types";
import { Status, accept, makeReady, passDelay, passWindow, propose, recover, recoveryOf } from "../stage/case-steps";
import { deployHostileToken, deployStage, deployTokens } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("A quarantine that one case leaves to the next", () => {
  /** A cancelled case whose freeze the token refused to lift. */
  async function deployLeftBehind() {
    const stage = await deployStage();
    const token = await deployHostileToken(stage);
    await token.mint(stage.holder, 100);
    const ended = await propose(stage, await recoveryOf(stage, { tokens: [token] }));
    await token.become(HostileTokenMode.RefusesUnfreeze);
    await as(stage.agent, stage.guardian).cancel(ended);
    await token.become(HostileTokenMode.Honest);
    return { ...stage, token, ended };
  }

  it("has no gap when a guardian who is identity manager too replaces the case in one transaction", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, guardian, holder } = stage;
    const [token] = (await deployTokens(stage, 1)) as [HonestToken];
    await authority.grantRole(roleNamed("IDENTITY_MANAGER").id, guardian, 0);
    const first = await propose(stage, await recoveryOf(stage, { tokens: [token] }));
    const next = await recoveryOf(stage, { tokens: [token], nonce: 1n, evidence: ethers.id("a better file") });
    const nextId = await agent.caseIdOf(next);
    const sent = as(agent, guardian).multicall([
      agent.interface.encodeFunctionData("cancel", [first]),
      agent.interface.encodeFunctionData("propose", [next, await accept(agent, next)]),
    ]);
    await expect(sent).to.emit(agent, "RecoveryCancelled").withArgs(first.caseId, guardian);
    await expect(sent).to.emit(agent, "TokenQuarantined").withArgs(nextId, token);
    expect(await token.isFrozen(holder)).to.equal(true);
    expect(await agent.quarantinedBy(holder, token)).to.equal(nextId);
    expect(await agent.liveCaseOf(holder)).to.equal(nextId);
    expect((await agent.caseOf(first.caseId)).status).to.equal(Status.Cancelled);
  });

  it("becomes the next case's, and is not mistaken for a freeze of the issuer's", async () => {
    const stage = await loadFixture(deployLeftBehind);
    const { agent, proposer, token, ended, holder, newWallet } = stage;
    const next = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    expect(await agent.quarantinedBy(holder, token)).to.equal(next.caseId);
    await as(agent, proposer).execute(next, []);
    expect([await token.isFrozen(holder), await token.isFrozen(newWallet)]).to.deep.equal([true, false]);
    await agent.release(ended);
    expect(await token.isFrozen(holder)).to.equal(true);
  });

  it("becomes the next case's when it was left by one that expired, too", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, stranger, holder } = stage;
    const token = await deployHostileToken(stage);
    const ended = await propose(stage, await recoveryOf(stage, { tokens: [token] }));
    await passWindow(agent, ended);
    await token.become(HostileTokenMode.RefusesUnfreeze);
    await as(agent, stranger).cancel(ended);
    expect(await agent.quarantinedBy(holder, token)).to.equal(ended.caseId);
    const next = await propose(stage, await recoveryOf(stage, { tokens: [token] }));
    expect(await agent.quarantinedBy(holder, token)).to.equal(next.caseId);
  });

  it("becomes the executed case's too when there was no gas for it at proposal: nobody lifts it afterwards", async () => {
    const stage = await loadFixture(deployLeftBehind);
    const { agent, proposer, custodian, token, ended, holder, newWallet } = stage;
    const recovery = await recoveryOf(stage, { tokens: [token] });
    const proposers = as(agent, proposer);
    const withoutTokens = { ...recovery, tokens: [] };
    const gas = await proposers.propose.estimateGas(withoutTokens, await accept(agent, withoutTokens));
    await proposers.propose(recovery, await accept(agent, recovery), { gasLimit: gas + 200_000n });
    const caseId = await agent.caseIdOf(recovery);
    expect(await agent.quarantinedBy(holder, token)).to.equal(ended.caseId);
    await as(agent, custodian).approve(caseId);
    await passDelay(agent, { ...recovery, caseId });
    await as(agent, proposer).execute(recovery, []);
    expect(await token.balanceOf(newWallet)).to.equal(100n);
    await agent.release(ended);
    expect(await token.isFrozen(holder)).to.equal(true);
    expect(await agent.quarantinedBy(holder, token)).to.equal(caseId);
  });

  it("is the issuer's when the issuer lifted it and froze the wallet again before the next case", async () => {
    const stage = await loadFixture(deployLeftBehind);
    const { agent, token, ended, holder } = stage;
    await agent.release(ended);
    await token.setAddressFrozen(holder, true);
    await propose(stage, await recoveryOf(stage, { tokens: [token] }));
    expect(await agent.quarantinedBy(holder, token)).to.equal(ethers.ZeroHash);
  });

  it("stays when a further case for the same wallets is cancelled: a wallet that has a successor is never released", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, guardian, holder } = stage;
    const [token, found] = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
    const executed = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    await as(agent, stage.proposer).execute(executed, []);
    const lost = await token.isFrozen(holder);
    const further = await propose(stage, await recoveryOf(stage, { tokens: [token, found] }));
    await as(agent, guardian).cancel(further);
    expect([lost, await token.isFrozen(holder), await found.isFrozen(holder)]).to.deep.equal([true, true, true]);
    expect(await agent.quarantinedBy(holder, token)).to.equal(executed.caseId);
  });

  it("is renewed in the executed case's name when a further case finds it lifted", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, holder } = stage;
    const [token] = (await deployTokens(stage, 1)) as [HonestToken];
    const executed = await recover(stage, await recoveryOf(stage, { tokens: [token] }));
    await token.setAddressFrozen(holder, false);
    const recovery = await recoveryOf(stage, { tokens: [token] });
    await expect(as(agent, stage.proposer).propose(recovery, await accept(agent, recovery)))
      .to.emit(agent, "TokenQuarantined")
      .withArgs(executed.caseId, token);
    expect(await agent.quarantinedBy(holder, token)).to.equal(executed.caseId);
  });
});
