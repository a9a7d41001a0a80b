import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HELD, plainSuite } from "../fixtures/regain-suite";
import { addSecondWallet, agentOf, homeOnly, maxBalance, recover } from "../fixtures/ruled-suite";

describe("The compliance's books of what identities hold", () => {
  it("stay right when a holder transfers to himself, or within his identity", async () => {
    const stage = await loadFixture(maxBalance);
    const { token, compliance, cast, holderIdentity } = stage;
    await addSecondWallet(stage);
    await token.connect(cast.holder).transfer(cast.holder, HELD);
    await token.connect(cast.holder).transfer(cast.stranger, 400n);
    expect(await compliance.balanceOfIdentity(holderIdentity)).to.equal(HELD);
    expect(await compliance.investorCount()).to.equal(2n);
  });

  it("stay right when a holder of nothing but a freeze is recovered", async () => {
    const stage = await loadFixture(maxBalance);
    const { compliance, cast } = stage;
    await agentOf(stage).burn(cast.holder, HELD);
    await agentOf(stage).setAddressFrozen(cast.holder, true);
    const identity = await recover(stage);
    expect(await compliance.balanceOfIdentity(identity)).to.equal(0n);
    expect(await compliance.investorCount()).to.equal(1n);
  });

  it("foresee the last unit of an investor leaving, and a mint", async () => {
    const { compliance, cast } = await loadFixture(maxBalance);
    expect(await compliance.canTransfer(cast.holder, cast.secondHolder, HELD)).to.equal(false);
    expect(await compliance.canTransfer(cast.holder, cast.secondHolder, 500n)).to.equal(true);
    expect(await compliance.canTransfer(ZeroAddress, cast.holder, 500n)).to.equal(true);
    expect(await compliance.canTransfer(ZeroAddress, cast.holder, 501n)).to.equal(false);
  });

  it("are not kept where no rule needs them", async () => {
    const { compliance, cast } = await loadFixture(homeOnly);
    await expect(compliance.attribute([cast.holder])).to.not.emit(compliance, "IdentityAttributed");
    expect(await compliance.attributedIdentity(cast.holder)).to.equal(ZeroAddress);
  });

  it("follow no token that is not bound", async () => {
    const { compliance, cast, token } = await loadFixture(maxBalance);
    await compliance.unbindToken(token);
    await expect(compliance.attribute([cast.stranger])).to.not.emit(compliance, "IdentityAttributed");
  });

  it("belong to one token for ever, once they are begun", async () => {
    const { compliance, token } = await loadFixture(maxBalance);
    await compliance.unbindToken(token);
    await expect(compliance.bindToken(token))
      .to.be.revertedWithCustomError(compliance, "ModularComplianceTaken")
      .withArgs(ZeroAddress);
  });

  it("are not begun, and a token may leave and come back", async () => {
    const { compliance, token } = await loadFixture(plainSuite);
    await expect(compliance.unbindToken(token)).to.emit(compliance, "TokenUnbound").withArgs(token);
    await expect(compliance.bindToken(token)).to.emit(compliance, "TokenBound").withArgs(token);
  });
});
