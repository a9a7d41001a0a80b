import { loadFixture, time } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";

import { HELD, type SuiteStage } from "../fixtures/regain-suite";
import {
  AUSTRIA,
  DAY,
  LIMIT_PERIOD,
  LOCK_UP,
  addSecondWallet,
  agentOf,
  conditional,
  everyRule,
  lockUp,
  recover,
  transferLimit,
  withRules,
} from "../fixtures/ruled-suite";
import { COUNTRY } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { keyOf } from "../stage/t-rex/onchainid";

const lockUpWithBooks = withRules({
  lockUp: (modules) => modules.lockUp.interface.encodeFunctionData("setLockUp", [LOCK_UP]),
  maxBalance: (modules) => modules.maxBalance.interface.encodeFunctionData("setMaxBalance", [10n * HELD]),
  conditionalTransfer: () => "0x",
});

/** Gives the holder another identity without another wallet. */
async function updateHolder({ registry, cast, codes, issuer }: SuiteStage): Promise<void> {
  const identity = await createIdentity(codes, cast.stranger, { issuer });
  await registry.connect(cast.tokenAgent).updateIdentity(cast.holder, identity);
}

describe("The settings of compliance modules", () => {
  it("are kept apart for each compliance, and read back", async () => {
    const { codes, compliance, cast } = await loadFixture(everyRule);
    const { countryAllow, countryRestrict, maxBalance, supplyLimit, investorCount, ...others } = codes.modules;
    expect(await countryAllow.isCountryAllowed(compliance, COUNTRY)).to.equal(true);
    expect(await countryAllow.isCountryAllowed(cast.stranger, COUNTRY)).to.equal(false);
    expect(await countryRestrict.isCountryRestricted(compliance, AUSTRIA)).to.equal(true);
    expect(await countryRestrict.isCountryRestricted(compliance, COUNTRY)).to.equal(false);
    expect(await maxBalance.maxBalanceOf(compliance)).to.equal(1_500n);
    expect(await supplyLimit.supplyLimitOf(compliance)).to.equal(2_500n);
    expect(await investorCount.investorLimitOf(compliance)).to.equal(2n);
    expect(await others.transferLimit.transferLimitOf(compliance)).to.deep.equal([300n, BigInt(LIMIT_PERIOD)]);
    expect(await others.lockUp.lockUpOf(compliance)).to.equal(LOCK_UP);
    expect(await others.lockUp.lockUpOf(cast.stranger)).to.equal(0n);
    expect(await others.conditionalTransfer.isOfficer(compliance, cast.custodian)).to.equal(false);
  });

  it("refuse a period in which nothing could happen", async () => {
    const { codes } = await loadFixture(lockUp);
    await expect(codes.modules.transferLimit.setTransferLimit(1n, 0n)).to.be.revertedWithCustomError(
      codes.modules.transferLimit,
      "TransferLimitModuleZeroPeriod",
    );
    await expect(codes.modules.lockUp.setLockUp(15n))
      .to.be.revertedWithCustomError(codes.modules.lockUp, "LockUpModulePeriodTooShort")
      .withArgs(15n, 16n);
  });
});

describe("LockUpModule, batch by batch", () => {
  it("joins batches of one date, and reuses the place of one that is released", async () => {
    const stage = await loadFixture(lockUp);
    const { codes, compliance, cast } = stage;
    const module = codes.modules.lockUp;
    const batches = async () => (await module.batchesOf(compliance, cast.holder)).map(({ amount }) => amount);
    await agentOf(stage).mint(cast.holder, 5n);
    expect(await batches()).to.deep.equal([HELD + 5n]);
    await time.increase(2 * DAY);
    await agentOf(stage).mint(cast.holder, 6n);
    expect(await batches()).to.deep.equal([HELD + 5n, 6n]);
    await time.increase(15 * DAY);
    await agentOf(stage).mint(cast.holder, 7n);
    expect(await batches(), "the first was released").to.deep.equal([7n, 6n]);
    expect(await module.lockedOf(compliance, cast.holder)).to.equal(13n);
    await recover(stage);
    await time.increase(2 * DAY);
    expect(await module.lockedOf(compliance, cast.newWallet)).to.equal(7n);
  });

  it("moves no batch that is released by then", async () => {
    const stage = await loadFixture(lockUp);
    await time.increase(LOCK_UP + DAY);
    await recover(stage);
    const { codes, compliance, cast } = stage;
    expect(await codes.modules.lockUp.batchesOf(compliance, cast.newWallet)).to.deep.equal([]);
  });

  it("locks nothing that is burnt, nothing of nothing, nothing within one identity, and nothing before it is set", async () => {
    const stage = await loadFixture(lockUp);
    const { codes, compliance, cast, token } = stage;
    const module = codes.modules.lockUp;
    await time.increase(LOCK_UP + DAY);
    await addSecondWallet(stage);
    await token.connect(cast.holder).transfer(cast.stranger, 10n);
    await token.connect(cast.holder).transfer(cast.secondHolder, 0n);
    await agentOf(stage).burn(cast.holder, 10n);
    expect(await module.lockedOf(compliance, cast.stranger)).to.equal(0n);
    expect(await module.lockedOf(compliance, cast.secondHolder)).to.equal(0n);

    const unset = await loadFixture(withoutPeriod);
    expect(await unset.codes.modules.lockUp.lockedOf(unset.compliance, unset.cast.holder)).to.equal(0n);
    await unset.token.connect(unset.cast.holder).transfer(unset.cast.secondHolder, HELD);
  });

  it("leaves batches and approvals where they are when a wallet's identity is replaced", async () => {
    const stage = await loadFixture(lockUpWithBooks);
    const { codes, compliance, cast } = stage;
    await updateHolder(stage);
    await expect(compliance.attribute([cast.holder])).to.emit(compliance, "IdentityAttributed");
    expect(await codes.modules.lockUp.lockedOf(compliance, cast.holder)).to.equal(HELD);
  });
});

