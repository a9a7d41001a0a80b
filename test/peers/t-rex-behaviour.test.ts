import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { registryPerToken, sharedRegistry } from "../fixtures/live-tokens";
import { identify } from "../stage/holders";
import { COUNTRY } from "../stage/holdings";
import type { LiveStage } from "../stage/live-tokens";
import { confirm } from "../stage/t-rex/deploy";
import { deployIdentity } from "../stage/t-rex/onchainid";

const ANOTHER_COUNTRY = 840;

/** Registers the new wallet, with a fresh verified identity, as an agent does before it moves tokens. */
async function admitNewWallet(stage: LiveStage, country = COUNTRY): Promise<void> {
  const { newWallet, tokenAgent } = stage.cast;
  const { target: identity } = await identify(stage, newWallet);
  const registry = stage.registry.connect(tokenAgent);
  await confirm(registry.registerIdentity(newWallet.address, identity, country));
}

describe("What an agent can rely on with T-REX 4.1.6", function () {
  for (const holding of ["walletFrozen", "paused"] as const) {
    it(`forcedTransfer moves the whole balance, and nothing else (${holding})`, async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, newWallet, tokenAgent } = stage.cast;
      const { token, balance, walletFrozen } = stage[holding];
      await admitNewWallet(stage);

      await expect(
        token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, balance),
      ).to.changeTokenBalances(token, [holder, newWallet], [-balance, balance]);

      expect(await token.isFrozen(holder.address)).to.equal(walletFrozen);
      expect(await token.isFrozen(newWallet.address)).to.equal(false);
    });
  }

  it("forcedTransfer forgets the frozen part, which the agent must freeze again", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { holder, newWallet, tokenAgent } = stage.cast;
    const { token, balance, frozen } = stage.partlyFrozen;
    await admitNewWallet(stage);

    await expect(token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, balance))
      .to.emit(token, "TokensUnfrozen")
      .withArgs(holder.address, frozen);

    expect(await token.getFrozenTokens(holder.address)).to.equal(0n);
    expect(await token.getFrozenTokens(newWallet.address)).to.equal(0n);
  });

  it("forcedTransfer of nothing reverts", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { holder, newWallet, tokenAgent } = stage.cast;
    await admitNewWallet(stage);

    await expect(
      stage.freezeOnly.token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, 0n),
    ).to.be.revertedWith("invalid argument - no value transfer");
  });

  it("forcedTransfer to a wallet whose identity lacks the claim reverts", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { holder, newWallet, tokenAgent } = stage.cast;
    const bare = await deployIdentity(stage.implementations, newWallet);
    const registry = stage.registry.connect(tokenAgent);
    await confirm(registry.registerIdentity(newWallet.address, bare.target, COUNTRY));

    await expect(
      stage.plain.token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, 1n),
    ).to.be.revertedWith("Transfer not possible");
  });

  it("forcedTransfer asks no module for permission, so the country rule is passed over", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { holder, newWallet, tokenAgent } = stage.cast;
    const { token, compliance, balance } = stage.plain;
    await admitNewWallet(stage, ANOTHER_COUNTRY);
    expect(await compliance.canTransfer(holder.address, newWallet.address, 1n)).to.equal(false);

    await expect(
      token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, balance),
    ).to.changeTokenBalance(token, newWallet, balance);
  });

  it("MaxBalance counts what is moved for the new identity", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { holder, newWallet, tokenAgent } = stage.cast;
    const { token, compliance, balance } = stage.plain;
    const { maxBalance } = stage.implementations;
    await admitNewWallet(stage);

    await confirm(token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, balance));

    const newIdentity = await stage.registry.identity(newWallet.address);
    expect(await maxBalance.getIDBalance(compliance.target, newIdentity)).to.equal(balance);
    expect(await maxBalance.getIDBalance(compliance.target, stage.holderIdentity.target)).to.equal(0n);
  });

  it("a wallet deleted in one registry is gone from every registry over its storage", async function () {
    const stage = await loadFixture(registryPerToken);
    const { holder, tokenAgent } = stage.cast;

    await confirm(stage.plain.registry.connect(tokenAgent).deleteIdentity(holder.address));

    for (const { registry } of stage.tokens) {
      expect(await registry.contains(holder.address)).to.equal(false);
      expect(await registry.investorCountry(holder.address)).to.equal(0n);
    }
  });

  it("a registered identity without code makes isVerified revert instead of answering no", async function () {
    const stage = await loadFixture(sharedRegistry);
    const { newWallet, stranger, tokenAgent } = stage.cast;
    const registry = stage.registry.connect(tokenAgent);
    await confirm(registry.registerIdentity(newWallet.address, stranger.address, COUNTRY));

    await expect(registry.isVerified(newWallet.address)).to.be.reverted;
  });
});
