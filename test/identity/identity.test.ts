import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import {
  IClaimLookup__factory,
  IERC165__factory,
  IERC734__factory,
  IERC735__factory,
  Identity__factory,
  type Identity,
} from "../../typechain-types";
import { impersonate } from "../stage/case-steps";
import { CLAIM_SIGNER, ECDSA, MANAGEMENT, addClaim, bareClaim, deployIdentityStage, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("An identity", () => {
  it("is initialized by its factory alone, and only while that creates it", async () => {
    const { identity, holder } = await loadFixture(deployIdentityStage);
    await expect(identity.initialize([], []))
      .to.be.revertedWithCustomError(identity, "IdentityFactoryOnly")
      .withArgs(holder);
  });

  it("tells that it is a key holder and a claim holder (ERC-165)", async () => {
    const { identity } = await loadFixture(deployIdentityStage);
    const idOf = (fragments: readonly { readonly selector: string }[]): string =>
      ethers.toBeHex(
        fragments.reduce((id, { selector }) => id ^ BigInt(selector), 0n),
        4,
      );
    for (const factory of [IERC734__factory, IERC735__factory, IClaimLookup__factory, IERC165__factory]) {
      const functions: { selector: string }[] = [];
      factory.createInterface().forEachFunction((fragment) => functions.push(fragment));
      expect(await identity.supportsInterface(idOf(functions))).to.equal(true);
    }
    expect(await identity.supportsInterface("0xffffffff")).to.equal(false);
  });

  it("takes several calls of one caller in one transaction, each by the caller's own right", async () => {
    const { identity, holder, stranger } = await loadFixture(deployIdentityStage);
    const add = identity.interface.encodeFunctionData("addKey", [await keyOf(stranger), CLAIM_SIGNER, ECDSA]);
    const remove = identity.interface.encodeFunctionData("removeKey", [await keyOf(stranger), CLAIM_SIGNER]);
    await expect(as(identity, stranger).multicall([add]))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(stranger, MANAGEMENT);
    await expect(as(identity, holder).multicall([add, remove]))
      .to.emit(identity, "KeyAdded")
      .and.to.emit(identity, "KeyRemoved");
  });

  describe("as the code that all identities share", () => {
    async function deployImplementation() {
      const stage = await deployIdentityStage();
      return { ...stage, shared: Identity__factory.connect(await stage.factory.implementation(), stage.holder) };
    }

    async function expectInert(shared: Identity): Promise<void> {
      expect(await shared.getKeysByPurpose(MANAGEMENT)).to.deep.equal([]);
      expect(await shared.getKey(ethers.ZeroHash)).to.deep.equal([[], 0n, ethers.ZeroHash]);
    }

    it("has no keys, so that nobody manages it", async () => {
      const { shared, holder, factory } = await loadFixture(deployImplementation);
      await expectInert(shared);
      for (const account of [holder, factory]) {
        expect(await shared.keyHasPurpose(await keyOf(account), MANAGEMENT)).to.equal(false);
      }
      await expect(shared.addKey(await keyOf(holder), MANAGEMENT, ECDSA)).to.be.revertedWithCustomError(
        shared,
        "IdentityKeyRequired",
      );
      await expect(addClaim(shared, await bareClaim(shared))).to.be.revertedWithCustomError(
        shared,
        "IdentityKeyRequired",
      );
    });

    it("calls nothing for anybody: what is requested of it waits for ever", async () => {
      const { shared, holder } = await loadFixture(deployImplementation);
      await expect(shared.execute(holder, 0, "0x")).to.not.emit(shared, "Approved");
      await expect(shared.approve(0, true)).to.be.revertedWithCustomError(shared, "IdentityKeyRequired");
    });

    it("cannot be initialized by anybody", async () => {
      const { shared, holder } = await loadFixture(deployImplementation);
      await expect(shared.initialize([], []))
        .to.be.revertedWithCustomError(shared, "IdentityFactoryOnly")
        .withArgs(holder);
    });

    it("stays the same for an identity whose keys changed: each has a state of its own", async () => {
      const { shared, identity, backup, factory } = await loadFixture(deployImplementation);
      await identity.addKey(await keyOf(backup), MANAGEMENT, ECDSA);
      await expectInert(shared);
      const factorys = as(identity, await impersonate(factory));
      await expect(factorys.addKey(await keyOf(factory), MANAGEMENT, ECDSA)).to.be.revertedWithCustomError(
        identity,
        "IdentityKeyRequired",
      );
    });
  });
});
