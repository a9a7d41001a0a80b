import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress, type ContractTransactionResponse } from "ethers";

import { plainSuite } from "../fixtures/regain-suite";
import { KYC_TOPIC } from "../stage/holdings";
import { claimFor } from "../stage/regain-suite/holders";
import { claimIdOf } from "../stage/t-rex/onchainid";

const LIMIT = 15n;
const topicsFrom = (first: bigint, count: bigint): bigint[] =>
  Array.from({ length: Number(count) }, (_, index) => first + BigInt(index));

describe("ClaimPolicy", () => {
  it("keeps the topics, each once, up to its limit", async () => {
    const { policy } = await loadFixture(plainSuite);
    await expect(policy.addClaimTopic(7n)).to.emit(policy, "ClaimTopicAdded").withArgs(7n);
    await expect(policy.addClaimTopic(7n)).to.be.revertedWithCustomError(policy, "ClaimPolicyTopicKnown").withArgs(7n);
    await expect(policy.removeClaimTopic(KYC_TOPIC)).to.emit(policy, "ClaimTopicRemoved").withArgs(KYC_TOPIC);
    expect(await policy.getClaimTopics()).to.deep.equal([7n]);
    await expect(policy.removeClaimTopic(8n))
      .to.be.revertedWithCustomError(policy, "ClaimPolicyTopicUnknown")
      .withArgs(8n);
    for (const topic of topicsFrom(100n, LIMIT - 1n)) await policy.addClaimTopic(topic);
    await expect(policy.addClaimTopic(200n))
      .to.be.revertedWithCustomError(policy, "ClaimPolicyTooManyTopics")
      .withArgs(LIMIT + 1n, LIMIT);
  });

  const LARGE = 1n << 80n;
  for (const [kind, further] of [
    ["three that are small", [KYC_TOPIC + 1n, KYC_TOPIC + 2n]],
    ["more than three", [KYC_TOPIC + 1n, KYC_TOPIC + 2n, KYC_TOPIC + 3n]],
    ["one that is large", [LARGE]],
    ["the greatest that is small", [LARGE - 1n]],
    ["zero", [0n]],
  ] as const) {
    it(`asks for every topic, whatever their number and size (${kind})`, async () => {
      const { policy, registry, cast, issuer, holderIdentity } = await loadFixture(plainSuite);
      const identity = await holderIdentity.getAddress();
      await policy.updateIssuerClaimTopics(issuer.address, [KYC_TOPIC, ...further]);
      for (const topic of further) {
        await policy.addClaimTopic(topic);
        expect(await registry.isVerified(cast.holder)).to.equal(false);
        const { scheme, signature, data, uri } = await claimFor(issuer, identity, topic);
        await holderIdentity.addClaim(topic, scheme, issuer.address, signature, data, uri);
        expect(await registry.isVerified(cast.holder)).to.equal(true);
      }
      expect(await policy.getClaimTopics()).to.deep.equal([KYC_TOPIC, ...further]);
      await holderIdentity.removeClaim(claimIdOf(issuer.address, KYC_TOPIC));
      expect(await registry.isVerified(cast.holder)).to.equal(false);
      await policy.removeClaimTopic(KYC_TOPIC);
      expect(await registry.isVerified(cast.holder)).to.equal(true);
    });
  }

  it("trusts issuers for their topics, and distrusts them again", async () => {
    const { policy, cast, issuer } = await loadFixture(plainSuite);
    const { address } = cast.stranger;
    await expect(policy.addTrustedIssuer(address, [1n, 2n]))
      .to.emit(policy, "TrustedIssuerAdded")
      .withArgs(address, [1n, 2n]);
    expect(await policy.isTrustedIssuer(address)).to.equal(true);
    expect(await policy.hasClaimTopic(address, 2n)).to.equal(true);
    expect(await policy.getTrustedIssuers()).to.deep.equal([issuer.address, address]);
    expect(await policy.getTrustedIssuersForClaimTopic(2n)).to.deep.equal([address]);
    expect(await policy.getTrustedIssuerClaimTopics(address)).to.deep.equal([1n, 2n]);
    await expect(policy.updateIssuerClaimTopics(address, [3n]))
      .to.emit(policy, "ClaimTopicsUpdated")
      .withArgs(address, [3n]);
    expect(await policy.hasClaimTopic(address, 2n)).to.equal(false);
    await expect(policy.removeTrustedIssuer(address)).to.emit(policy, "TrustedIssuerRemoved").withArgs(address);
    expect(await policy.hasClaimTopic(address, 3n)).to.equal(false);
    expect(await policy.getTrustedIssuers()).to.deep.equal([issuer.address]);
  });

  it("refuses what makes no sense", async () => {
    const { policy, cast, issuer } = await loadFixture(plainSuite);
    const { address } = cast.stranger;
    const refusals: readonly (readonly [string, () => Promise<ContractTransactionResponse | unknown[]>])[] = [
      ["ClaimPolicyZeroIssuer", () => policy.addTrustedIssuer(ZeroAddress, [1n])],
      ["ClaimPolicyIssuerKnown", () => policy.addTrustedIssuer(issuer.address, [1n])],
      ["ClaimPolicyNoTopics", () => policy.addTrustedIssuer(address, [])],
      ["ClaimPolicyTooManyTopics", () => policy.addTrustedIssuer(address, topicsFrom(1n, LIMIT + 1n))],
      ["ClaimPolicyTopicKnown", () => policy.addTrustedIssuer(address, [1n, 1n])],
      ["ClaimPolicyIssuerUnknown", () => policy.removeTrustedIssuer(address)],
      ["ClaimPolicyIssuerUnknown", () => policy.updateIssuerClaimTopics(address, [1n])],
      ["ClaimPolicyIssuerUnknown", () => policy.getTrustedIssuerClaimTopics(address)],
    ];
    for (const [error, attempt] of refusals) {
      await expect(attempt()).to.be.revertedWithCustomError(policy, error);
    }
  });

  it("listens to its owner alone", async () => {
    const { policy, cast } = await loadFixture(plainSuite);
    const asThief = policy.connect(cast.thief);
    for (const attempt of [
      () => asThief.addClaimTopic(1n),
      () => asThief.removeClaimTopic(KYC_TOPIC),
      () => asThief.addTrustedIssuer(cast.thief, [KYC_TOPIC]),
      () => asThief.initialize(cast.thief, [], [], []),
    ]) {
      await expect(attempt()).to.be.reverted;
    }
  });
});
