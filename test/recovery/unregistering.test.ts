import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { HonestRegistry__factory, type HonestToken } from "../../typechain-types";
import { Outcome, executeCase, makeReady, recover, recoveryOf, retryCase } from "../stage/case-steps";
import {
  COUNTRY,
  deployHostileRegistry,
  deployHostileToken,
  deployStage,
  deployTokens,
  inOrder,
} from "../stage/doubles";
import { HostileRegistryMode, HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("Unregistering the lost wallet", () => {
  async function deployReady() {
    const stage = await deployStage();
    const tokens = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
    for (const token of tokens) await token.mint(stage.holder, 100);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    return { ...stage, tokens, opened, proposers: as(stage.agent, stage.proposer) };
  }

  it("happens when nothing of the case is left on it", async () => {
    const { agent, proposers, opened, registry, holder } = await loadFixture(deployReady);
    await expect(proposers.execute(opened, []))
      .to.emit(agent, "LostWalletUnregistered")
      .withArgs(opened.caseId, registry, holder);
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
  });

  it("waits while a token failed: rules that are keyed by identity need both wallets", async () => {
    const stage = await loadFixture(deployReady);
    const { registry, opened, tokens, holder, identity } = stage;
    await tokens[0].pause();
    await executeCase(stage, opened);
    expect(await registry.identity(holder)).to.equal(await identity.getAddress());
    await tokens[0].unpause();
    await retryCase(stage, opened);
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
  });

  it("waits while a settled token came back to it", async () => {
    const stage = await loadFixture(deployReady);
    const { registry, opened, tokens, holder } = stage;
    await tokens[0].pause();
    await executeCase(stage, opened);
    await tokens[1].mint(holder, 1);
    await tokens[0].unpause();
    await retryCase(stage, opened);
    expect(await registry.identity(holder)).to.not.equal(ethers.ZeroAddress);
  });

  it("waits while a token does not say what is left on it", async () => {
    const stage = await loadFixture(deployStage);
    const { registry, holder } = stage;
    const hostile = await deployHostileToken(stage);
    const [honest] = (await deployTokens(stage, 1)) as [HonestToken];
    await honest.pause();
    await honest.mint(holder, 1);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: inOrder([hostile, honest]) }));
    expect(await executeCase(stage, opened)).to.have.members([Outcome.NothingHeld, Outcome.Paused]);
    await hostile.become(HostileTokenMode.BalanceUnreadable);
    await honest.unpause();
    expect(await retryCase(stage, opened)).to.have.members([Outcome.SettledBefore, Outcome.Recovered]);
    expect(await registry.identity(holder)).to.not.equal(ethers.ZeroAddress);
  });

  it("never happens in a case without tokens, which cannot know what is left", async () => {
    const stage = await loadFixture(deployStage);
    await recover(stage, await recoveryOf(stage));
    expect(await stage.registry.identity(stage.holder)).to.equal(await stage.identity.getAddress());
  });

  it("is not done again when somebody did it before", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, proposers, registry, opened, holder } = stage;
    await proposers.execute(opened, []);
    await expect(proposers.retry(opened)).to.not.emit(agent, "LostWalletUnregistered");
    expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
  });

  describe("for tokens found later", () => {
    /** Everything known is recovered and the lost wallet unregistered; then one more token is found on it. */
    async function deployFound() {
      const stage = await deployReady();
      const [found, late] = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
      for (const token of [found, late]) await token.mint(stage.holder, 5);
      await stage.proposers.execute(stage.opened, []);
      return { ...stage, found, late };
    }

    it("is taken back for as long as they move", async () => {
      const stage = await loadFixture(deployFound);
      const { agent, registry, found, holder, newWallet } = stage;
      const further = await makeReady(stage, await recoveryOf(stage, { tokens: [found] }));
      await as(agent, stage.proposer).execute(further, []);
      expect(await found.balanceOf(newWallet)).to.equal(5n);
      expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
    });

    it("is taken back for as long as they move even when one of them fails", async () => {
      const stage = await loadFixture(deployFound);
      const { registry, found, late, holder } = stage;
      const tokens = inOrder([found, late]);
      const further = await makeReady(stage, await recoveryOf(stage, { tokens }));
      await late.pause();
      expect(await executeCase(stage, further)).to.have.members([Outcome.Recovered, Outcome.Paused]);
      expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
      await late.unpause();
      expect(await retryCase(stage, further)).to.include(Outcome.Recovered);
      expect(await registry.identity(holder)).to.equal(ethers.ZeroAddress);
    });

    it("is known to every registry on the same storage", async () => {
      const stage = await loadFixture(deployFound);
      const { agent, issuer, identityStorage, identity, found, newWallet } = stage;
      const sibling = await new HonestRegistry__factory(issuer).deploy(identityStorage);
      for (const account of [agent, issuer]) await sibling.addAgent(account);
      await found.setIdentityRegistry(sibling);
      const further = await makeReady(stage, await recoveryOf(stage, { registry: sibling, tokens: [found] }));
      expect((await agent.caseOf(further.caseId)).lostIdentity).to.equal(await identity.getAddress());
      expect(await executeCase(stage, further)).to.deep.equal([Outcome.Recovered]);
      expect(await found.balanceOf(newWallet)).to.equal(5n);
    });
  });

  describe("in a registry that does not do as it is told", () => {
    async function deployHostile() {
      const stage = await deployStage();
      const registry = await deployHostileRegistry(stage);
      const [token] = (await deployTokens(stage, 1)) as [HonestToken];
      await token.setIdentityRegistry(registry);
      await token.mint(stage.holder, 100);
      const opened = await makeReady(stage, await recoveryOf(stage, { registry, tokens: [token] }));
      return { ...stage, registry, token, opened, proposers: as(stage.agent, stage.proposer) };
    }

    for (const [title, mode] of [
      ["refuses", HostileRegistryMode.RefusesRemoval],
      ["ignores it", HostileRegistryMode.IgnoresRemoval],
      ["reverts with far too much", HostileRegistryMode.RemovalRevertsWithTooMuch],
    ] as const) {
      it(`is reported when it ${title}, harms nothing, and is done by a retry`, async () => {
        const { agent, registry, proposers, opened, token, newWallet, holder } = await loadFixture(deployHostile);
        await registry.become(mode);
        const sent = proposers.execute(opened, []);
        await expect(sent).to.emit(agent, "LostWalletNotUnregistered");
        expect(await token.balanceOf(newWallet)).to.equal(100n);
        await registry.become(HostileRegistryMode.Honest);
        await expect(proposers.retry(opened))
          .to.emit(agent, "LostWalletUnregistered")
          .withArgs(opened.caseId, registry, holder);
      });
    }

    it("is reported with the registry's own words", async () => {
      const { agent, registry, proposers, opened, holder } = await loadFixture(deployHostile);
      await registry.become(HostileRegistryMode.RefusesRemoval);
      const reason = registry.interface.encodeErrorResult("RemovalRefused", [holder.address]);
      await expect(proposers.execute(opened, []))
        .to.emit(agent, "LostWalletNotUnregistered")
        .withArgs(opened.caseId, registry, holder, reason);
    });

    for (const [title, mode] of [
      ["refuses", HostileRegistryMode.RefusesRegistration],
      ["ignores", HostileRegistryMode.IgnoresRegistration],
      ["burns all gas for", HostileRegistryMode.RegistrationBurnsGas],
    ] as const) {
      it(`comes to nothing, like the whole execution, when it ${title} the new wallet's registration`, async () => {
        const { agent, registry, proposers, opened, holder } = await loadFixture(deployHostile);
        await registry.become(mode);
        const reason =
          mode === HostileRegistryMode.RefusesRegistration
            ? registry.interface.encodeErrorResult("RegistrationRefused", [opened.newWallet])
            : "0x";
        await expect(proposers.execute(opened, []))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentRegistryRefused")
          .withArgs(registry, reason);
        expect(await agent.successorOf(holder)).to.equal(ethers.ZeroAddress);
      });
    }

    it("is left alone when it cannot be read any more: the tokens have registries of their own", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, holder, proposer, registry: honest } = stage;
      const registry = await deployHostileRegistry(stage);
      const tokens = (await deployTokens(stage, 2)) as [HonestToken, HonestToken];
      for (const token of tokens) await token.mint(holder, 1);
      await tokens[1].pause();
      const opened = await recover(stage, await recoveryOf(stage, { registry, tokens }));
      await registry.become(HostileRegistryMode.IdentityUnreadable);
      await tokens[1].unpause();
      await expect(as(agent, proposer).retry(opened)).to.not.emit(agent, "LostWalletUnregistered");
      expect(await tokens[1].balanceOf(stage.newWallet)).to.equal(1n);
      expect(await honest.identity(holder)).to.not.equal(ethers.ZeroAddress);
    });

    it("stops a retry that would need the lost wallet back and cannot have it", async () => {
      const stage = await loadFixture(deployHostile);
      const { agent, registry, proposers, holder, token, opened } = stage;
      await token.pause();
      await proposers.execute(opened, []);
      await registry.deleteIdentity(holder);
      await registry.become(HostileRegistryMode.RefusesRegistration);
      await expect(proposers.retry(opened)).to.be.revertedWithCustomError(agent, "RecoveryAgentRegistryRefused");
      await registry.become(HostileRegistryMode.Honest);
      await token.unpause();
      await expect(proposers.retry(opened)).to.emit(agent, "TokenSettled");
      expect(await registry.investorCountry(stage.newWallet)).to.equal(COUNTRY);
    });
  });
});