const withoutPeriod = withRules({ lockUp: () => "0x" });

describe("TransferLimitModule, across identities", () => {
  it("keeps the greater of what two identities have spent when a holding migrates", async () => {
    const stage = await loadFixture(transferLimit);
    const { codes, compliance, cast, token, registry, holderIdentity, secondHolderIdentity } = stage;
    const module = codes.modules.transferLimit;
    await time.increaseTo(Math.ceil((await time.latest()) / LIMIT_PERIOD) * LIMIT_PERIOD);
    await token.connect(cast.holder).transfer(cast.secondHolder, 100n);
    await token.connect(cast.secondHolder).transfer(cast.holder, 250n);
    const asAgent = registry.connect(cast.tokenAgent);
    await asAgent.registerIdentity(cast.stranger, secondHolderIdentity, COUNTRY);
    await secondHolderIdentity.addKey(keyOf(cast.stranger.address), 1n, 1n);
    await asAgent.recordSuccessor(cast.holder, cast.stranger, secondHolderIdentity);
    await agentOf(stage).recoveryAddress(cast.holder, cast.stranger, secondHolderIdentity);
    expect(await module.spentBy(compliance, holderIdentity)).to.equal(100n);
    expect(await module.spentBy(compliance, secondHolderIdentity)).to.equal(250n);
  });

  it("has nothing to count where no limit was set", async () => {
    const { codes, cast, holderIdentity } = await loadFixture(transferLimit);
    expect(await codes.modules.transferLimit.spentBy(cast.stranger, holderIdentity)).to.equal(0n);
  });

  it("counts nothing while a wallet stays with its identity", async () => {
    const stage = await loadFixture(transferLimit);
    const { codes, compliance, cast, token, registry, holderIdentity } = stage;
    await token.connect(cast.holder).transfer(cast.secondHolder, 100n);
    await holderIdentity.addKey(keyOf(cast.newWallet.address), 1n, 1n);
    await registry.connect(cast.tokenAgent).recordSuccessor(cast.holder, cast.newWallet, holderIdentity);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, holderIdentity);
    expect(await codes.modules.transferLimit.spentBy(compliance, holderIdentity)).to.equal(100n);
  });
});

describe("ConditionalTransferModule, in the hands of its officers", () => {
  it("takes an approval back that was not used", async () => {
    const stage = await loadFixture(conditional);
    const { codes, compliance, cast, token } = stage;
    const module = codes.modules.conditionalTransfer;
    const settings = module.interface.encodeFunctionData("setOfficer", [cast.custodian.address, true]);
    await compliance.callModuleFunction(settings, module);
    expect(await module.isOfficer(compliance, cast.custodian)).to.equal(true);
    const asOfficer = module.connect(cast.custodian);
    await asOfficer.approveTransfer(compliance, cast.holder, cast.secondHolder, 5n);
    expect(await module.isApproved(compliance, cast.holder, cast.secondHolder, 5n)).to.equal(true);
    await expect(
      module.connect(cast.thief).withdrawApproval(compliance, cast.holder, cast.secondHolder, 5n),
    ).to.be.revertedWithCustomError(module, "ConditionalTransferModuleOfficerOnly");
    await expect(asOfficer.withdrawApproval(compliance, cast.holder, cast.secondHolder, 5n))
      .to.emit(module, "ApprovalWithdrawn")
      .withArgs(compliance, cast.holder, cast.secondHolder, 5n, cast.custodian);
    await expect(token.connect(cast.holder).transfer(cast.secondHolder, 5n)).to.be.revertedWithCustomError(
      module,
      "ConditionalTransferModuleNotApproved",
    );
  });
});
