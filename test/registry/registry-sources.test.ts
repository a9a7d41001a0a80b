import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { AbiCoder, ZeroAddress } from "ethers";

import {
  IdentityRegistryStorage__factory,
  IdentityRegistry__factory,
  type IdentityRegistry,
} from "../../typechain-types";
import { plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { deployClone } from "../stage/clones";
import { COUNTRY } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { deployRegainSuite } from "../stage/regain-suite/suite";

const coder = AbiCoder.defaultAbiCoder();

/** A registry that nobody's factory made: with any three companions. */
async function makeRegistry(
  { cast, codes }: SuiteStage,
  companions: readonly [storage: string, topics: string, issuers: string],
): Promise<IdentityRegistry> {
  const args = coder.encode(["address", "address", "address"], companions);
  const address = await deployClone(cast.deployer, await codes.factory.registryCode(), args);
  return IdentityRegistry__factory.connect(address, cast.issuer);
}

describe("Where a registry looks", () => {
  it("is written into its code, and two separate contracts serve as well as one policy", async () => {
    const stage = await loadFixture(plainSuite);
    const { storage, policy, cast, codes } = stage;
    const other = await deployRegainSuite(codes, { owner: cast.issuer, salt: "another" });
    const companions = [
      await storage.getAddress(),
      await policy.getAddress(),
      await other.policy.getAddress(),
    ] as const;
    const registry = await makeRegistry(stage, companions);
    await expect(registry.initialize(cast.issuer, []))
      .to.emit(registry, "IdentityStorageSet")
      .withArgs(companions[0])
      .and.to.emit(registry, "ClaimTopicsRegistrySet")
      .withArgs(companions[1])
      .and.to.emit(registry, "TrustedIssuersRegistrySet")
      .withArgs(companions[2]);
    expect(await registry.isVerified(cast.holder), "nobody is trusted there").to.equal(false);
    await registry.setTrustedIssuersRegistry(policy);
    expect(await registry.isVerified(cast.holder)).to.equal(true);
  });

  it("is changed by its owner, and every lookup follows", async () => {
    const { registry, storage, cast, codes, holderIdentity } = await loadFixture(plainSuite);
    const address = await deployClone(cast.deployer, await codes.factory.storageCode());
    const fresh = IdentityRegistryStorage__factory.connect(address, cast.issuer);
    await fresh.initialize(cast.issuer, registry);
    await expect(registry.setIdentityRegistryStorage(fresh)).to.emit(registry, "IdentityStorageSet").withArgs(fresh);
    expect(await registry.identityStorage()).to.equal(address);
    expect(await registry.contains(cast.holder)).to.equal(false);
    await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, holderIdentity, COUNTRY);
    expect(await storage.storedIdentity(cast.stranger)).to.equal(ZeroAddress);
    expect(await registry.isVerified(cast.stranger)).to.equal(true);
  });

  it("is never nowhere, and never a storage without successors", async () => {
    const stage = await loadFixture(plainSuite);
    const { registry, policy, cast } = stage;
    for (const attempt of [
      () => registry.setClaimTopicsRegistry(ZeroAddress),
      () => registry.setTrustedIssuersRegistry(ZeroAddress),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(registry, "IdentityRegistryZeroAddress");
    }
    const unfit = await policy.getAddress();
    const made = await makeRegistry(stage, [unfit, unfit, unfit]);
    await expect(made.initialize(cast.issuer, []))
      .to.be.revertedWithCustomError(made, "IdentityRegistryStorageUnfit")
      .withArgs(unfit);
  });

  it("may be two policies that are not one: topics of the first, issuers of the second", async () => {
    const { registry, policy, cast, codes } = await loadFixture(plainSuite);
    const other = await deployRegainSuite(codes, { owner: cast.issuer, salt: "another" });
    await registry.setClaimTopicsRegistry(other.policy);
    expect(await registry.isVerified(cast.holder), "no topic is asked for").to.equal(true);
    await other.policy.addClaimTopic(99n);
    expect(await registry.isVerified(cast.holder)).to.equal(false);
    await registry.setClaimTopicsRegistry(policy);
    expect(await registry.isVerified(cast.holder)).to.equal(true);
  });

  it("serves many wallets at once", async () => {
    const { registry, cast, holderIdentity, secondHolderIdentity } = await loadFixture(plainSuite);
    const asAgent = registry.connect(cast.tokenAgent);
    await asAgent.batchRegisterIdentity(
      [cast.stranger, cast.newWallet],
      [holderIdentity, secondHolderIdentity],
      [40n, COUNTRY],
    );
    expect(await registry.identity(cast.newWallet)).to.equal(await secondHolderIdentity.getAddress());
    expect(await registry.investorCountry(cast.stranger)).to.equal(40n);
    for (const lists of [
      [[cast.thief], [], [1n]],
      [[cast.thief], [holderIdentity], []],
    ] as const) {
      const [wallets, identities, countries] = lists;
      await expect(
        asAgent.batchRegisterIdentity([...wallets], [...identities], [...countries]),
      ).to.be.revertedWithCustomError(registry, "IdentityRegistryLengthMismatch");
    }
  });

  it("keeps a new wallet's registration when it takes a lost one's place", async () => {
    const { registry, cast, codes, issuer } = await loadFixture(plainSuite);
    const asAgent = registry.connect(cast.tokenAgent);
    const identity = await createIdentity(codes, cast.newWallet, { issuer });
    await asAgent.registerIdentity(cast.newWallet, identity, 40n);
    await expect(asAgent.recordSuccessor(cast.holder, cast.newWallet, identity)).to.not.emit(
      registry,
      "IdentityRegistered",
    );
    expect(await registry.investorCountry(cast.newWallet)).to.equal(40n);
  });
});
