import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash, id } from "ethers";

import { FULL_GAS, acceptanceOf, makeReady, execute, outcomesOf, propose, recoveryOf } from "../stage/cases";
import { expectHeld } from "../stage/afterwards";
import { HOLDING, claimsBy, deployOursRecovery, holderTerms } from "../stage/live-recovery";
import { registryOf, type Ours } from "../stage/ours";
import { Standing } from "../stage/regain-suite/standings";
import { DAY } from "../stage/regain";
import { confirm } from "../stage/t-rex/deploy";

describe("The quarantine of a lost wallet in our registry", () => {
  const threeTokens = (): Promise<Ours> => deployOursRecovery([{}, {}, { maxBalance: 3n * HOLDING }]);

  it("is one write at proposal, and protects every token: those of the case and those that nobody named", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, tokens, cast } = live;
    const registry = registryOf(live);
    const recovery = await recoveryOf(agent, holderTerms(live, tokens.slice(0, 1)));
    const caseId = await agent.caseIdOf(recovery);
    const sent = agent
      .connect(cast.identityManager)
      .propose(recovery, await acceptanceOf(agent, recovery, cast.newWallet), FULL_GAS);

    await expect(sent).to.emit(agent, "WalletQuarantined").withArgs(caseId, registry);
    await expect(sent).to.not.emit(agent, "TokenQuarantined");
    expect(await registry.quarantinedBy(cast.holder)).to.equal(caseId);
    for (const token of tokens) {
      await expectHeld(live, token);
      expect(await token.isFrozen(cast.holder), "no write to the token").to.equal(false);
    }
  });

  it("costs the same for one token and for three", async () => {
    const live = await loadFixture(threeTokens);
    const gasFor = async (count: number): Promise<bigint> => {
      const recovery = await recoveryOf(live.agent, holderTerms(live, live.tokens.slice(0, count)));
      const acceptance = await acceptanceOf(live.agent, recovery, live.cast.newWallet);
      return live.agent.connect(live.cast.identityManager).propose.estimateGas(recovery, acceptance);
    };
    expect(((await gasFor(3)) - (await gasFor(1))) / 2n).to.be.lessThan(25_000n);
  });

  it("ends when the case is cancelled, even with everything paused and the agent's role on the tokens gone", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast, tokens } = live;
    const open = await propose(live, holderTerms(live));
    for (const token of tokens) {
      await confirm(token.connect(cast.tokenAgent).pause());
      await confirm(token.connect(cast.issuer).removeAgent(agent));
    }
    await expect(agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS))
      .to.emit(agent, "WalletReleased")
      .withArgs(open.caseId, registryOf(live));
    expect(await registryOf(live).standingOf(cast.holder)).to.equal(Standing.Free);
    await confirm(tokens[0]!.connect(cast.tokenAgent).unpause());
    await confirm(tokens[0]!.connect(cast.holder).transfer(cast.thief, 1n));
  });

  it("that the registry does not lift stands until `release`, by anybody, and the case is cancelled all the same", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast } = live;
    const registry = registryOf(live);
    const open = await propose(live, holderTerms(live));
    await confirm(registry.connect(cast.issuer).removeAgent(agent));
    const refusal = registry.interface.encodeErrorResult("AgentRoleAgentOnly", [await agent.getAddress()]);
    await expect(agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS))
      .to.emit(agent, "WalletNotReleased")
      .withArgs(open.caseId, registry, refusal);
    expect(await agent.liveCaseOf(cast.holder)).to.equal(ZeroHash);
    await expectHeld(live, live.tokens[0]!);

    await confirm(registry.connect(cast.issuer).addAgent(agent));
    await expect(agent.connect(cast.stranger).release(open.recovery, FULL_GAS))
      .to.emit(agent, "WalletReleased")
      .withArgs(open.caseId, registry);
    expect(await registry.quarantinedBy(cast.holder)).to.equal(ZeroHash);
  });

  it("that an ended case left behind is taken over by the next", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast } = live;
    const registry = registryOf(live);
    const ended = await propose(live, holderTerms(live));
    await confirm(registry.connect(cast.issuer).removeAgent(agent));
    await (await agent.connect(cast.guardian).cancel(ended.recovery, FULL_GAS)).wait();
    await confirm(registry.connect(cast.issuer).addAgent(agent));

    const next = await propose(live, holderTerms(live));
    expect(await registry.quarantinedBy(cast.holder)).to.equal(next.caseId);
    await (await agent.release(ended.recovery, FULL_GAS).catch(() => undefined))?.wait();
    await expectHeld(live, live.tokens[0]!);
  });

  it("that another agent's case has is left to it, and told; then each token is frozen by itself", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast, tokens } = live;
    const registry = registryOf(live);
    const others = id("a case of another agent");
    await confirm(registry.connect(cast.tokenAgent).quarantine(cast.holder, others));
    const recovery = await recoveryOf(agent, holderTerms(live));
    const caseId = await agent.caseIdOf(recovery);
    const refusal = live.ours[0]!.storage.interface.encodeErrorResult("IdentityRegistryStorageWalletQuarantined", [
      cast.holder.address,
      others,
    ]);
    const acceptance = await acceptanceOf(agent, recovery, cast.newWallet);
    await expect(agent.connect(cast.identityManager).propose(recovery, acceptance, FULL_GAS))
      .to.emit(agent, "WalletNotQuarantined")
      .withArgs(caseId, registry, refusal);
    expect(await registry.quarantinedBy(cast.holder)).to.equal(others);
    for (const token of tokens) expect(await agent.quarantinedBy(cast.holder, token)).to.equal(caseId);

    await (await agent.connect(cast.custodian).approve(caseId)).wait();
    await time.increase(DAY);
    const { newIdentity } = await agent.caseOf(caseId);
    const results = await execute(live, { recovery, caseId }, await claimsBy(live)(newIdentity));
    expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered", "Recovered"]);
    for (const token of tokens) {
      expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
      expect(await token.isFrozen(cast.newWallet), "the case's own freeze does not follow").to.equal(false);
    }
  });

  it("waits for the agent's role: `quarantine` sets it as soon as the registry lets it", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast } = live;
    const registry = registryOf(live);
    await confirm(registry.connect(cast.issuer).removeAgent(agent));
    const open = await propose(live, holderTerms(live));
    expect(await registry.standingOf(cast.holder)).to.equal(Standing.Free);
    await expect(live.tokens[0]!.connect(cast.holder).transfer(cast.thief, 1n)).to.be.reverted;

    await confirm(registry.connect(cast.issuer).addAgent(agent));
    const manager = agent.connect(cast.identityManager);
    await expect(manager.quarantine(open.recovery, FULL_GAS)).to.emit(agent, "WalletQuarantined");
    await expect(manager.quarantine(open.recovery, FULL_GAS)).to.not.emit(agent, "WalletQuarantined");
    expect(await registry.standingOf(cast.holder)).to.equal(Standing.Quarantined);

    await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();
    await confirm(live.tokens[0]!.connect(cast.holder).transfer(cast.thief, 1n));
  });

  it("is never missed for want of gas: the proposal reverts instead @skip-on-coverage", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast } = live;
    const recovery = await recoveryOf(agent, holderTerms(live));
    const acceptance = await acceptanceOf(agent, recovery, cast.newWallet);
    const manager = agent.connect(cast.identityManager);
    await expect(manager.propose(recovery, acceptance, { gasLimit: 700_000n })).to.be.revertedWithCustomError(
      agent,
      "RecoveryAgentGasTooLow",
    );
    const gasLimit = await manager.propose.estimateGas(recovery, acceptance);
    await (await manager.propose(recovery, acceptance, { gasLimit })).wait();
    await expectHeld(live, live.tokens[2]!);
  });

  it("gives way to the succession: the executed case holds nothing, and the wallet is lost for ever", async () => {
    const live = await loadFixture(threeTokens);
    const { agent, cast } = live;
    const registry = registryOf(live);
    const open = await makeReady(live, holderTerms(live));
    await execute(live, open);
    expect(await registry.quarantinedBy(cast.holder)).to.equal(ZeroHash);
    expect(await registry.standingOf(cast.holder)).to.equal(Standing.Lost);
    await expect(agent.connect(cast.identityManager).quarantine(open.recovery, FULL_GAS)).to.not.emit(
      agent,
      "WalletQuarantined",
    );
  });
});
