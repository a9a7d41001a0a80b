import { loadFixture, time } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";

import { HELD, replaceHolder } from "../fixtures/regain-suite";
import {
  AUSTRIA,
  DAY,
  LIMIT_PERIOD,
  LOCK_UP,
  addSecondWallet,
  agentOf,
  austriaRestricted,
  everyRule,
  lockUp,
  maxBalance,
  recover,
  transferLimit,
  twoInvestors,
} from "../fixtures/ruled-suite";

describe("What the peers' compliance gets wrong in a recovery, on our suite", () => {
  it("19. time-lock batches do not make a recovery revert, and the holding period does not restart", async () => {
    const stage = await loadFixture(lockUp);
    const { token, cast, codes, compliance } = stage;
    const module = codes.modules.lockUp;
    await time.increase(10 * DAY);
    const before = await module.batchesOf(compliance, cast.holder);
    await recover(stage);
    expect(await module.batchesOf(compliance, cast.newWallet)).to.deep.equal(before);
    expect(await module.batchesOf(compliance, cast.holder)).to.deep.equal([]);
    await time.increase(LOCK_UP - 9 * DAY);
    await token.connect(cast.newWallet).transfer(cast.secondHolder, HELD);
  });

  it("20. an investor cap of 2 ends with 2", async () => {
    const stage = await loadFixture(twoInvestors);
    const { compliance } = stage;
    await recover(stage);
    expect(await compliance.investorCount()).to.equal(2n);
  });

  it("20. an investor cap of 2 ends with 2, other wallets of the identity included", async () => {
    const stage = await loadFixture(twoInvestors);
    const { token, compliance, registry, cast, holderIdentity } = stage;
    await addSecondWallet(stage);
    await token.connect(cast.holder).transfer(cast.stranger, 10n);
    const identity = await recover(stage);
    await registry.connect(cast.tokenAgent).updateIdentity(cast.stranger, identity);
    await compliance.attribute([cast.stranger]);
    expect(await compliance.investorCount()).to.equal(2n);
    expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(0n);
    expect(await compliance.balanceOfIdentity(identity)).to.equal(HELD);
  });

  it("21. a block of a country is not escaped by being recovered", async () => {
    const stage = await loadFixture(austriaRestricted);
    const { token, registry, cast, codes } = stage;
    await registry.connect(cast.tokenAgent).updateCountry(cast.holder, AUSTRIA);
    await recover(stage);
    await expect(token.connect(cast.secondHolder).transfer(cast.newWallet, 1n))
      .to.be.revertedWithCustomError(codes.modules.countryRestrict, "CountryRestrictModuleCountryRestricted")
      .withArgs(AUSTRIA);
  });

  it("21. a limit keyed by identity is not escaped by being recovered", async () => {
    const stage = await loadFixture(transferLimit);
    const { token, cast, codes, compliance } = stage;
    await time.increaseTo(Math.ceil((await time.latest()) / LIMIT_PERIOD) * LIMIT_PERIOD);
    await token.connect(cast.holder).transfer(cast.secondHolder, 300n);
    const identity = await recover(stage);
    expect(await codes.modules.transferLimit.spentBy(compliance, identity)).to.equal(300n);
    await expect(token.connect(cast.newWallet).transfer(cast.secondHolder, 1n)).to.be.revertedWithCustomError(
      codes.modules.transferLimit,
      "TransferLimitModuleExceeded",
    );
  });

  it("22. transfer limits do not count a recovery as a transfer", async () => {
    const stage = await loadFixture(transferLimit);
    const { token, cast, codes, compliance, holderIdentity } = stage;
    const { transferLimit: module } = codes.modules;
    const identity = await recover(stage);
    expect(await module.spentBy(compliance, holderIdentity)).to.equal(0n);
    expect(await module.spentBy(compliance, identity)).to.equal(0n);
    await token.connect(cast.newWallet).transfer(cast.secondHolder, 300n);
  });

  it("23. an identity deleted before the compliance hears of the recovery makes no counter drift", async () => {
    const stage = await loadFixture(maxBalance);
    const { compliance, registry, cast, holderIdentity } = stage;
    const identity = await replaceHolder(stage);
    await registry.connect(cast.tokenAgent).deleteIdentity(cast.holder);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(0n);
    expect(await compliance.balanceOfIdentity(identity)).to.equal(HELD);
    expect(await compliance.investorCount()).to.equal(2n);
  });

  it("24. a MaxBalance lowered below a holding does not block its recovery", async () => {
    const stage = await loadFixture(maxBalance);
    const { compliance, token, cast, codes } = stage;
    const { maxBalance: module } = codes.modules;
    await compliance.callModuleFunction(module.interface.encodeFunctionData("setMaxBalance", [HELD - 1n]), module);
    await recover(stage);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
  });

  it("lets no rule, nor all of them together, veto a recovery", async () => {
    const stage = await loadFixture(everyRule);
    const { token, registry, cast, compliance } = stage;
    await registry.connect(cast.tokenAgent).updateCountry(cast.holder, AUSTRIA);
    expect(await compliance.canTransfer(cast.secondHolder, cast.holder, 1n)).to.equal(false);
    const identity = await replaceHolder(stage);
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, identity)).to.not.emit(
      compliance,
      "ModuleFailed",
    );
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
  });
});
