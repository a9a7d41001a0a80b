import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { HostileIdentity__factory } from "../../typechain-types";
import { HELD, plainSuite, replaceHolder, type SuiteStage } from "../fixtures/regain-suite";
import { agentOf, maxBalance, recover } from "../fixtures/ruled-suite";
import { COUNTRY } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { deployRegainSuite } from "../stage/regain-suite/suite";
import { MANAGEMENT_KEY, ECDSA_KEY, keyOf } from "../stage/t-rex/onchainid";

const CASE = encodeBytes32String("case");
const [AWAITING, LOST] = [2n, 3n];

const registryOf = ({ registry, cast }: SuiteStage) => registry.connect(cast.tokenAgent);

describe("What the peers' recoveries get wrong, on our suite", () => {
  it("1. the second token on a shared registry can be recovered", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, codes, registry } = stage;
    const agents = [cast.tokenAgent.address];
    const second = await deployRegainSuite(codes, { owner: cast.issuer, salt: "2", registry: registry.target, agents });
    const token = second.token.connect(cast.tokenAgent);
    await token.mint(cast.holder, 7n);
    await token.unpause();
    const identity = await recover(stage);
    await token.recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await token.balanceOf(cast.newWallet)).to.equal(7n);
  });

  it("2. after the lost wallet's identity is deleted, tokens under MaxBalance are not stuck", async () => {
    const stage = await loadFixture(maxBalance);
    const { cast } = stage;
    const identity = await replaceHolder(stage);
    await registryOf(stage).deleteIdentity(cast.holder);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await stage.token.balanceOf(cast.newWallet)).to.equal(HELD);
  });

  it("3. the identity given by the agent is compared: no holder's tokens go to another's wallet", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token, secondHolderIdentity } = stage;
    await replaceHolder(stage);
    for (const receiver of [cast.secondHolder, cast.newWallet]) {
      await expect(agentOf(stage).recoveryAddress(cast.holder, receiver, secondHolderIdentity)).to.be.reverted;
    }
    expect(await token.balanceOf(cast.secondHolder)).to.equal(HELD);
  });

  it("4. a contract that answers true to keyHasPurpose frees nothing: it is never verified", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token, registry } = stage;
    const impostor = await new HostileIdentity__factory(cast.thief).deploy();
    await registryOf(stage).recordSuccessor(cast.holder, cast.thief, impostor);
    await agentOf(stage).recoveryAddress(cast.holder, cast.thief, impostor);
    await expect(token.connect(cast.thief).transfer(cast.secondHolder, 1n))
      .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
      .withArgs(cast.thief, AWAITING);
    await expect(registry.releaseVerified(cast.thief))
      .to.be.revertedWithCustomError(registry, "IdentityRegistryNotVerified")
      .withArgs(cast.thief);
  });

  it("4. an account without code is not taken for an identity", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, registry } = stage;
    const nobody = "0x000000000000000000000000000000000000dEaD";
    await expect(registryOf(stage).recordSuccessor(cast.holder, cast.thief, nobody))
      .to.be.revertedWithCustomError(registry, "IdentityRegistryNotManager")
      .withArgs(nobody, cast.thief);
  });

  it("5. a holder with a zero balance but a freeze can be recovered, so the freeze is not escaped", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token } = stage;
    await agentOf(stage).burn(cast.holder, HELD);
    await agentOf(stage).setAddressFrozen(cast.holder, true);
    await recover(stage);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
  });

  it("6. recovering to a wallet that is itself frozen adds frozen amounts and keeps its freeze", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token } = stage;
    const identity = await replaceHolder(stage);
    await agentOf(stage).mint(cast.newWallet, 50n);
    await agentOf(stage).freezePartialTokens(cast.newWallet, 20n);
    await agentOf(stage).setAddressFrozen(cast.newWallet, true);
    await agentOf(stage).freezePartialTokens(cast.holder, 300n);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, identity);
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
    expect(await token.getFrozenTokens(cast.newWallet)).to.equal(320n);
  });

  it("7. lost = new mints nothing and deletes nothing", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token, holderIdentity } = stage;
    await expect(
      agentOf(stage).recoveryAddress(cast.holder, cast.holder, holderIdentity),
    ).to.be.revertedWithCustomError(token, "TokenOtherSuccessor");
    expect(await token.balanceOf(cast.holder)).to.equal(HELD);
    expect(await token.totalSupply()).to.equal(2n * HELD);
  });

  it("8. replacing a wallet by itself is refused, and leaves it registered", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, registry, storage, holderIdentity } = stage;
    await expect(registryOf(stage).recordSuccessor(cast.holder, cast.holder, holderIdentity))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageOwnSuccessor")
      .withArgs(cast.holder);
    expect(await registry.isVerified(cast.holder)).to.equal(true);
  });

  it("9. a known, already registered new wallet takes the lost one's place", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token, holderIdentity } = stage;
    await holderIdentity.addKey(keyOf(cast.newWallet.address), MANAGEMENT_KEY, ECDSA_KEY);
    await registryOf(stage).registerIdentity(cast.newWallet, holderIdentity, COUNTRY);
    await agentOf(stage).mint(cast.newWallet, 5n);
    await registryOf(stage).recordSuccessor(cast.holder, cast.newWallet, holderIdentity);
    await agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, holderIdentity);
    expect(await token.balanceOf(cast.newWallet)).to.equal(HELD + 5n);
  });

  it("10. a stolen key has no place in the replacement identity", async () => {
    const stage = await loadFixture(plainSuite);
    const identity = await recover(stage);
    expect(await identity.keyHasPurpose(keyOf(stage.cast.holder.address), MANAGEMENT_KEY)).to.equal(false);
    await expect(
      identity.connect(stage.cast.holder).removeKey(keyOf(stage.cast.newWallet.address), MANAGEMENT_KEY),
    ).to.be.revertedWithCustomError(identity, "IdentityKeyRequired");
  });

  it("11. the lost wallet sends nothing from its quarantine on, whatever it approved before", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token } = stage;
    await token.connect(cast.holder).approve(cast.thief, HELD);
    await registryOf(stage).quarantine(cast.holder, CASE);
    const attempts = [
      () => token.connect(cast.holder).transfer(cast.secondHolder, 1n),
      () => token.connect(cast.thief).transferFrom(cast.holder, cast.secondHolder, 1n),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).to.be.revertedWithCustomError(token, "TokenWalletBlocked");
    }
    await recover(stage);
    for (const attempt of attempts) await expect(attempt()).to.be.reverted;
  });

  it("12. a lost wallet cannot be registered again, and keeps its successor", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, registry, storage, holderIdentity } = stage;
    await recover(stage);
    await registryOf(stage).deleteIdentity(cast.holder);
    await expect(registryOf(stage).registerIdentity(cast.holder, holderIdentity, COUNTRY))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletLost")
      .withArgs(cast.holder, cast.newWallet);
    expect(await registry.successorOf(cast.holder)).to.equal(cast.newWallet.address);
  });

  it("13. a wallet chain A→B→C can be recovered from A to C", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, codes, issuer, token } = stage;
    await replaceHolder(stage);
    const third = await createIdentity(codes, cast.stranger, { issuer });
    await registryOf(stage).recordSuccessor(cast.newWallet, cast.stranger, third);
    await agentOf(stage).recoveryAddress(cast.holder, cast.stranger, third);
    expect(await token.balanceOf(cast.stranger)).to.equal(HELD);
  });

  it('15. an administrator cannot write "lost" into the storage and skip every check', async () => {
    const { storage, registry, cast, secondHolderIdentity } = await loadFixture(plainSuite);
    for (const contract of [storage, registry]) {
      const error = [contract, "AgentRoleAgentOnly"] as const;
      await expect(contract.quarantine(cast.holder, CASE)).to.be.revertedWithCustomError(...error);
    }
    await expect(
      storage.recordSuccessor(cast.holder, cast.secondHolder, secondHolderIdentity, false),
    ).to.be.revertedWithCustomError(storage, "AgentRoleAgentOnly");
    await expect(
      registry.recordSuccessor(cast.holder, cast.secondHolder, secondHolderIdentity),
    ).to.be.revertedWithCustomError(registry, "AgentRoleAgentOnly");
  });

  it("16. an identity reassigned between the identity step and the balance step stops the balance", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, token, secondHolderIdentity } = stage;
    const identity = await replaceHolder(stage);
    await registryOf(stage).updateIdentity(cast.newWallet, secondHolderIdentity);
    await expect(agentOf(stage).recoveryAddress(cast.holder, cast.newWallet, identity))
      .to.be.revertedWithCustomError(token, "TokenIdentityMismatch")
      .withArgs(cast.newWallet, await identity.getAddress(), await secondHolderIdentity.getAddress());
  });

  it("17. a wrong second recovery answers that the wallet is lost already, and to whom", async () => {
    const stage = await loadFixture(plainSuite);
    const { cast, codes, issuer, registry, storage } = stage;
    await replaceHolder(stage);
    const other = await createIdentity(codes, cast.stranger, { issuer });
    await expect(registryOf(stage).recordSuccessor(cast.holder, cast.stranger, other))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageWalletLost")
      .withArgs(cast.holder, cast.newWallet);
    expect(await registry.standingOf(cast.holder)).to.equal(LOST);
  });
});
