import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { Identity__factory } from "../../typechain-types";
import {
  ACTION,
  CLAIM_SIGNER,
  ECDSA,
  ENCRYPTION,
  MANAGEMENT,
  RSA,
  deployIdentityStage,
  keyOf,
} from "../stage/identities";
import { as } from "../stage/regain";

describe("The keys of an identity", () => {
  const LAST_PURPOSE = 247n;

  describe("at the beginning", () => {
    it("are one: the management account's, which stands in the clone's code", async () => {
      const { identity, holder } = await loadFixture(deployIdentityStage);
      const key = await keyOf(holder);
      expect(await identity.getKey(key)).to.deep.equal([[MANAGEMENT], ECDSA, key]);
      expect(await identity.getKeyPurposes(key)).to.deep.equal([MANAGEMENT]);
      expect(await identity.getKeysByPurpose(MANAGEMENT)).to.deep.equal([key]);
      expect(await identity.getKeysByPurpose(ACTION)).to.deep.equal([]);
    });

    it("include the backup key that was given at creation", async () => {
      const { factory, holder, backup } = await loadFixture(deployIdentityStage);
      const salt = ethers.id("with a backup");
      const backupKey = await keyOf(backup);
      const address = await factory.predictIdentity(holder, salt);
      const created = Identity__factory.connect(address, backup);
      await expect(
        as(factory, holder).createIdentity(salt, holder, [{ key: backupKey, purpose: MANAGEMENT, keyType: ECDSA }], []),
      )
        .to.emit(created, "KeyAdded")
        .withArgs(await keyOf(holder), MANAGEMENT, ECDSA)
        .to.emit(created, "KeyAdded")
        .withArgs(backupKey, MANAGEMENT, ECDSA);
      expect(await created.getKeysByPurpose(MANAGEMENT)).to.deep.equal([await keyOf(holder), backupKey]);
      await expect(created.removeKey(await keyOf(holder), MANAGEMENT)).to.emit(created, "KeyRemoved");
    });

    it("serve every purpose when they manage", async () => {
      const { identity, holder } = await loadFixture(deployIdentityStage);
      for (const purpose of [MANAGEMENT, ACTION, CLAIM_SIGNER, LAST_PURPOSE, LAST_PURPOSE + 1n]) {
        expect(await identity.keyHasPurpose(await keyOf(holder), purpose)).to.equal(true);
      }
    });

    it("are none for an unknown key, nor for the empty one", async () => {
      const { identity, stranger } = await loadFixture(deployIdentityStage);
      for (const key of [await keyOf(stranger), ethers.ZeroHash]) {
        expect(await identity.getKey(key)).to.deep.equal([[], 0n, ethers.ZeroHash]);
        expect(await identity.getKeyPurposes(key)).to.deep.equal([]);
        expect(await identity.keyHasPurpose(key, MANAGEMENT)).to.equal(false);
      }
    });
  });

  describe("when one is added", () => {
    it("are announced and found by their purpose", async () => {
      const { identity, holder, stranger } = await loadFixture(deployIdentityStage);
      const key = await keyOf(stranger);
      expect(await identity.addKey.staticCall(key, ACTION, ECDSA)).to.equal(true);
      await expect(identity.addKey(key, ACTION, ECDSA))
        .to.emit(identity, "KeyAdded")
        .withArgs(key, ACTION, ECDSA);
      expect(await identity.getKeysByPurpose(ACTION)).to.deep.equal([key]);
      expect(await identity.getKeysByPurpose(MANAGEMENT)).to.deep.equal([await keyOf(holder)]);
      expect(await identity.keyHasPurpose(key, ACTION)).to.equal(true);
      expect(await identity.keyHasPurpose(key, CLAIM_SIGNER)).to.equal(false);
    });

    it("keep the type they were first given with, whatever a later purpose says", async () => {
      const { identity, stranger } = await loadFixture(deployIdentityStage);
      const key = await keyOf(stranger);
      await identity.addKey(key, ENCRYPTION, RSA);
      await expect(identity.addKey(key, ACTION, ECDSA))
        .to.emit(identity, "KeyAdded")
        .withArgs(key, ACTION, RSA);
      expect(await identity.getKey(key)).to.deep.equal([[ACTION, ENCRYPTION], RSA, key]);
    });

    it("stay what they were when the first key gets a further purpose and moves into storage", async () => {
      const { identity, holder } = await loadFixture(deployIdentityStage);
      const key = await keyOf(holder);
      await identity.addKey(key, CLAIM_SIGNER, RSA);
      expect(await identity.getKey(key)).to.deep.equal([[MANAGEMENT, CLAIM_SIGNER], ECDSA, key]);
      expect(await identity.getKeysByPurpose(MANAGEMENT)).to.deep.equal([key]);
      await identity.addKey(key, ACTION, ECDSA);
      expect(await identity.getKeyPurposes(key)).to.deep.equal([MANAGEMENT, ACTION, CLAIM_SIGNER]);
    });

    it("take the lowest and the highest purpose, and the highest type", async () => {
      const { identity, stranger } = await loadFixture(deployIdentityStage);
      const key = await keyOf(stranger);
      await identity.addKey(key, LAST_PURPOSE, 255n);
      await identity.addKey(key, 1n, 0n);
      expect(await identity.getKey(key)).to.deep.equal([[1n, LAST_PURPOSE], 255n, key]);
      expect(await identity.getKeysByPurpose(LAST_PURPOSE)).to.deep.equal([key]);
    });

    it("refuse a purpose or a type that is out of range", async () => {
      const { identity, stranger } = await loadFixture(deployIdentityStage);
      const key = await keyOf(stranger);
      for (const purpose of [0n, LAST_PURPOSE + 1n, 256n, ethers.MaxUint256]) {
        await expect(identity.addKey(key, purpose, ECDSA))
          .to.be.revertedWithCustomError(identity, "KeyHolderPurposeOutOfRange")
          .withArgs(purpose);
      }
      await expect(identity.addKey(key, ACTION, 256n))
        .to.be.revertedWithCustomError(identity, "KeyHolderTypeOutOfRange")
        .withArgs(256n);
    });

    it("refuse a purpose that the key has already, in the code or in storage", async () => {
      const { identity, holder, stranger } = await loadFixture(deployIdentityStage);
      await identity.addKey(await keyOf(stranger), ACTION, ECDSA);
      for (const [account, purpose] of [
        [holder, MANAGEMENT],
        [stranger, ACTION],
      ] as const) {
        await expect(identity.addKey(await keyOf(account), purpose, ECDSA))
          .to.be.revertedWithCustomError(identity, "KeyHolderPurposeGiven")
          .withArgs(await keyOf(account), purpose);
      }
    });
  });

  describe("when one is removed", () => {
    it("forget a key with its last purpose", async () => {
      const { identity, stranger } = await loadFixture(deployIdentityStage);
      const key = await keyOf(stranger);
      await identity.addKey(key, ACTION, ECDSA);
      await identity.addKey(key, ENCRYPTION, ECDSA);
      expect(await identity.removeKey.staticCall(key, ACTION)).to.equal(true);
      await expect(identity.removeKey(key, ACTION)).to.emit(identity, "KeyRemoved").withArgs(key, ACTION, ECDSA);
      expect(await identity.getKeyPurposes(key)).to.deep.equal([ENCRYPTION]);
      await identity.removeKey(key, ENCRYPTION);
      expect(await identity.getKey(key)).to.deep.equal([[], 0n, ethers.ZeroHash]);
      expect(await identity.getKeysByPurpose(ENCRYPTION)).to.deep.equal([]);
    });

    it("refuse a purpose that the key does not have", async () => {
      const { identity, holder, stranger } = await loadFixture(deployIdentityStage);
      for (const [account, purpose] of [
        [stranger, MANAGEMENT],
        [holder, ACTION],
        [holder, 256n],
      ] as const) {
        await expect(identity.removeKey(await keyOf(account), purpose))
          .to.be.revertedWithCustomError(identity, "KeyHolderPurposeMissing")
          .withArgs(await keyOf(account), purpose);
      }
    });
  });

  it("are managed by nobody but management keys and the identity itself", async () => {
    const { identity, stranger } = await loadFixture(deployIdentityStage);
    const key = await keyOf(stranger);
    await identity.addKey(key, ACTION, ECDSA);
    const strangers = as(identity, stranger);
    await expect(strangers.addKey(key, MANAGEMENT, ECDSA))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(stranger, MANAGEMENT);
    await expect(strangers.removeKey(key, ACTION))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(stranger, MANAGEMENT);
    const addKey = identity.interface.encodeFunctionData("addKey", [key, MANAGEMENT, ECDSA]);
    await identity.execute(identity, 0, addKey);
    expect(await identity.getKeysByPurpose(MANAGEMENT)).to.include(key);
  });
});
