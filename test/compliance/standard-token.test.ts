import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { ModularCompliance__factory, type ModularCompliance } from "../../typechain-types";
import { castOf, type Cast } from "../stage/cast";
import { deployClone } from "../stage/clones";
import { register } from "../stage/holders";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { deployCodes, type SuiteCodes } from "../stage/regain-suite/codes";
import { confirm } from "../stage/t-rex/deploy";
import { deployImplementations } from "../stage/t-rex/implementations";
import { deployClaimIssuer } from "../stage/t-rex/onchainid";
import { deploySuite, type Suite } from "../stage/t-rex/suite";

interface MixedStage {
  readonly cast: Cast;
  readonly codes: SuiteCodes;
  readonly suite: Suite;
  readonly compliance: ModularCompliance;
  readonly identities: readonly [holder: string, secondHolder: string];
}

/** A T-REX token under our compliance, with MaxBalance and InvestorCount: 1,500 each, two investors. */
async function tRexTokenUnderOurRules(): Promise<MixedStage> {
  const cast = castOf(await ethers.getSigners());
  const codes = await deployCodes(cast.deployer);
  const implementations = await deployImplementations(cast.deployer);
  const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
  const suite = await deploySuite(implementations, {
    owner: cast.issuer,
    agents: [cast.tokenAgent.address],
    topics: [KYC_TOPIC],
    issuers: [{ address: claimIssuer.target, topics: [KYC_TOPIC] }],
    name: "Lakeside Property Shares",
    symbol: "LAKE",
    decimals: 0,
  });
  const office = { cast, implementations, claimIssuer };
  const holder = await register(office, suite.registry, cast.holder);
  const secondHolder = await register(office, suite.registry, cast.secondHolder);

  const address = await deployClone(cast.deployer, await codes.factory.complianceCode());
  const compliance = ModularCompliance__factory.connect(address, cast.issuer);
  const { maxBalance, investorCount } = codes.modules;
  await compliance.initialize(
    cast.issuer,
    suite.token.target,
    [maxBalance, investorCount],
    [
      maxBalance.interface.encodeFunctionData("setMaxBalance", [1_500n]),
      investorCount.interface.encodeFunctionData("setInvestorLimit", [2n]),
    ],
  );
  return { cast, codes, suite, compliance, identities: [holder.target, secondHolder.target] };
}

describe("Our compliance under a token that knows the standard alone", () => {
  async function inUse() {
    const stage = await tRexTokenUnderOurRules();
    const { suite, compliance, cast } = stage;
    expect(await compliance.getTokenBound()).to.equal(suite.token.target);
    await confirm(suite.token.connect(cast.issuer).setCompliance(await compliance.getAddress()));
    const token = suite.token.connect(cast.tokenAgent);
    await confirm(token.unpause());
    await confirm(token.mint(cast.holder.address, 1_000n));
    await confirm(token.mint(cast.secondHolder.address, 1_000n));
    return { ...stage, token };
  }

  it("keeps its books by what the standard's functions tell", async () => {
    const { compliance, token, cast, suite, identities } = await loadFixture(inUse);
    await confirm(suite.token.connect(cast.holder).transfer(cast.secondHolder.address, 100n));
    expect(await compliance.balanceOfIdentity(identities[0])).to.equal(900n);
    expect(await compliance.balanceOfIdentity(identities[1])).to.equal(1_100n);
    await confirm(token.burn(cast.holder.address, 900n));
    expect(await compliance.investorCount()).to.equal(1n);
    await confirm(token.forcedTransfer(cast.secondHolder.address, cast.holder.address, 1_100n));
    expect(await compliance.investorCount()).to.equal(1n);
    expect(await compliance.balanceOfIdentity(identities[0])).to.equal(1_100n);
  });

  it("refuses what its rules refuse", async () => {
    const { compliance, token, cast, suite } = await loadFixture(inUse);
    expect(await compliance.canTransfer(cast.holder, cast.secondHolder, 501n)).to.equal(false);
    await expect(suite.token.connect(cast.holder).transfer(cast.secondHolder.address, 501n)).to.be.reverted;
    await expect(token.mint(cast.holder.address, 501n)).to.be.reverted;
    await confirm(suite.token.connect(cast.holder).transfer(cast.secondHolder.address, 500n));
  });

  it("foresees what its books will say, before anything moves", async () => {
    const { compliance, cast, suite, identities, codes } = await loadFixture(inUse);
    const wallets = [cast.holder, cast.secondHolder, cast.stranger] as const;
    const can = (from: number, to: number, amount: bigint) =>
      compliance.canTransfer(wallets[from] ?? "", wallets[to] ?? "", amount);
    const { registry } = suite;
    await confirm(registry.connect(cast.tokenAgent).registerIdentity(cast.stranger.address, identities[0], COUNTRY));
    expect(await can(0, 2, 1_000n), "within an identity").to.equal(true);
    expect(await can(0, 1, 0n), "nothing").to.equal(true);
    expect(await can(0, 1, 5_000n), "more than there is").to.equal(false);

    const { investorCount } = codes.modules;
    const settings = investorCount.interface.encodeFunctionData("setInvestorLimit", [1n]);
    await compliance.callModuleFunction(settings, investorCount);
    const implementations = await deployImplementations(cast.deployer);
    const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
    await register({ cast, implementations, claimIssuer }, registry, cast.thief);
    expect(await compliance.canTransfer(cast.holder, cast.thief, 1n), "one investor more").to.equal(false);
    await confirm(suite.token.connect(cast.tokenAgent).burn(cast.secondHolder.address, 1_000n));
    expect(await compliance.canTransfer(cast.holder, cast.thief, 999n), "two instead of one").to.equal(false);
    expect(await compliance.canTransfer(cast.holder, cast.thief, 1_000n), "another instead").to.equal(true);
  });

  it("counts what a wallet holds for the identity that it has by now, when it foresees", async () => {
    const { compliance, cast, suite, identities } = await loadFixture(inUse);
    const registry = suite.registry.connect(cast.tokenAgent);
    await confirm(registry.registerIdentity(cast.stranger.address, identities[1], COUNTRY));
    await confirm(suite.token.connect(cast.secondHolder).transfer(cast.stranger.address, 400n));
    await confirm(registry.updateIdentity(cast.stranger.address, identities[0]));
    // 1,000 of the holder's and 400 that the books still have for the second holder.
    expect(await compliance.canTransfer(cast.secondHolder, cast.stranger, 100n)).to.equal(true);
    expect(await compliance.canTransfer(cast.secondHolder, cast.stranger, 101n)).to.equal(false);
  });
});
