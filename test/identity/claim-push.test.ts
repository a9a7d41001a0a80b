import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress, id } from "ethers";
import { ethers } from "hardhat";
import type { SignedClaim } from "../../src/identity/claims";
import { typedDigestOf } from "../../src/identity/typed-claims";
import { IIdentity__factory, type IIdentity } from "../../typechain-types";
import { plainSuite } from "../fixtures/regain-suite";
import { deployTypedIssuer, typedClaimBy, typedClaimOf } from "../stage/claim-issuers";
import { KYC_TOPIC } from "../stage/holdings";
import { CLAIM_SIGNER, claimIdOf } from "../stage/identities";
import { as } from "../stage/regain";
import { confirm } from "../stage/t-rex/deploy";
import { deployImplementations } from "../stage/t-rex/implementations";
import { deployRegistry } from "../stage/t-rex/registry";

describe("A claim that a trusted issuer pushes", () => {
  async function deployPush() {
    const stage = await plainSuite();
    const { cast, codes, policy } = stage;
    const claimIssuer = await deployTypedIssuer(cast.claimIssuerSigner);
    const topics = [KYC_TOPIC];
    await policy.addTrustedIssuer(claimIssuer, topics);
    const implementations = await deployImplementations(cast.deployer);
    const issuers = [{ address: await claimIssuer.getAddress(), topics }];
    const tRex = await deployRegistry(implementations, { owner: cast.issuer, agents: [], topics, issuers });
    const factory = codes.identityFactory.connect(cast.identityManager);
    const create = async (authoriser: string): Promise<IIdentity> => {
      const salt = id(authoriser);
      await factory.createAuthorisedIdentity(salt, cast.holder, authoriser, [], []);
      const address = await factory.predictIdentity(cast.identityManager, salt);
      return IIdentity__factory.connect(address, cast.holder);
    };
    const identity = await create(await policy.getAddress());
    const tRexIdentity = await create(tRex.issuers.target);
    const claim = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC);
    return { ...stage, claimIssuer, identity, tRexIdentity, claim, create };
  }

  const handIn = (identity: IIdentity, { topic, scheme, issuer, signature, data, uri }: SignedClaim) =>
    identity.addClaim(topic, scheme, issuer, signature, data, uri);

  it("is accepted for its topic without the holder's key, whoever hands it in", async () => {
    const { identity, claim, claimIssuer, cast } = await loadFixture(deployPush);
    await expect(handIn(as(identity, cast.stranger), claim)).to.emit(identity, "ClaimAdded");
    expect((await identity.getClaim(await claimIdOf(claimIssuer, KYC_TOPIC))).data).to.equal(claim.data);
  });

  it("is accepted when the authoriser is T-REX's trusted-issuers registry", async () => {
    const { tRexIdentity, claimIssuer, cast } = await loadFixture(deployPush);
    const claim = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, tRexIdentity, KYC_TOPIC);
    await expect(handIn(as(tRexIdentity, cast.stranger), claim)).to.emit(tRexIdentity, "ClaimAdded");
  });

  it("may come from the issuer's contract itself, as ONCHAINID's issuers call", async () => {
    const { identity, claim, claimIssuer } = await loadFixture(deployPush);
    const { topic, scheme, issuer, signature, data, uri } = claim;
    const call = identity.interface.encodeFunctionData("addClaim", [topic, scheme, issuer, signature, data, uri]);
    await expect(claimIssuer.execute(identity, 0, call)).to.emit(identity, "ClaimAdded");
  });

  it("is refused for a topic that the issuer is not trusted for", async () => {
    const { identity, claimIssuer, cast } = await loadFixture(deployPush);
    const other = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC + 1n);
    await expect(handIn(as(identity, cast.stranger), other))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(cast.stranger, CLAIM_SIGNER);
  });

  it("is refused once its issuer is trusted no longer", async () => {
    const { identity, claim, claimIssuer, policy, cast } = await loadFixture(deployPush);
    await policy.removeTrustedIssuer(claimIssuer);
    await expect(handIn(as(identity, cast.stranger), claim)).to.be.revertedWithCustomError(
      identity,
      "IdentityKeyRequired",
    );
  });

  it("is refused when it is not the issuer's, or revoked", async () => {
    const { identity, claimIssuer, cast } = await loadFixture(deployPush);
    const forged = await typedClaimBy(cast.stranger, claimIssuer, identity, KYC_TOPIC);
    await expect(handIn(as(identity, cast.stranger), forged))
      .to.be.revertedWithCustomError(identity, "ClaimHolderClaimInvalid")
      .withArgs(claimIssuer, KYC_TOPIC);
    const terms = await typedClaimOf(claimIssuer, identity, KYC_TOPIC);
    const revoked = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC, terms);
    await claimIssuer.revokeClaims([typedDigestOf(terms)]);
    await expect(handIn(as(identity, cast.stranger), revoked)).to.be.revertedWithCustomError(
      identity,
      "ClaimHolderClaimInvalid",
    );
  });

  it("is refused when it says to be the identity's own", async () => {
    const { identity, claim, policy, cast } = await loadFixture(deployPush);
    await policy.addTrustedIssuer(identity, [KYC_TOPIC]);
    const own = { ...claim, issuer: await identity.getAddress() };
    await expect(handIn(as(identity, cast.stranger), own)).to.be.revertedWithCustomError(
      identity,
      "IdentityKeyRequired",
    );
  });

  describe("in the place of an earlier one", () => {
    async function deployTwo() {
      const stage = await deployPush();
      const { identity, claimIssuer, claim, cast } = stage;
      await handIn(as(identity, cast.stranger), claim);
      const next = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC, { payload: "0x02" });
      return { ...stage, next };
    }

    it("is refused while that one stands: nobody brings an issuer's older word back", async () => {
      const { identity, claimIssuer, next, cast } = await loadFixture(deployTwo);
      await expect(handIn(as(identity, cast.stranger), next))
        .to.be.revertedWithCustomError(identity, "ClaimHolderClaimStands")
        .withArgs(await claimIdOf(claimIssuer, KYC_TOPIC));
    });

    it("is accepted once that one has ended", async () => {
      const { identity, claimIssuer, cast } = await loadFixture(deployTwo);
      await time.increase(366 * 24 * 60 * 60);
      const next = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC);
      await expect(handIn(as(identity, cast.stranger), next)).to.emit(identity, "ClaimChanged");
    });

    it("is accepted from the issuer's contract, and from the holder", async () => {
      const { identity, claimIssuer, claim, next } = await loadFixture(deployTwo);
      const { topic, scheme, issuer, signature, data, uri } = next;
      const call = identity.interface.encodeFunctionData("addClaim", [topic, scheme, issuer, signature, data, uri]);
      await expect(claimIssuer.execute(identity, 0, call)).to.emit(identity, "ClaimChanged");
      await expect(handIn(identity, claim)).to.emit(identity, "ClaimChanged");
    });
  });

  describe("and the holder", () => {
    it("ends that, for good", async () => {
      const { identity, claim, cast } = await loadFixture(deployPush);
      await expect(identity.setAuthoriser(ZeroAddress)).to.emit(identity, "AuthoriserSet").withArgs(ZeroAddress);
      expect(await identity.authoriser()).to.equal(ZeroAddress);
      await expect(handIn(as(identity, cast.stranger), claim)).to.be.revertedWithCustomError(
        identity,
        "IdentityKeyRequired",
      );
      await expect(handIn(identity, claim), "with the holder's key").to.emit(identity, "ClaimAdded");
    });

    it("names another authoriser, or a first one", async () => {
      const { holderIdentity, policy, claimIssuer, cast } = await loadFixture(deployPush);
      expect(await holderIdentity.authoriser()).to.equal(ZeroAddress);
      const claim = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, holderIdentity, KYC_TOPIC);
      await expect(handIn(as(holderIdentity, cast.stranger), claim)).to.be.revertedWithCustomError(
        holderIdentity,
        "IdentityKeyRequired",
      );
      await holderIdentity.setAuthoriser(policy);
      await expect(handIn(as(holderIdentity, cast.stranger), claim)).to.emit(holderIdentity, "ClaimAdded");
    });

    it("alone decides it: neither the issuer nor who created the identity does", async () => {
      const { identity, cast } = await loadFixture(deployPush);
      for (const somebody of [cast.claimIssuerSigner, cast.identityManager]) {
        await expect(as(identity, somebody).setAuthoriser(ZeroAddress)).to.be.revertedWithCustomError(
          identity,
          "IdentityKeyRequired",
        );
      }
    });
  });

  it("is refused when the authoriser does not answer, or is no registry", async () => {
    const { claimIssuer, cast, create } = await loadFixture(deployPush);
    for (const authoriser of [cast.stranger.address, await claimIssuer.getAddress()]) {
      const identity = await create(authoriser);
      const claim = await typedClaimBy(cast.claimIssuerSigner, claimIssuer, identity, KYC_TOPIC);
      await expect(handIn(as(identity, cast.stranger), claim)).to.be.revertedWithCustomError(
        identity,
        "IdentityKeyRequired",
      );
    }
  });

  it("finds no authoriser in the code that all identities share", async () => {
    const { codes, claim, cast } = await loadFixture(deployPush);
    const shared = IIdentity__factory.connect(await codes.identityFactory.implementation(), cast.stranger);
    expect(await shared.authoriser()).to.equal(ZeroAddress);
    await expect(handIn(shared, claim)).to.be.revertedWithCustomError(shared, "IdentityKeyRequired");
  });

  it("leaves an identity's address what its salt says, and announces the authoriser", async () => {
    const { codes, policy, cast } = await loadFixture(deployPush);
    const factory = codes.identityFactory.connect(cast.holder);
    const salt = id("with an authoriser");
    const predicted = await factory.predictIdentity(cast.holder, salt);
    const identity = IIdentity__factory.connect(predicted, ethers.provider);
    await expect(factory.createAuthorisedIdentity(salt, cast.holder, policy, [], []))
      .to.emit(identity, "AuthoriserSet")
      .withArgs(policy);
    expect(await identity.authoriser()).to.equal(policy);
    await confirm(factory.createIdentity(id("without"), cast.holder, [], []));
  });
});
