import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { HonestIssuer__factory, Identity__factory } from "../../typechain-types";
import { ECDSA, MANAGEMENT, TOPIC, claimIdOf, deployIdentityStage, keyOf, signClaim } from "../stage/identities";
import { as } from "../stage/regain";

describe("The identity factory", () => {
  const SALT = ethers.id("the second identity");

  async function deployIssuer() {
    const stage = await deployIdentityStage();
    const claimIssuer = await new HonestIssuer__factory(stage.issuer).deploy(stage.issuer);
    const predicted = await stage.factory.predictIdentity(stage.holder, SALT);
    return { ...stage, claimIssuer, predicted, holders: as(stage.factory, stage.holder) };
  }

  it("creates an identity at the address that it predicted", async () => {
    const { holders, holder, predicted } = await loadFixture(deployIssuer);
    expect(await holders.createIdentity.staticCall(SALT, holder, [], [])).to.equal(predicted);
    await expect(holders.createIdentity(SALT, holder, [], []))
      .to.emit(holders, "IdentityCreated")
      .withArgs(predicted, holder, SALT);
    expect(await ethers.provider.getCode(predicted)).to.not.equal("0x");
  });

  it("gives the address by creator and salt alone, whatever keys and claims come with them", async () => {
    const { holders, holder, backup, predicted, issuer, claimIssuer } = await loadFixture(deployIssuer);
    const keys = [{ key: await keyOf(backup), purpose: MANAGEMENT, keyType: ECDSA }];
    const claims = [await signClaim(issuer, claimIssuer, predicted)];
    for (const [account, withKeys, withClaims] of [
      [holder, [], []],
      [backup, [], []],
      [holder, keys, claims],
    ] as const) {
      const created = holders.createIdentity.staticCall(SALT, account, [...withKeys], [...withClaims]);
      expect(await created).to.equal(predicted);
    }
  });

  it("gives other addresses to another creator and to another salt: nobody takes a predicted one", async () => {
    const { factory, holder, stranger, predicted, holders } = await loadFixture(deployIssuer);
    const strangers = await factory.predictIdentity(stranger, SALT);
    expect(strangers).to.not.equal(predicted);
    expect(await factory.predictIdentity(holder, ethers.ZeroHash)).to.not.equal(predicted);
    await as(factory, stranger).createIdentity(SALT, stranger, [], []);
    expect(await ethers.provider.getCode(strangers)).to.not.equal("0x");
    expect(await ethers.provider.getCode(predicted)).to.equal("0x");
    await expect(holders.createIdentity(SALT, holder, [], [])).to.emit(factory, "IdentityCreated");
  });

  it("uses a salt once for each creator", async () => {
    const { factory, holders, holder, stranger, predicted } = await loadFixture(deployIssuer);
    await holders.createIdentity(SALT, holder, [], []);
    await expect(holders.createIdentity(SALT, stranger, [], []))
      .to.be.revertedWithCustomError(factory, "IdentityFactorySaltUsed")
      .withArgs(predicted, SALT);
  });

  it("refuses an identity that nobody would manage", async () => {
    const { factory, holders } = await loadFixture(deployIssuer);
    await expect(holders.createIdentity(SALT, ethers.ZeroAddress, [], [])).to.be.revertedWithCustomError(
      factory,
      "IdentityFactoryNoManagementKey",
    );
  });

  it("gives no code to anybody who asks without making an identity", async () => {
    const { factory, stranger } = await loadFixture(deployIssuer);
    await expect(stranger.sendTransaction({ to: factory })).to.be.revertedWithCustomError(
      factory,
      "IdentityFactoryNoManagementKey",
    );
  });

  it("gives claims that were signed for the identity before it existed", async () => {
    const { holders, holder, predicted, issuer, claimIssuer } = await loadFixture(deployIssuer);
    const claim = await signClaim(issuer, claimIssuer, predicted);
    const identity = Identity__factory.connect(predicted, holder);
    await expect(holders.createIdentity(SALT, holder, [], [claim]))
      .to.emit(identity, "ClaimAdded")
      .withArgs(await claimIdOf(claimIssuer), TOPIC, 1, claimIssuer, claim.signature, claim.data, "");
    expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([await claimIdOf(claimIssuer)]);
  });

  it("creates nothing when one claim is not valid", async () => {
    const { holders, holder, predicted, issuer, claimIssuer } = await loadFixture(deployIssuer);
    const claims = [
      await signClaim(issuer, claimIssuer, predicted),
      await signClaim(holder, claimIssuer, predicted, "0x02", 2n),
    ];
    await expect(holders.createIdentity(SALT, holder, [], claims))
      .to.be.revertedWithCustomError(Identity__factory.connect(predicted, holder), "ClaimHolderClaimInvalid")
      .withArgs(claimIssuer, 2n);
    expect(await ethers.provider.getCode(predicted)).to.equal("0x");
  });

  it("creates nothing when a further key is one that cannot be", async () => {
    const { holders, holder, predicted } = await loadFixture(deployIssuer);
    const twice = { key: await keyOf(holder), purpose: MANAGEMENT, keyType: ECDSA };
    await expect(holders.createIdentity(SALT, holder, [twice], []))
      .to.be.revertedWithCustomError(Identity__factory.connect(predicted, holder), "KeyHolderPurposeGiven")
      .withArgs(twice.key, MANAGEMENT);
  });
});
