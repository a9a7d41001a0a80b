import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { keccak256, AbiCoder, ZeroAddress, encodeBytes32String } from "ethers";

import { HELD, plainSuite, replaceHolder, type SuiteStage } from "../fixtures/regain-suite";
import { createIdentity } from "../stage/regain-suite/holders";
import { deployRegainSuite, type RegainSuite } from "../stage/regain-suite/suite";

const CASE = encodeBytes32String("case");

/** A further token on the stage's registry, with the same agent. */
async function furtherToken({ cast, codes, registry }: SuiteStage, salt: string): Promise<RegainSuite> {
  const suite = await deployRegainSuite(codes, {
    owner: cast.issuer,
    salt,
    registry: registry.target,
    agents: [cast.tokenAgent.address],
  });
  await suite.token.connect(cast.tokenAgent).unpause();
  return suite;
}

describe("Token.recoveryAddress", () => {
  it("moves balance, frozen part and wallet freeze to the successor, and adds them up", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await token.mint(cast.newWallet, 50n);
    await token.freezePartialTokens(cast.newWallet, 20n);
    await token.freezePartialTokens(cast.holder, 300n);
    await token.setAddressFrozen(cast.holder, true);
    const supply = await token.totalSupply();

    await expect(token.recoveryAddress(cast.holder, cast.newWallet, identity))
      .to.emit(token, "RecoverySuccess")
      .withArgs(cast.holder, cast.newWallet, await identity.getAddress());
    expect(await token.balanceOf(cast.holder)).to.equal(0n);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD + 50n);
    expect(await token.getFrozenTokens(cast.newWallet)).to.equal(320n);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
    expect(await token.getFrozenTokens(cast.holder)).to.equal(0n);
    expect(await token.totalSupply()).to.equal(supply);
  });

  it("has a twin that tells what there is of both wallets afterwards", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await token.freezePartialTokens(cast.holder, 300n);
    const told = await token.recoverHolding.staticCall(cast.holder, cast.newWallet, identity);
    await expect(token.recoverHolding(cast.holder, cast.newWallet, identity))
      .to.emit(token, "RecoverySuccess")
      .withArgs(cast.holder, cast.newWallet, await identity.getAddress());
    expect([told.lost, told.next]).to.deep.equal([0n, HELD | (300n << 120n)]);
    expect(told).to.deep.equal(await token.currentHoldingsOf(cast.holder, cast.newWallet));
    expect(await token.successorRegistry()).to.equal(told.identityRegistry);
  });

  it("serves the second and the third token of one registry", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const others = [await furtherToken(stage, "second"), await furtherToken(stage, "third")];
    for (const other of others) await other.token.connect(cast.tokenAgent).mint(cast.holder, 7n);
    const identity = await replaceHolder(stage);
    for (const { token } of [stage, ...others]) {
      await token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, identity);
      expect(await token.balanceOf(cast.holder)).to.equal(0n);
    }
    expect(await others[1]?.token.balanceOf(cast.newWallet)).to.equal(7n);
  });

  it("recovers a holder without a balance, so that a freeze is not escaped", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    await token.burn(cast.holder, HELD);
    await token.setAddressFrozen(cast.holder, true);
    const identity = await replaceHolder(stage);
    await token.recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
  });

  it("keeps a freeze that the new wallet has already", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await token.setAddressFrozen(cast.newWallet, true);
    await token.recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
  });

  it("refuses while the token is paused", async () => {
    const stage = await loadFixture(plainSuite);
    const token = stage.token.connect(stage.cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await token.pause();
    await expect(
      token.recoveryAddress(stage.cast.holder, stage.cast.newWallet, identity),
    ).to.be.revertedWithCustomError(token, "TokenPaused");
  });

  it("refuses another wallet than the successor, and another identity than the successor's", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, secondHolderIdentity, holderIdentity } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await expect(token.recoveryAddress(cast.holder, cast.secondHolder, secondHolderIdentity))
      .to.be.revertedWithCustomError(token, "TokenOtherSuccessor")
      .withArgs(cast.holder, cast.secondHolder);
    await expect(token.recoveryAddress(cast.holder, cast.newWallet, holderIdentity))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.newWallet, await holderIdentity.getAddress(), await identity.getAddress());
  });

  it("refuses a wallet as its own successor", async () => {
    const { token, cast, holderIdentity } = await loadFixture(plainSuite);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.holder, holderIdentity))
      .to.be.revertedWithCustomError(token, "TokenOtherSuccessor")
      .withArgs(cast.holder, cast.holder);
  });

  it("refuses when there is nothing to recover", async () => {
    const stage = await loadFixture(plainSuite);
    const token = stage.token.connect(stage.cast.tokenAgent);
    const identity = await replaceHolder(stage);
    await token.recoveryAddress(stage.cast.holder, stage.cast.newWallet, identity);
    await expect(token.recoveryAddress(stage.cast.holder, stage.cast.newWallet, identity))
      .to.be.revertedWithCustomError(token, "TokenNothingToRecover")
      .withArgs(stage.cast.holder);
  });

  it("follows a chain of successors to its head for tokens found later", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, codes, issuer, registry } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    const identity = await replaceHolder(stage);
    const third = await createIdentity(codes, cast.stranger, { issuer });
    await registry.connect(cast.tokenAgent).recordSuccessor(cast.newWallet, cast.stranger, third);
    await expect(token.recoveryAddress(cast.holder, cast.newWallet, identity))
      .to.be.revertedWithCustomError(token, "TokenOtherSuccessor")
      .withArgs(cast.holder, cast.newWallet);
    await token.recoveryAddress(cast.holder, cast.stranger, third);
    expect(await token.balanceOf(cast.stranger)).to.equal(HELD);
  });

  it("moves nothing to or from a lost wallet in any other way", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const token = stage.token.connect(cast.tokenAgent);
    await stage.token.connect(cast.holder).approve(cast.thief, HELD);
    await replaceHolder(stage);
    const attempts = [
      () => stage.token.connect(cast.holder).transfer(cast.secondHolder, 1n),
      () => stage.token.connect(cast.thief).transferFrom(cast.holder, cast.secondHolder, 1n),
      () => stage.token.connect(cast.secondHolder).transfer(cast.holder, 1n),
      () => token.forcedTransfer(cast.holder, cast.secondHolder, 1n),
      () => token.forcedTransfer(cast.secondHolder, cast.holder, 1n),
      () => token.mint(cast.holder, 1n),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).to.be.revertedWithCustomError(token, "TokenWalletBlocked").withArgs(cast.holder, 3n);
    }
  });

  it("fills a wallet that awaits its verification, which then moves nothing until released", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast } = stage;
    const identity = await replaceHolder(stage, { verified: false });
    await stage.token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await stage.token.balanceOf(cast.newWallet)).to.equal(HELD);
    await expect(stage.token.connect(cast.newWallet).transfer(cast.secondHolder, 1n))
      .to.be.revertedWithCustomError(stage.token, "TokenWalletBlocked")
      .withArgs(cast.newWallet, 2n);
  });

  it("records the successor itself for the same identity, when it is an agent of the registry", async () => {
    const { token, registry, cast, holderIdentity } = await loadFixture(plainSuite);
    await registry.addAgent(token);
    const key = keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [cast.newWallet.address]));
    await holderIdentity.addKey(key, 1n, 1n);
    await token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, holderIdentity);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
    expect(await registry.successorOf(cast.holder)).to.equal(cast.newWallet.address);
  });

  it("never takes one holder's tokens to another's identity", async () => {
    const { token, registry, cast, holderIdentity, secondHolderIdentity } = await loadFixture(plainSuite);
    await registry.addAgent(token);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.secondHolder, secondHolderIdentity))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.holder, await secondHolderIdentity.getAddress(), await holderIdentity.getAddress());
  });

  it("is for agents alone", async () => {
    const { token, cast, holderIdentity } = await loadFixture(plainSuite);
    await expect(token.connect(cast.thief).recoveryAddress(cast.holder, cast.thief, holderIdentity))
      .to.be.revertedWithCustomError(token, "AgentRoleAgentOnly")
      .withArgs(cast.thief);
  });

  it("waits for the case that holds the lost wallet to name its successor", async () => {
    const { token, registry, cast, holderIdentity } = await loadFixture(plainSuite);
    await registry.connect(cast.tokenAgent).quarantine(cast.holder, CASE);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, holderIdentity))
      .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
      .withArgs(cast.holder, 1n);
  });

  it("fills no successor that another case holds", async () => {
    const stage = await loadFixture(plainSuite);
    const { token, registry, cast } = stage;
    const identity = await replaceHolder(stage);
    await registry.connect(cast.tokenAgent).quarantine(cast.newWallet, CASE);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, identity))
      .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
      .withArgs(cast.newWallet, 1n);
  });

  it("makes no wallet a successor that is lost itself", async () => {
    const stage = await loadFixture(plainSuite);
    const { token, cast, secondHolderIdentity } = stage;
    await replaceHolder(stage);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.secondHolder, cast.holder, secondHolderIdentity))
      .to.be.revertedWithCustomError(token, "TokenOtherSuccessor")
      .withArgs(cast.secondHolder, cast.holder);
  });

  it("fills no successor that has no identity by now", async () => {
    const stage = await loadFixture(plainSuite);
    const { token, registry, cast } = stage;
    await replaceHolder(stage);
    await registry.connect(cast.tokenAgent).deleteIdentity(cast.newWallet);
    await expect(token.connect(cast.tokenAgent).recoveryAddress(cast.holder, cast.newWallet, ZeroAddress))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.newWallet, ZeroAddress, ZeroAddress);
  });
});
