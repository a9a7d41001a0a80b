import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { registryPerToken, sharedRegistry } from "../fixtures/live-tokens";
import { identify, register } from "../stage/holders";
import { COUNTRY } from "../stage/holdings";
import type { LiveStage, LiveToken } from "../stage/live-tokens";
import { confirm } from "../stage/t-rex/deploy";
import type { OnchainId, TRexToken } from "../stage/t-rex/handles";
import { setMaxBalance } from "../stage/t-rex/modules";
import { ECDSA_KEY, keyOf, MANAGEMENT_KEY } from "../stage/t-rex/onchainid";
import { deployImpostor } from "./impostor";

/** A token as its agent sees it. */
function asAgent(stage: LiveStage, { token }: LiveToken): TRexToken {
  return token.connect(stage.cast.tokenAgent);
}

/** T-REX's own procedure: the holder's identity gets the new wallet's key, the agent recovers. */
async function addNewKey({ cast, holderIdentity }: LiveStage): Promise<OnchainId> {
  const key = keyOf(cast.newWallet.address);
  await confirm(holderIdentity.connect(cast.holder).addKey(key, MANAGEMENT_KEY, ECDSA_KEY));
  return holderIdentity;
}

/** The other way: the new wallet comes with an identity of its own. */
async function freshIdentity(stage: LiveStage): Promise<OnchainId> {
  return identify(stage, stage.cast.newWallet);
}

