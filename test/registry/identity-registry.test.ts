import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress, encodeBytes32String } from "ethers";

import { HELD, plainSuite, replaceHolder } from "../fixtures/regain-suite";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { deployImplementations } from "../stage/t-rex/implementations";
import { deployRegistry } from "../stage/t-rex/registry";
import { identify } from "../stage/holders";
import { attach, confirm } from "../stage/t-rex/deploy";
import type { OnchainIdClaimIssuer } from "../stage/t-rex/handles";

const CASE = encodeBytes32String("case");
const OTHER_CASE = encodeBytes32String("other case");
const [FREE, QUARANTINED, AWAITING, LOST] = [0n, 1n, 2n, 3n];

describe("IdentityRegistry", () => {
  describe("verification", () => {
    it("verifies a wallet whose identity holds the claim", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      expect(await registry.isVerified(cast.holder)).to.equal(true);
    });

    it("does not verify a wallet that nobody registered", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      expect(await registry.isVerified(cast.stranger)).to.equal(false);
    });

    it("does not verify an identity without the claim", async () => {
      const { registry, cast, codes } = await loadFixture(plainSuite);
      const bare = await createIdentity(codes, cast.stranger);
      await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, bare, COUNTRY);
      expect(await registry.isVerified(cast.stranger)).to.equal(false);
    });

    it("does not verify a claim that its issuer revoked", async () => {
      const { registry, cast, issuer, holderIdentity } = await loadFixture(plainSuite);
      const contract = attach<OnchainIdClaimIssuer>("ClaimIssuer", issuer.address, issuer.signer);
      const [claimId = ""] = await holderIdentity.getClaimIdsByTopic(KYC_TOPIC);
      await confirm(contract.revokeClaim(claimId, await holderIdentity.getAddress()));
      expect(await registry.isVerified(cast.holder)).to.equal(false);
    });

    it("does not verify a claim of an issuer that is trusted no longer", async () => {
      const { registry, policy, cast, issuer } = await loadFixture(plainSuite);
      await policy.removeTrustedIssuer(issuer.address);
      expect(await registry.isVerified(cast.holder)).to.equal(false);
    });

    it("does not verify a claim on a topic that the issuer is not trusted for", async () => {
      const { registry, policy, cast, issuer } = await loadFixture(plainSuite);
      await policy.updateIssuerClaimTopics(issuer.address, [KYC_TOPIC + 1n]);
      expect(await registry.isVerified(cast.holder)).to.equal(false);
    });

    it("asks for every topic", async () => {
      const { registry, policy, cast } = await loadFixture(plainSuite);
      await policy.addClaimTopic(KYC_TOPIC + 1n);
      expect(await registry.isVerified(cast.holder)).to.equal(false);
      await policy.removeClaimTopic(KYC_TOPIC + 1n);
      expect(await registry.isVerified(cast.holder)).to.equal(true);
    });

    it("verifies everybody registered when no topic is asked for", async () => {
      const { registry, policy, cast, codes } = await loadFixture(plainSuite);
      await policy.removeClaimTopic(KYC_TOPIC);
      const bare = await createIdentity(codes, cast.stranger);
      await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, bare, COUNTRY);
      expect(await registry.isVerified(cast.stranger)).to.equal(true);
      expect(await registry.isVerified(cast.thief)).to.equal(false);
    });

    it("reads an ONCHAINID identity by the standard's functions", async () => {
      const { registry, policy, cast } = await loadFixture(plainSuite);
      const implementations = await deployImplementations(cast.deployer);
      const contract = attach<OnchainIdClaimIssuer>(
        "ClaimIssuer",
        (await policy.getTrustedIssuers())[0] ?? ZeroAddress,
        cast.claimIssuerSigner,
      );
      const identity = await identify({ cast, implementations, claimIssuer: contract }, cast.stranger);
      await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, identity.target, COUNTRY);
      expect(await registry.isVerified(cast.stranger)).to.equal(true);
    });

    it("asks two foreign contracts for topics and issuers when it is pointed at them", async () => {
      const { registry, cast, issuer } = await loadFixture(plainSuite);
      const implementations = await deployImplementations(cast.deployer);
      const foreign = await deployRegistry(implementations, {
        owner: cast.issuer,
        agents: [],
        topics: [KYC_TOPIC],
        issuers: [],
      });
      await registry.setClaimTopicsRegistry(foreign.topics.target);
      await registry.setTrustedIssuersRegistry(foreign.issuers.target);
      expect(await registry.topicsRegistry()).to.equal(foreign.topics.target);
      expect(await registry.issuersRegistry()).to.equal(foreign.issuers.target);
      expect(await registry.isVerified(cast.holder)).to.equal(false);
      await confirm(foreign.issuers.addTrustedIssuer(issuer.address, [KYC_TOPIC]));
      expect(await registry.isVerified(cast.holder)).to.equal(true);
    });
  });

  describe("registration", () => {
    it("registers, tells and removes a wallet", async () => {
      const { registry, storage, cast, holderIdentity } = await loadFixture(plainSuite);
      const asAgent = registry.connect(cast.tokenAgent);
      const identity = await holderIdentity.getAddress();
      await expect(asAgent.registerIdentity(cast.stranger, identity, 40n))
        .to.emit(registry, "IdentityRegistered")
        .withArgs(cast.stranger, identity)
        .and.to.emit(storage, "IdentityStored")
        .withArgs(cast.stranger, identity);
      expect(await registry.investorCountry(cast.stranger)).to.equal(40n);
      expect(await registry.contains(cast.stranger)).to.equal(true);
      await expect(asAgent.updateCountry(cast.stranger, 41n))
        .to.emit(registry, "CountryUpdated")
        .withArgs(cast.stranger, 41n);
      await expect(asAgent.deleteIdentity(cast.stranger))
        .to.emit(registry, "IdentityRemoved")
        .withArgs(cast.stranger, identity);
      expect(await registry.identity(cast.stranger)).to.equal(ZeroAddress);
    });

    it("gives a wallet one identity at a time", async () => {
      const { registry, storage, cast, holderIdentity, secondHolderIdentity } = await loadFixture(plainSuite);
      await expect(registry.connect(cast.tokenAgent).registerIdentity(cast.holder, secondHolderIdentity, COUNTRY))
        .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletKnown")
        .withArgs(cast.holder, await holderIdentity.getAddress());
    });

    it("lets only agents register, and only the owner point it elsewhere", async () => {
      const { registry, cast, holderIdentity } = await loadFixture(plainSuite);
      const asStranger = registry.connect(cast.stranger);
      await expect(asStranger.registerIdentity(cast.thief, holderIdentity, COUNTRY))
        .to.be.revertedWithCustomError(registry, "AgentRoleAgentOnly")
        .withArgs(cast.stranger);
      await expect(asStranger.setClaimTopicsRegistry(cast.thief))
        .to.be.revertedWithCustomError(registry, "OwnershipOwnerOnly")
        .withArgs(cast.stranger);
    });

    it("refuses a storage without quarantine and successors", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      await expect(registry.setIdentityRegistryStorage(cast.stranger))
        .to.be.revertedWithCustomError(registry, "IdentityRegistryStorageUnfit")
        .withArgs(cast.stranger);
    });

    it("refuses lists of different lengths", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      await expect(registry.connect(cast.tokenAgent).batchRegisterIdentity([cast.thief], [], [1]))
        .to.be.revertedWithCustomError(registry, "IdentityRegistryLengthMismatch")
        .withArgs(1, 0, 1);
    });

    it("belongs to an owner who hands over in two steps", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      await registry.transferOwnership(cast.stranger);
      expect(await registry.owner()).to.equal(cast.issuer.address);
      await expect(registry.connect(cast.thief).acceptOwnership())
        .to.be.revertedWithCustomError(registry, "OwnershipPendingOwnerOnly")
        .withArgs(cast.thief);
      await registry.connect(cast.stranger).acceptOwnership();
      expect(await registry.owner()).to.equal(cast.stranger.address);
      expect(await registry.pendingOwner()).to.equal(ZeroAddress);
    });

    it("cannot be initialized again", async () => {
      const { registry, cast } = await loadFixture(plainSuite);
      await expect(registry.initialize(cast.thief, [])).to.be.revertedWithCustomError(
        registry,
        "InvalidInitialization",
      );
    });
  });

  describe("quarantine", () => {
    it("holds a wallet on every token, and lets go only for the same case", async () => {
      const { registry, storage, token, cast } = await loadFixture(plainSuite);
      const asAgent = registry.connect(cast.tokenAgent);
      await expect(asAgent.quarantine(cast.holder, CASE))
        .to.emit(storage, "WalletQuarantined")
        .withArgs(cast.holder, CASE);
      expect(await registry.standingOf(cast.holder)).to.equal(QUARANTINED);
      expect(await registry.quarantinedBy(cast.holder)).to.equal(CASE);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n))
        .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
        .withArgs(cast.holder, QUARANTINED);
      await expect(token.connect(cast.secondHolder).transfer(cast.holder, 1n))
        .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
        .withArgs(cast.holder, QUARANTINED);
      await expect(asAgent.release(cast.holder, OTHER_CASE))
        .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageNotQuarantinedBy")
        .withArgs(cast.holder, OTHER_CASE);
      await asAgent.release(cast.holder, CASE);
      expect(await registry.standingOf(cast.holder)).to.equal(FREE);
      await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
      expect(await token.balanceOf(cast.secondHolder)).to.equal(HELD + 1n);
    });

    it("belongs to one case at a time", async () => {
      const { registry, storage, cast } = await loadFixture(plainSuite);
      const asAgent = registry.connect(cast.tokenAgent);
      await asAgent.quarantine(cast.holder, CASE);
      await expect(asAgent.quarantine(cast.holder, OTHER_CASE))
        .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletQuarantined")
        .withArgs(cast.holder, CASE);
    });

    it("outlives a registration", async () => {
      const { registry, cast, holderIdentity } = await loadFixture(plainSuite);
      const asAgent = registry.connect(cast.tokenAgent);
      await asAgent.quarantine(cast.holder, CASE);
      await asAgent.deleteIdentity(cast.holder);
      await asAgent.registerIdentity(cast.holder, holderIdentity, COUNTRY);
      expect(await registry.standingOf(cast.holder)).to.equal(QUARANTINED);
    });
  });

  describe("successors", () => {
    it("are final: a lost wallet is never registered, moved or lost again", async () => {
      const stage = await loadFixture(plainSuite);
      const { registry, storage, cast, secondHolderIdentity } = stage;
      await replaceHolder(stage);
      expect(await registry.successorOf(cast.holder)).to.equal(cast.newWallet.address);
      expect(await registry.standingOf(cast.holder)).to.equal(LOST);
      expect(await registry.isVerified(cast.holder)).to.equal(false);
      const asAgent = registry.connect(cast.tokenAgent);
      const attempts = [
        () => asAgent.updateIdentity(cast.holder, secondHolderIdentity),
        () => asAgent.updateCountry(cast.holder, 1n),
        () => asAgent.quarantine(cast.holder, CASE),
        () => asAgent.recordSuccessor(cast.holder, cast.secondHolder, secondHolderIdentity),
      ];
      for (const attempt of attempts) {
        await expect(attempt())
          .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletLost")
          .withArgs(cast.holder, cast.newWallet);
      }
      await asAgent.deleteIdentity(cast.holder);
      await expect(asAgent.registerIdentity(cast.holder, secondHolderIdentity, COUNTRY))
        .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletLost")
        .withArgs(cast.holder, cast.newWallet);
    });

    it("take the country, and stand free at once when they are verified", async () => {
      const stage = await loadFixture(plainSuite);
      const { registry, cast } = stage;
      const identity = await replaceHolder(stage);
      expect(await registry.identity(cast.newWallet)).to.equal(await identity.getAddress());
      expect(await registry.investorCountry(cast.newWallet)).to.equal(COUNTRY);
      expect(await registry.standingOf(cast.newWallet)).to.equal(FREE);
    });

    it("wait for their verification, and anybody may release them then", async () => {
      const stage = await loadFixture(plainSuite);
      const { registry, storage, policy, cast } = stage;
      await replaceHolder(stage, { verified: false });
      expect(await registry.standingOf(cast.newWallet)).to.equal(AWAITING);
      const asStranger = registry.connect(cast.stranger);
      await expect(asStranger.releaseVerified(cast.newWallet))
        .to.be.revertedWithCustomError(registry, "IdentityRegistryNotVerified")
        .withArgs(cast.newWallet);
      await policy.removeClaimTopic(KYC_TOPIC);
      await expect(asStranger.releaseVerified(cast.newWallet))
        .to.emit(storage, "VerificationArrived")
        .withArgs(cast.newWallet);
      expect(await registry.standingOf(cast.newWallet)).to.equal(FREE);
    });

    it("have an identity that they manage", async () => {
      const { registry, cast, holderIdentity } = await loadFixture(plainSuite);
      await expect(registry.connect(cast.tokenAgent).recordSuccessor(cast.holder, cast.newWallet, holderIdentity))
        .to.be.revertedWithCustomError(registry, "IdentityRegistryNotManager")
        .withArgs(await holderIdentity.getAddress(), cast.newWallet);
    });

    it("form a chain whose head is the last", async () => {
      const stage = await loadFixture(plainSuite);
      const { registry, cast, codes, issuer } = stage;
      await replaceHolder(stage);
      const third = await createIdentity(codes, cast.stranger, { issuer });
      await registry.connect(cast.tokenAgent).recordSuccessor(cast.newWallet, cast.stranger, third);
      expect(await registry.headOf(cast.holder)).to.equal(cast.stranger.address);
      expect(await registry.headOf(cast.secondHolder)).to.equal(cast.secondHolder.address);
      expect((await registry.casePair(cast.holder, cast.stranger)).isHead).to.equal(true);
      expect((await registry.casePair(cast.holder, cast.newWallet)).isHead).to.equal(false);
      expect((await registry.casePair(cast.holder, cast.secondHolder)).isHead).to.equal(false);
    });
  });
});
