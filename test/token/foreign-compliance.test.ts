import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HELD, plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { agentOf, recover } from "../fixtures/ruled-suite";
import { deployBehind } from "../stage/t-rex/deploy";
import type { TRexCompliance } from "../stage/t-rex/handles";
import { deployImplementations, type TRexImplementations } from "../stage/t-rex/implementations";
import { bindRules } from "../stage/t-rex/modules";

interface ForeignRules extends SuiteStage {
  readonly implementations: TRexImplementations;
  readonly foreign: TRexCompliance;
}

/** Our token under T-REX's compliance with MaxBalance, which counts from here on. */
async function underForeignCompliance(): Promise<ForeignRules> {
  const stage = await plainSuite();
  const { cast, token } = stage;
  const implementations = await deployImplementations(cast.deployer);
  const foreign = await deployBehind<TRexCompliance>("ModularComplianceProxy", "ModularCompliance", cast.issuer, [
    implementations.authority.target,
  ]);
  for (const wallet of [cast.holder, cast.secondHolder]) await agentOf(stage).burn(wallet, HELD);
  await token.setCompliance(foreign.target);
  await bindRules(implementations, foreign, { maxBalance: 1_500n });
  for (const wallet of [cast.holder, cast.secondHolder]) await agentOf(stage).mint(wallet, HELD);
  return { ...stage, implementations, foreign };
}

describe("Our token under a compliance that knows the standard alone", () => {
  it("tells it of mints, burns and forced transfers", async () => {
    const stage = await loadFixture(underForeignCompliance);
    const { cast, implementations, foreign, holderIdentity, token } = stage;
    const counted = () => implementations.maxBalance.getIDBalance(foreign.target, holderIdentity);
    expect(await token.compliance()).to.equal(foreign.target);
    expect(await counted()).to.equal(HELD);
    await agentOf(stage).burn(cast.holder, 100n);
    expect(await counted()).to.equal(HELD - 100n);
    await agentOf(stage).forcedTransfer(cast.secondHolder, cast.holder, 300n);
    expect(await counted()).to.equal(HELD + 200n);
  });

  it("moves nothing that it refuses", async () => {
    const stage = await loadFixture(underForeignCompliance);
    const { cast, token } = stage;
    await expect(token.connect(cast.holder).transfer(cast.secondHolder, 501n))
      .to.be.revertedWithCustomError(token, "TokenComplianceRefused")
      .withArgs(cast.holder, cast.secondHolder, 501n);
    await expect(agentOf(stage).mint(cast.holder, 501n)).to.be.revertedWithCustomError(token, "TokenComplianceRefused");
  });

  it("tells it of a recovery as of a transfer: it has no other word", async () => {
    const stage = await loadFixture(underForeignCompliance);
    const { implementations, foreign, token, cast } = stage;
    const identity = await recover(stage);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
    expect(await implementations.maxBalance.getIDBalance(foreign.target, identity)).to.equal(HELD);
  });

  it("is never without any", async () => {
    const { token } = await loadFixture(underForeignCompliance);
    await expect(token.setCompliance(ZeroAddress)).to.be.revertedWithCustomError(token, "TokenZeroAddress");
  });
});
