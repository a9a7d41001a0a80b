import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HostileModule__factory, type HostileModule } from "../../typechain-types";
import { HELD, plainSuite, replaceHolder, type SuiteStage } from "../fixtures/regain-suite";
import { COUNTRY } from "../stage/holdings";
import { deployBehind } from "../stage/t-rex/deploy";
import type { TRexCompliance } from "../stage/t-rex/handles";
import { deployImplementations } from "../stage/t-rex/implementations";
import { bindRules } from "../stage/t-rex/modules";

const [REVERTS, BURNS_GAS] = [0, 1];

async function withBrokenModule(): Promise<SuiteStage & { readonly module: HostileModule }> {
  const stage = await plainSuite();
  const module = await new HostileModule__factory(stage.cast.deployer).deploy();
  await stage.compliance.addModule(module);
  return { ...stage, module };
}

describe("ModularCompliance", () => {
  it("takes effect from its first module on, and no longer after its last", async () => {
    const { token, compliance, cast, codes } = await loadFixture(plainSuite);
    const { countryAllow } = codes.modules;
    expect(await compliance.isIdle()).to.equal(true);
    await compliance.addModule(countryAllow);
    await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
      .to.be.revertedWithCustomError(countryAllow, "CountryAllowModuleCountryNotAllowed")
      .withArgs(COUNTRY);
    await compliance.removeModule(countryAllow);
    await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
  });

  it("enters holdings older than its books when it is told of them, or when they move", async () => {
    const { token, compliance, cast, codes, holderIdentity, secondHolderIdentity } = await loadFixture(plainSuite);
    await compliance.addModule(codes.modules.investorCount);
    expect(await compliance.investorCount()).to.equal(0n);
    await compliance.attribute([cast.holder, cast.stranger]);
    expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(HELD);
    await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
    expect(await compliance.balanceOfIdentity(secondHolderIdentity)).to.equal(HELD + 1n);
    expect(await compliance.investorCount()).to.equal(2n);
    expect(await compliance.attributedIdentity(cast.holder)).to.equal(await holderIdentity.getAddress());
  });

  it("keeps its books once it has begun them, so that no gap makes them wrong", async () => {
    const { token, compliance, cast, codes, holderIdentity } = await loadFixture(plainSuite);
    await compliance.addModule(codes.modules.investorCount);
    await compliance.removeModule(codes.modules.investorCount);
    await token.connect(cast.holder).transfer(cast.secondHolder, 100n);
    expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(HELD - 100n);
  });

  for (const [habit, mode] of [
    ["reverts", REVERTS],
    ["burns its gas", BURNS_GAS],
  ] as const) {
    it(`recovers past a module that ${habit}, and removes it`, async () => {
      const stage = await loadFixture(withBrokenModule);
      const { token, compliance, cast, module } = stage;
      const identity = await replaceHolder(stage);
      await module.become(mode);
      await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, identity)).to.emit(
        compliance,
        "ModuleFailed",
      );
      expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
      await compliance.removeModule(module);
      expect(await compliance.isModuleBound(module)).to.equal(false);
      await token.connect(cast.newWallet).transfer(cast.secondHolder, 1n);
    });
  }

  it("takes only modules, each once, and removes only its own", async () => {
    const { compliance, cast, codes } = await loadFixture(plainSuite);
    const { countryAllow, countryRestrict } = codes.modules;
    await compliance.addModule(countryAllow);
    await expect(compliance.addModule(countryAllow)).to.be.revertedWithCustomError(
      compliance,
      "ModularComplianceModuleKnown",
    );
    await expect(compliance.addModule(cast.stranger)).to.be.revertedWithCustomError(
      compliance,
      "ModularComplianceModuleUnfit",
    );
    await expect(compliance.removeModule(countryRestrict)).to.be.revertedWithCustomError(
      compliance,
      "ModularComplianceModuleUnknown",
    );
    expect(await compliance.getModules()).to.deep.equal([await countryAllow.getAddress()]);
  });

  it("hears movements from its token alone", async () => {
    const { compliance, cast } = await loadFixture(plainSuite);
    const asThief = compliance.connect(cast.thief);
    for (const attempt of [
      () => asThief.transferred(cast.holder, cast.thief, 1n),
      () => asThief.created(cast.thief, 1n),
      () => asThief.destroyed(cast.holder, 1n),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(compliance, "ModularComplianceTokenOnly")
        .withArgs(cast.thief);
    }
  });

  it("binds one token at a time", async () => {
    const { compliance, token, cast } = await loadFixture(plainSuite);
    await expect(compliance.bindToken(cast.stranger))
      .to.be.revertedWithCustomError(compliance, "ModularComplianceTaken")
      .withArgs(await token.getAddress());
    await expect(compliance.connect(cast.thief).unbindToken(token)).to.be.revertedWithCustomError(
      compliance,
      "ModularComplianceCallerNotAllowed",
    );
    expect(await compliance.isTokenBound(token)).to.equal(true);
  });

  it("gives way to a foreign compliance, which the token asks by the standard's functions", async () => {
    const { token, compliance, cast } = await loadFixture(plainSuite);
    const implementations = await deployImplementations(cast.deployer);
    const foreign = await deployBehind<TRexCompliance>("ModularComplianceProxy", "ModularCompliance", cast.issuer, [
      implementations.authority.target,
    ]);
    await bindRules(implementations, foreign, { countries: [COUNTRY + 1] });
    await token.setCompliance(foreign.target);
    expect(await compliance.isTokenBound(token)).to.equal(false);
    await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
      .to.be.revertedWithCustomError(token, "TokenComplianceRefused")
      .withArgs(cast.holder, cast.secondHolder, 1n);
    await token.connect(cast.tokenAgent).forcedTransfer(cast.holder, cast.secondHolder, 1n);
    await token.connect(cast.tokenAgent).burn(cast.secondHolder, 1n);
    await token.setCompliance(compliance);
    await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
  });

  it("binds and unbinds tokens that are there", async () => {
    const { compliance, token, cast } = await loadFixture(plainSuite);
    for (const stranger of [ZeroAddress, cast.stranger.address]) {
      await expect(compliance.unbindToken(stranger))
        .to.be.revertedWithCustomError(compliance, "ModularComplianceTokenNotBound")
        .withArgs(stranger);
    }
    await compliance.bindToken(token);
    await compliance.unbindToken(token);
    await expect(compliance.bindToken(ZeroAddress)).to.be.revertedWithCustomError(
      compliance,
      "ModularComplianceZeroAddress",
    );
  });

  it("has twenty-five modules at most, and lets go of each", async () => {
    const { compliance, cast, token } = await loadFixture(plainSuite);
    const modules: HostileModule[] = [];
    for (let made = 0; made < 26; made += 1) modules.push(await new HostileModule__factory(cast.deployer).deploy());
    const last = modules.pop();
    for (const module of modules) await compliance.addModule(module);
    await expect(compliance.addModule(last ?? ZeroAddress))
      .to.be.revertedWithCustomError(compliance, "ModularComplianceTooManyModules")
      .withArgs(25n);
    for (const module of modules) await module.become(REVERTS);
    for (const module of modules) {
      expect(await compliance.isModuleBound(module)).to.equal(true);
      await compliance.removeModule(module);
    }
    expect(await compliance.getModules()).to.deep.equal([]);
    await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
  });

  it("answers that everything may move when there are no rules", async () => {
    const { compliance, cast } = await loadFixture(plainSuite);
    expect(await compliance.canTransfer(cast.holder, cast.thief, 1n)).to.equal(true);
  });

  it("starves no module of the gas that it needs to follow a recovery", async () => {
    const stage = await loadFixture(withBrokenModule);
    const { token, compliance, cast } = stage;
    const identity = await replaceHolder(stage);
    const attempt = token
      .connect(cast.tokenAgent)
      .recoveryAddress(cast.holder, cast.newWallet, identity, { gasLimit: 500_000n });
    await expect(attempt).to.be.revertedWithCustomError(compliance, "ModularComplianceGasTooLow");
  });
});
