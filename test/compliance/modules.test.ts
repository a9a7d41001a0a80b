import { loadFixture, time } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HELD, replaceHolder, type SuiteStage } from "../fixtures/regain-suite";
import {
  AUSTRIA,
  DAY,
  addSecondWallet,
  agentOf,
  austriaRestricted,
  conditional,
  homeOnly,
  lockUp,
  maxBalance,
  recover,
  supplyLimit,
  transferLimit,
  twoInvestors,
} from "../fixtures/ruled-suite";
import { COUNTRY } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";

async function configure({ compliance }: SuiteStage, module: string, settings: string): Promise<void> {
  await compliance.callModuleFunction(settings, module);
}

describe("Compliance modules", () => {
  describe("CountryAllowModule", () => {
    it("lets holders of allowed countries receive, and no others", async () => {
      const stage = await loadFixture(homeOnly);
      const { token, compliance, cast, registry, codes } = stage;
      await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
      await registry.connect(cast.tokenAgent).updateCountry(cast.secondHolder, AUSTRIA);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
        .to.be.revertedWithCustomError(codes.modules.countryAllow, "CountryAllowModuleCountryNotAllowed")
        .withArgs(AUSTRIA);
      expect(await compliance.canTransfer(cast.holder, cast.secondHolder, 1n)).to.equal(false);
      expect(await compliance.canTransfer(cast.secondHolder, cast.holder, 1n)).to.equal(true);
    });

    it("does not keep tokens from being recovered", async () => {
      const stage = await loadFixture(homeOnly);
      await stage.registry.connect(stage.cast.tokenAgent).updateCountry(stage.cast.holder, AUSTRIA);
      await recover(stage);
      expect(await stage.token.balanceOf(stage.cast.newWallet)).to.equal(HELD);
    });
  });

  describe("CountryRestrictModule", () => {
    it("keeps holders of restricted countries from receiving", async () => {
      const { token, cast, registry, codes } = await loadFixture(austriaRestricted);
      await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
      await registry.connect(cast.tokenAgent).updateCountry(cast.secondHolder, AUSTRIA);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
        .to.be.revertedWithCustomError(codes.modules.countryRestrict, "CountryRestrictModuleCountryRestricted")
        .withArgs(AUSTRIA);
    });
  });

  describe("MaxBalanceModule", () => {
    it("limits what an identity holds on all its wallets", async () => {
      const stage = await loadFixture(maxBalance);
      const { token, cast, codes, holderIdentity } = stage;
      await addSecondWallet(stage);
      await token.connect(cast.secondHolder).transfer(cast.stranger, 500n);
      await expect(token.connect(cast.secondHolder).transfer(cast.holder, 1n))
        .to.be.revertedWithCustomError(codes.modules.maxBalance, "MaxBalanceModuleExceeded")
        .withArgs(await holderIdentity.getAddress(), 1_501n, 1_500n);
      expect(await stage.compliance.canTransfer(cast.secondHolder, cast.holder, 1n)).to.equal(false);
      await token.connect(cast.holder).transfer(cast.stranger, 1_000n);
      expect(await stage.compliance.balanceOfIdentity(holderIdentity)).to.equal(1_500n);
    });

    it("counts for the replacement identity after a recovery", async () => {
      const stage = await loadFixture(maxBalance);
      const { compliance, holderIdentity, token, cast, codes } = stage;
      const identity = await recover(stage);
      expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(0n);
      expect(await compliance.balanceOfIdentity(identity)).to.equal(HELD);
      await expect(token.connect(cast.secondHolder).transfer(cast.newWallet, 501n))
        .to.be.revertedWithCustomError(codes.modules.maxBalance, "MaxBalanceModuleExceeded")
        .withArgs(await identity.getAddress(), 1_501n, 1_500n);
    });

    it("does not keep a holding above a lowered limit from being recovered", async () => {
      const stage = await loadFixture(maxBalance);
      const { maxBalance: module } = stage.codes.modules;
      await configure(stage, await module.getAddress(), module.interface.encodeFunctionData("setMaxBalance", [10n]));
      await recover(stage);
      expect(await stage.token.balanceOf(stage.cast.newWallet)).to.equal(HELD);
    });

    it("recovers after the lost wallet was removed from the registry", async () => {
      const stage = await loadFixture(maxBalance);
      const identity = await replaceHolder(stage);
      await stage.registry.connect(stage.cast.tokenAgent).deleteIdentity(stage.cast.holder);
      await agentOf(stage).recoveryAddress(stage.cast.holder, stage.cast.newWallet, identity);
      expect(await stage.compliance.balanceOfIdentity(stage.holderIdentity)).to.equal(0n);
      expect(await stage.compliance.balanceOfIdentity(identity)).to.equal(HELD);
    });

    it("follows a wallet whose identity the registry replaced", async () => {
      const stage = await loadFixture(maxBalance);
      const { registry, compliance, cast, holderIdentity, secondHolderIdentity } = stage;
      await registry.connect(cast.tokenAgent).updateIdentity(cast.holder, secondHolderIdentity);
      await compliance.attribute([cast.holder]);
      expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(0n);
      expect(await compliance.balanceOfIdentity(secondHolderIdentity)).to.equal(2n * HELD);
      expect(await compliance.investorCount()).to.equal(1n);
    });
  });

  describe("SupplyLimitModule", () => {
    it("limits what is minted", async () => {
      const stage = await loadFixture(supplyLimit);
      const { cast, codes, compliance } = stage;
      await agentOf(stage).mint(cast.holder, 500n);
      await expect(agentOf(stage).mint(cast.holder, 1n))
        .to.be.revertedWithCustomError(codes.modules.supplyLimit, "SupplyLimitModuleExceeded")
        .withArgs(2_501n, 2_500n);
      expect(await compliance.canTransfer(ZeroAddress, cast.holder, 1n)).to.equal(false);
    });

    it("leaves transfers alone, also when there is more already than it allows", async () => {
      const stage = await loadFixture(supplyLimit);
      const { cast, codes, token } = stage;
      const module = codes.modules.supplyLimit;
      await configure(stage, await module.getAddress(), module.interface.encodeFunctionData("setSupplyLimit", [1n]));
      await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
      expect(await token.totalSupply()).to.equal(2_000n);
    });
  });

  describe("InvestorCountModule", () => {
    it("counts identities, not wallets, and keeps its count through a recovery", async () => {
      const stage = await loadFixture(twoInvestors);
      const { token, compliance, cast } = stage;
      await addSecondWallet(stage);
      await token.connect(cast.holder).transfer(cast.stranger, 10n);
      expect(await compliance.investorCount()).to.equal(2n);
      await recover(stage);
      // The other wallet stays with the old identity: three identities hold tokens, and the newest was recovered.
      expect(await compliance.investorCount()).to.equal(3n);
      await agentOf(stage).burn(cast.stranger, 10n);
      expect(await compliance.investorCount()).to.equal(2n);
    });

    it("refuses one investor more", async () => {
      const stage = await loadFixture(twoInvestors);
      const { token, cast, codes } = stage;
      await recover(stage);
      const identity = await createIdentity(codes, cast.thief, { issuer: stage.issuer });
      await stage.registry.connect(cast.tokenAgent).registerIdentity(cast.thief, identity, COUNTRY);
      await expect(token.connect(cast.secondHolder).transfer(cast.thief, 1n))
        .to.be.revertedWithCustomError(codes.modules.investorCount, "InvestorCountModuleExceeded")
        .withArgs(3n, 2n);
      await token.connect(cast.secondHolder).transfer(cast.thief, HELD);
    });
  });

  describe("TransferLimitModule", () => {
    it("limits what an identity sends in a period, and a recovery neither counts nor resets it", async () => {
      const stage = await loadFixture(transferLimit);
      const { token, cast, codes } = stage;
      await time.increaseTo(Math.ceil((await time.latest()) / (30 * DAY)) * 30 * DAY);
      await token.connect(cast.holder).transfer(cast.secondHolder, 200n);
      const identity = await recover(stage);
      await expect(token.connect(cast.newWallet).transfer(cast.secondHolder, 101n))
        .to.be.revertedWithCustomError(codes.modules.transferLimit, "TransferLimitModuleExceeded")
        .withArgs(await identity.getAddress(), 301n, 300n);
      await token.connect(cast.newWallet).transfer(cast.secondHolder, 100n);
      await time.increase(30 * DAY);
      await token.connect(cast.newWallet).transfer(cast.secondHolder, 300n);
    });
  });

  describe("LockUpModule", () => {
    it("locks what was received, and the dates survive a recovery", async () => {
      const stage = await loadFixture(lockUp);
      const { token, cast, codes, compliance } = stage;
      const module = codes.modules.lockUp;
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
        .to.be.revertedWithCustomError(module, "LockUpModuleLocked")
        .withArgs(cast.holder, HELD, HELD - 1n);
      await time.increase(10 * DAY);
      await recover(stage);
      expect(await module.lockedOf(compliance, cast.newWallet)).to.equal(HELD);
      await time.increase(7 * DAY);
      await token.connect(cast.newWallet).transfer(cast.secondHolder, HELD);
    });
  });

  describe("ConditionalTransferModule", () => {
    it("lets an approved transfer happen once, and approvals follow a recovered wallet", async () => {
      const stage = await loadFixture(conditional);
      const { token, cast, codes, compliance } = stage;
      const module = codes.modules.conditionalTransfer;
      await configure(
        stage,
        await module.getAddress(),
        module.interface.encodeFunctionData("setOfficer", [cast.custodian.address, true]),
      );
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 5n))
        .to.be.revertedWithCustomError(module, "ConditionalTransferModuleNotApproved")
        .withArgs(cast.holder, cast.secondHolder, 5n);
      await expect(module.connect(cast.thief).approveTransfer(compliance, cast.holder, cast.secondHolder, 5n))
        .to.be.revertedWithCustomError(module, "ConditionalTransferModuleOfficerOnly")
        .withArgs(cast.thief);
      const asOfficer = module.connect(cast.custodian);
      for (let times = 0; times < 2; times += 1) {
        await asOfficer.approveTransfer(compliance, cast.holder, cast.secondHolder, 5n);
      }
      await token.connect(cast.holder).transfer(cast.secondHolder, 5n);
      await recover(stage);
      await token.connect(cast.newWallet).transfer(cast.secondHolder, 5n);
      expect(await module.isApproved(compliance, cast.newWallet, cast.secondHolder, 5n)).to.equal(false);
      await expect(asOfficer.withdrawApproval(compliance, cast.holder, cast.secondHolder, 5n))
        .to.be.revertedWithCustomError(module, "ConditionalTransferModuleNotApproved")
        .withArgs(cast.holder, cast.secondHolder, 5n);
    });
  });

  it("let a transfer of zero pass", async () => {
    const { token, cast } = await loadFixture(lockUp);
    await token.connect(cast.holder).transfer(cast.secondHolder, 0n);
  });

  it("never refuse what an agent transfers", async () => {
    const stage = await loadFixture(lockUp);
    await agentOf(stage).forcedTransfer(stage.cast.holder, stage.cast.secondHolder, HELD);
    expect(await stage.token.balanceOf(stage.cast.secondHolder)).to.equal(2n * HELD);
  });
});
