import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { ACTION, ECDSA, MANAGEMENT, deployIdentityStage, keyOf, type IdentityStage } from "../stage/identities";
import { as } from "../stage/regain";

describe("The last management key of an identity", () => {
  async function expectLast({ identity }: IdentityStage, key: string): Promise<void> {
    await expect(identity.removeKey(key, MANAGEMENT))
      .to.be.revertedWithCustomError(identity, "KeyHolderLastManagementKey")
      .withArgs(key);
  }

  it("cannot be removed while it stands in the code", async () => {
    const stage = await loadFixture(deployIdentityStage);
    await expectLast(stage, await keyOf(stage.holder));
  });

  it("cannot be removed after it moved into storage", async () => {
    const stage = await loadFixture(deployIdentityStage);
    const key = await keyOf(stage.holder);
    await stage.identity.addKey(key, ACTION, ECDSA);
    await expectLast(stage, key);
    await stage.identity.removeKey(key, ACTION);
    await expectLast(stage, key);
  });

  it("cannot be removed when it is another than the first", async () => {
    const stage = await loadFixture(deployIdentityStage);
    const { identity, holder, backup } = stage;
    await identity.addKey(await keyOf(backup), MANAGEMENT, ECDSA);
    await expect(identity.removeKey(await keyOf(holder), MANAGEMENT))
      .to.emit(identity, "KeyRemoved")
      .withArgs(await keyOf(holder), MANAGEMENT, ECDSA);
    expect(await identity.getKeysByPurpose(MANAGEMENT)).to.deep.equal([await keyOf(backup)]);
    expect(await identity.getKey(await keyOf(holder))).to.deep.equal([[], 0n, ethers.ZeroHash]);
    await expectLast({ ...stage, identity: as(identity, backup) }, await keyOf(backup));
  });

  it("cannot be removed by the identity itself", async () => {
    const { identity, holder } = await loadFixture(deployIdentityStage);
    const removeKey = identity.interface.encodeFunctionData("removeKey", [await keyOf(holder), MANAGEMENT]);
    await expect(identity.execute(identity, 0, removeKey)).to.emit(identity, "ExecutionFailed");
    expect(await identity.keyHasPurpose(await keyOf(holder), MANAGEMENT)).to.equal(true);
  });

  it("does not come back from the code once it was removed, and can be given again", async () => {
    const { identity, holder, backup } = await loadFixture(deployIdentityStage);
    const [first, second] = [await keyOf(holder), await keyOf(backup)];
    await identity.addKey(second, MANAGEMENT, ECDSA);
    await identity.removeKey(first, MANAGEMENT);
    const backups = as(identity, backup);
    await backups.addKey(second, ACTION, ECDSA);
    expect(await identity.keyHasPurpose(first, ACTION)).to.equal(false);
    await expect(identity.addKey(first, MANAGEMENT, ECDSA)).to.be.revertedWithCustomError(
      identity,
      "IdentityKeyRequired",
    );
    await backups.addKey(first, MANAGEMENT, ECDSA);
    await backups.removeKey(second, MANAGEMENT);
    expect(await identity.getKeysByPurpose(MANAGEMENT)).to.deep.equal([first]);
    expect(await identity.getKeyPurposes(second)).to.deep.equal([ACTION]);
  });

  it("is the first again after a second one came and went", async () => {
    const stage = await loadFixture(deployIdentityStage);
    const { identity, holder, backup } = stage;
    await identity.addKey(await keyOf(backup), MANAGEMENT, ECDSA);
    await identity.removeKey(await keyOf(backup), MANAGEMENT);
    await expectLast(stage, await keyOf(holder));
  });
});
