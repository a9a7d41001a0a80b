import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import type { HonestToken } from "../../typechain-types";
import { Outcome, executeCase, makeReady, propose, recover, recoveryOf } from "../stage/case-steps";
import { COUNTRY, deployStage, deployTokens } from "../stage/doubles";
import { ECDSA, MANAGEMENT, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("Further cases", () => {
  /** One token recovered; another was found only later. */
  async function deployRecovered() {
    const stage = await deployStage();
    const [known, found] = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
    for (const token of [known, found]) await token.mint(stage.holder, 100);
    const first = await recover(stage, await recoveryOf(stage, { tokens: [known] }));
    return { ...stage, known, found, first };
  }

  it("bring tokens found later to the same new wallet, under the identity it has", async () => {
    const stage = await loadFixture(deployRecovered);
    const { agent, first, found, holder, newWallet, registry, factory } = stage;
    const { newIdentity } = await agent.caseOf(first.caseId);
    const further = await makeReady(stage, await recoveryOf(stage, { tokens: [found] }));
    const opened = await agent.caseOf(further.caseId);
    expect([opened.newIdentity, opened.country]).to.deep.equal([newIdentity, COUNTRY]);
    await expect(as(agent, stage.proposer).execute(further, [])).to.not.emit(agent, "SuccessorRecorded");
    expect([await found.balanceOf(holder), await found.balanceOf(newWallet)]).to.deep.equal([0n, 100n]);
    expect(await registry.identity(newWallet)).to.equal(newIdentity);
    expect(await agent.successorOf(holder)).to.equal(newWallet.address);
    const unused = await factory.predictIdentity(agent, further.caseId);
    expect(await ethers.provider.getCode(unused)).to.equal("0x");
  });

  it("read the lost wallet's identity from the agent's own record once it is unregistered", async () => {
    const stage = await loadFixture(deployRecovered);
    const { agent, registry, identity, holder } = stage;
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
    const further = await propose(stage, await recoveryOf(stage, { tokens: [stage.found] }));
    expect((await agent.caseOf(further.caseId)).lostIdentity).to.equal(await identity.getAddress());
  });

  it("take tokens that came to the lost wallet after it was recovered", async () => {
    const stage = await loadFixture(deployRecovered);
    const { registry, known, holder, newWallet, identity } = stage;
    await registry.registerIdentity(holder, identity, COUNTRY);
    await known.mint(holder, 7);
    await recover(stage, await recoveryOf(stage, { tokens: [known] }));
    expect(await known.balanceOf(newWallet)).to.equal(107n);
    expect(await known.isFrozen(newWallet)).to.equal(false);
  });

  it("keep the identity that was kept before", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, identity, holder, newWallet } = stage;
    const [known, found] = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
    for (const token of [known, found]) await token.mint(holder, 1);
    await identity.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
    await as(identity, newWallet).removeKey(await keyOf(holder), MANAGEMENT);
    await recover(stage, await recoveryOf(stage, { identity, tokens: [known] }));
    for (const kept of [identity, ethers.ZeroAddress]) {
      const further = await propose(stage, await recoveryOf(stage, { identity: kept, tokens: [found] }));
      expect((await agent.caseOf(further.caseId)).newIdentity).to.equal(await identity.getAddress());
      await as(agent, stage.guardian).cancel(further);
    }
  });

  it("do not go back to an identity that was replaced before", async () => {
    const stage = await loadFixture(deployRecovered);
    const { agent, identity, holder, newWallet, first } = stage;
    const { newIdentity } = await agent.caseOf(first.caseId);
    await identity.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
    await as(identity, newWallet).removeKey(await keyOf(holder), MANAGEMENT);
    const further = await recoveryOf(stage, { identity, tokens: [stage.found] });
    await expect(as(agent, stage.proposer).propose(further, "0x"))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentIdentityMismatch")
      .withArgs(newWallet, identity, newIdentity);
  });

  describe("of a chain of wallets", () => {
    /** holder → newWallet → thirdWallet, with a token that is still on the holder's wallet. */
    async function deployChain() {
      const stage = await deployRecovered();
      const { newWallet, thirdWallet, known } = stage;
      const second = await recover(
        stage,
        await recoveryOf(stage, { lostWallet: newWallet, newWallet: thirdWallet, tokens: [known] }),
      );
      return { ...stage, second };
    }

    it("go from the first wallet to the last", async () => {
      const stage = await loadFixture(deployChain);
      const { agent, second, found, known, holder, newWallet, thirdWallet } = stage;
      const recovery = await recoveryOf(stage, { newWallet: thirdWallet, tokens: [found] });
      const further = await makeReady(stage, recovery);
      const { newIdentity } = await agent.caseOf(second.caseId);
      expect((await agent.caseOf(further.caseId)).newIdentity).to.equal(newIdentity);
      expect(await executeCase(stage, further)).to.deep.equal([Outcome.Recovered]);
      expect([await found.balanceOf(thirdWallet), await known.balanceOf(thirdWallet)]).to.deep.equal([100n, 100n]);
      expect([await agent.successorOf(holder), await agent.successorOf(newWallet)]).to.deep.equal([
        newWallet.address,
        thirdWallet.address,
      ]);
    });

    it("go nowhere else: neither to a wallet between nor to one outside", async () => {
      const stage = await loadFixture(deployChain);
      const { agent, proposer, newWallet, thirdWallet, backup, holder } = stage;
      const proposers = as(agent, proposer);
      await expect(proposers.propose(await recoveryOf(stage, { newWallet }), "0x"))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
        .withArgs(newWallet, thirdWallet);
      await expect(proposers.propose(await recoveryOf(stage, { newWallet: backup }), "0x"))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentOtherSuccessor")
        .withArgs(holder, thirdWallet);
    });

    it("never come back to a wallet that was lost", async () => {
      const stage = await loadFixture(deployChain);
      const { agent, proposer, holder, newWallet, thirdWallet } = stage;
      const back = await recoveryOf(stage, { lostWallet: thirdWallet, newWallet: holder });
      await expect(as(agent, proposer).propose(back, "0x"))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
        .withArgs(holder, newWallet);
    });
  });
});
