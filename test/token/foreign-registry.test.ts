import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HELD, plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { agentOf } from "../fixtures/ruled-suite";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { confirm } from "../stage/t-rex/deploy";
import type { TRexIdentityRegistry } from "../stage/t-rex/handles";
import { deployImplementations } from "../stage/t-rex/implementations";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";
import { deployRegistry } from "../stage/t-rex/registry";

interface ForeignStage extends SuiteStage {
  readonly foreign: TRexIdentityRegistry;
}

/** Our token on a T-REX registry, which knows the same holders; the token is an agent there, as T-REX wants it. */
async function onForeignRegistry(): Promise<ForeignStage> {
  const stage = await plainSuite();
  const { cast, token, issuer, holderIdentity, secondHolderIdentity } = stage;
  const implementations = await deployImplementations(cast.deployer);
  const { registry } = await deployRegistry(implementations, {
    owner: cast.issuer,
    agents: [cast.tokenAgent.address, await token.getAddress()],
    topics: [KYC_TOPIC],
    issuers: [{ address: issuer.address, topics: [KYC_TOPIC] }],
  });
  const foreign = registry.connect(cast.tokenAgent);
  await confirm(foreign.registerIdentity(cast.holder, await holderIdentity.getAddress(), COUNTRY));
  await confirm(foreign.registerIdentity(cast.secondHolder, await secondHolderIdentity.getAddress(), COUNTRY));
  await token.setIdentityRegistry(foreign.target);
  return { ...stage, foreign };
}

describe("Our token on a registry that knows the standard alone", () => {
  it("mints, transfers and burns for those that the registry verifies", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, cast, foreign } = stage;
    expect(await token.identityRegistry()).to.equal(foreign.target);
    await agentOf(stage).mint(cast.holder, 5n);
    await token.connect(cast.holder).transfer(cast.secondHolder, 7n);
    await agentOf(stage).burn(cast.secondHolder, 7n);
    expect(await token.balanceOf(cast.holder)).to.equal(HELD - 2n);
    await expect(token.connect(cast.holder).transfer(cast.stranger, 1n))
      .to.be.revertedWithCustomError(token, "TokenReceiverNotVerified")
      .withArgs(cast.stranger);
  });

  it("recovers within one identity, registers the new wallet, and freezes the lost one for ever", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, cast, foreign, holderIdentity } = stage;
    await holderIdentity.addKey(keyOf(cast.newWallet.address), MANAGEMENT_KEY, ECDSA_KEY);
    await agentOf(stage).freezePartialTokens(cast.holder, 10n);
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, holderIdentity))
      .to.emit(token, "AddressFrozen")
      .withArgs(cast.holder, true, cast.tokenAgent);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
    expect(await token.getFrozenTokens(cast.newWallet)).to.equal(10n);
    expect(await token.isFrozen(cast.holder)).to.equal(true);
    expect(await token.isFrozen(cast.newWallet)).to.equal(false);
    expect(await foreign.identity(cast.newWallet)).to.equal(await holderIdentity.getAddress());
  });

  it("recovers to a wallet that is registered under the identity already", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, cast, foreign, holderIdentity } = stage;
    await confirm(foreign.registerIdentity(cast.newWallet, await holderIdentity.getAddress(), COUNTRY));
    await agentOf(stage).setAddressFrozen(cast.holder, true);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, holderIdentity);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
    expect(await token.isFrozen(cast.holder)).to.equal(true);
  });

  it("takes nobody's tokens to another identity, nor to a wallet that does not manage the identity", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, cast, holderIdentity, secondHolderIdentity } = stage;
    const [own, other] = [await holderIdentity.getAddress(), await secondHolderIdentity.getAddress()];
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.secondHolder, other))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.holder, other, own);
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.secondHolder, own))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.secondHolder, own, other);
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, own))
      .to.be.revertedWithCustomError(token, "TokenNotManager")
      .withArgs(own, cast.newWallet);
  });

  it("recovers to nobody who is not verified", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, cast, codes, foreign } = stage;
    const bare = await createIdentity(codes, cast.stranger);
    await confirm(foreign.updateIdentity(cast.holder, await bare.getAddress()));
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.stranger, bare))
      .to.be.revertedWithCustomError(token, "TokenReceiverNotVerified")
      .withArgs(cast.stranger);
  });

  it("goes back to our registry, and has to be somewhere", async () => {
    const stage = await loadFixture(onForeignRegistry);
    const { token, registry, cast } = stage;
    await expect(token.setIdentityRegistry(ZeroAddress)).to.be.revertedWithCustomError(token, "TokenZeroAddress");
    await expect(token.setIdentityRegistry(registry)).to.emit(token, "IdentityRegistryAdded").withArgs(registry);
    await token.connect(cast.holder).transfer(cast.secondHolder, 1n);
  });
});