describe("What goes wrong on T-REX 4.1.6", function () {
  describe("recovering one token after the other", function () {
    for (const { world, fixture } of [
      { world: "one shared registry", fixture: sharedRegistry },
      { world: "registries over one storage", fixture: registryPerToken },
    ]) {
      it(`1: the second token on ${world} cannot be recovered`, async function () {
        const stage = await loadFixture(fixture);
        const { holder, newWallet } = stage.cast;
        const identity = await addNewKey(stage);
        const recover = (live: LiveToken) =>
          asAgent(stage, live).recoveryAddress(holder.address, newWallet.address, identity.target);

        await confirm(recover(stage.plain));

        await expect(recover(stage.walletFrozen)).to.be.revertedWith("address stored already");
        expect(await stage.walletFrozen.token.balanceOf(holder.address)).to.equal(stage.walletFrozen.balance);
      });
    }

    it("2: once the lost wallet is deleted, tokens under MaxBalance are stuck on it", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, newWallet } = stage.cast;
      const { plain, partlyFrozen } = stage;
      const identity = await addNewKey(stage);
      await confirm(asAgent(stage, plain).recoveryAddress(holder.address, newWallet.address, identity.target));
      expect(await stage.registry.contains(holder.address)).to.equal(false);
      expect(await stage.registry.isVerified(newWallet.address)).to.equal(true);

      const agent = asAgent(stage, partlyFrozen);
      await expect(agent.forcedTransfer(holder.address, newWallet.address, partlyFrozen.balance)).to.be.revertedWith(
        "identity not found",
      );
      await expect(agent.burn(holder.address, partlyFrozen.balance)).to.be.revertedWith("identity not found");
    });

    it("9: a new wallet that is registered already cannot take the lost one's place", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, newWallet, tokenAgent } = stage.cast;
      const identity = await addNewKey(stage);
      await confirm(stage.registry.connect(tokenAgent).registerIdentity(newWallet.address, identity.target, COUNTRY));

      await expect(
        asAgent(stage, stage.plain).recoveryAddress(holder.address, newWallet.address, identity.target),
      ).to.be.revertedWith("address stored already");
    });
  });

  describe("whose identity it is", function () {
    it("3: a holder's tokens are recovered to a wallet with somebody else's identity", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, thief } = stage.cast;
      const { token, balance } = stage.plain;
      const thiefIdentity = await identify(stage, thief);
      expect(thiefIdentity.target).to.not.equal(stage.holderIdentity.target);

      await confirm(asAgent(stage, stage.plain).recoveryAddress(holder.address, thief.address, thiefIdentity.target));

      expect(await token.balanceOf(thief.address)).to.equal(balance);
      expect(await stage.registry.identity(thief.address)).to.equal(thiefIdentity.target);
    });

    it("4: a contract that merely answers yes is taken for an identity, and is verified", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, thief } = stage.cast;
      const { token, balance } = stage.plain;
      const impostor = await deployImpostor(thief);

      await confirm(asAgent(stage, stage.plain).recoveryAddress(holder.address, thief.address, impostor));

      expect(await stage.registry.identity(thief.address)).to.equal(impostor);
      expect(await stage.registry.isVerified(thief.address)).to.equal(true);
      expect(await token.balanceOf(thief.address)).to.equal(balance);
    });
  });

  describe("what restrictions become", function () {
    it("5: a frozen wallet with no balance cannot be recovered, and so the freeze is escaped", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, secondHolder, newWallet } = stage.cast;
      const { plain, freezeOnly } = stage;
      const identity = await addNewKey(stage);

      await expect(
        asAgent(stage, freezeOnly).recoveryAddress(holder.address, newWallet.address, identity.target),
      ).to.be.revertedWith("no tokens to recover");

      await confirm(asAgent(stage, plain).recoveryAddress(holder.address, newWallet.address, identity.target));
      expect(await freezeOnly.token.isFrozen(holder.address)).to.equal(true);
      expect(await freezeOnly.token.isFrozen(newWallet.address)).to.equal(false);
      await expect(freezeOnly.token.connect(secondHolder).transfer(newWallet.address, 1n)).to.changeTokenBalance(
        freezeOnly.token,
        newWallet.address,
        1n,
      );
    });

    for (const { kind, identityOf } of [
      { kind: "the holder's identity", identityOf: addNewKey },
      { kind: "a fresh identity", identityOf: freshIdentity },
    ]) {
      it(`24: a MaxBalance lowered below a holding blocks its recovery to ${kind}`, async function () {
        const stage = await loadFixture(sharedRegistry);
        const { holder, newWallet, issuer } = stage.cast;
        const { compliance, balance } = stage.plain;
        const identity = await identityOf(stage);
        await setMaxBalance(stage.implementations, compliance.connect(issuer), balance - 1n);

        await expect(asAgent(stage, stage.plain).recoveryAddress(holder.address, newWallet.address, identity.target))
          .to.be.revertedWithCustomError(stage.implementations.maxBalance, "MaxBalanceExceeded")
          .withArgs(compliance.target, balance);
      });
    }
  });

  describe("what a stolen key can do", function () {
    it("10: after the recovery it is still a management key and removes the new one", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, newWallet } = stage.cast;
      const identity = await addNewKey(stage);
      await confirm(asAgent(stage, stage.plain).recoveryAddress(holder.address, newWallet.address, identity.target));
      expect(await identity.keyHasPurpose(keyOf(holder.address), MANAGEMENT_KEY)).to.equal(true);

      await confirm(identity.connect(holder).removeKey(keyOf(newWallet.address), MANAGEMENT_KEY));

      expect(await identity.keyHasPurpose(keyOf(newWallet.address), MANAGEMENT_KEY)).to.equal(false);
    });

    it("11: nothing stops it from emptying the wallet before the recovery", async function () {
      const stage = await loadFixture(sharedRegistry);
      const { holder, newWallet, thief } = stage.cast;
      const { token, balance } = stage.plain;
      await register(stage, stage.registry, thief);
      const identity = await addNewKey(stage);

      await expect(token.connect(holder).transfer(thief.address, balance)).to.changeTokenBalances(
        token,
        [holder, thief],
        [-balance, balance],
      );
      await expect(
        asAgent(stage, stage.plain).recoveryAddress(holder.address, newWallet.address, identity.target),
      ).to.be.revertedWith("no tokens to recover");
    });
  });
});
