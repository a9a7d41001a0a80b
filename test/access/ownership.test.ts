import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { plainSuite } from "../fixtures/regain-suite";
import { suiteTermsOf } from "../stage/regain-suite/suite";

describe("The owner of a suite's contract", () => {
  it("is offered the ownership, which can be taken back until it is taken", async () => {
    const { token, cast } = await loadFixture(plainSuite);
    await expect(token.transferOwnership(cast.stranger))
      .to.emit(token, "OwnershipTransferStarted")
      .withArgs(cast.issuer, cast.stranger);
    expect(await token.pendingOwner()).to.equal(cast.stranger.address);
    await token.transferOwnership(ZeroAddress);
    await expect(token.connect(cast.stranger).acceptOwnership())
      .to.be.revertedWithCustomError(token, "OwnershipPendingOwnerOnly")
      .withArgs(cast.stranger);
    expect(await token.owner()).to.equal(cast.issuer.address);
  });

  it("takes it, and nobody is offered it any more", async () => {
    const { token, cast } = await loadFixture(plainSuite);
    await token.transferOwnership(cast.stranger);
    await expect(token.connect(cast.stranger).acceptOwnership())
      .to.emit(token, "OwnershipTransferred")
      .withArgs(cast.issuer, cast.stranger);
    expect(await token.owner()).to.equal(cast.stranger.address);
    expect(await token.pendingOwner()).to.equal(ZeroAddress);
  });

  it("cannot be zero", async () => {
    const { codes, cast, token } = await loadFixture(plainSuite);
    const terms = { ...suiteTermsOf({ owner: cast.issuer, salt: "of nobody" }), owner: ZeroAddress };
    await expect(codes.factory.deploySuite(terms)).to.be.revertedWithCustomError(token, "OwnershipZeroOwner");
  });

  it("is named while the contract is initialized, and at no other time", async () => {
    const late = await ethers.deployContract("LateOwner");
    const thief = "0x000000000000000000000000000000000000dEaD";
    await expect(late.initialize(thief)).to.be.revertedWithCustomError(late, "NotInitializing");
  });
});
