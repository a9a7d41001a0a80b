import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import {
  ZeroAddress,
  ZeroHash,
  encodeBytes32String,
  getAddress,
  toBeHex,
  type ContractTransactionResponse,
} from "ethers";

import { IdentityRegistryStorage__factory, type IdentityRegistryStorage } from "../../typechain-types";
import { plainSuite, replaceHolder, type SuiteStage } from "../fixtures/regain-suite";
import { deployClone } from "../stage/clones";
import { COUNTRY } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";

const CASE = encodeBytes32String("case");
const MOST_REGISTRIES = 300n;

/** The token agent writes to the storage itself, as a registry does. */
async function withWriter(): Promise<SuiteStage & { readonly writer: IdentityRegistryStorage }> {
  const stage = await plainSuite();
  await stage.storage.addAgent(stage.cast.tokenAgent);
  return { ...stage, writer: stage.storage.connect(stage.cast.tokenAgent) };
}

describe("IdentityRegistryStorage", () => {
  it("refuses what makes no sense", async () => {
    const { writer, cast, holderIdentity, secondHolderIdentity } = await loadFixture(withWriter);
    const { holder, secondHolder, newWallet } = cast;
    const refusals: readonly (readonly [string, () => Promise<ContractTransactionResponse>])[] = [
      ["ZeroAddress", () => writer.addIdentityToStorage(ZeroAddress, holderIdentity, COUNTRY)],
      ["ZeroAddress", () => writer.addIdentityToStorage(newWallet, ZeroAddress, COUNTRY)],
      ["ZeroAddress", () => writer.modifyStoredIdentity(holder, ZeroAddress)],
      ["ZeroAddress", () => writer.quarantine(ZeroAddress, CASE)],
      ["ZeroCase", () => writer.quarantine(holder, ZeroHash)],
      ["NotQuarantinedBy", () => writer.release(holder, ZeroHash)],
      ["NotQuarantinedBy", () => writer.release(holder, CASE)],
      ["WalletKnown", () => writer.addIdentityToStorage(holder, secondHolderIdentity, COUNTRY)],
      ["WalletUnknown", () => writer.removeIdentityFromStorage(newWallet)],
      ["WalletUnknown", () => writer.modifyStoredInvestorCountry(newWallet, COUNTRY)],
      ["WalletUnknown", () => writer.modifyStoredIdentity(newWallet, holderIdentity)],
      ["WalletUnknown", () => writer.recordSuccessor(newWallet, holder, holderIdentity, false)],
      ["OwnSuccessor", () => writer.recordSuccessor(holder, holder, holderIdentity, false)],
      ["IdentityMismatch", () => writer.recordSuccessor(holder, secondHolder, holderIdentity, false)],
      ["NotAwaiting", () => writer.recordVerified(holder)],
    ];
    for (const [error, attempt] of refusals) {
      await expect(attempt(), error).to.be.revertedWithCustomError(writer, `IdentityRegistryStorage${error}`);
    }
  });

  it("says of a wallet with a successor which one it is, whatever is tried", async () => {
    const stage = await loadFixture(withWriter);
    const { writer, cast, holderIdentity } = stage;
    await replaceHolder(stage);
    for (const attempt of [
      () => writer.modifyStoredInvestorCountry(cast.holder, 1n),
      () => writer.modifyStoredIdentity(cast.holder, holderIdentity),
      () => writer.quarantine(cast.holder, CASE),
      () => writer.recordSuccessor(cast.holder, cast.stranger, holderIdentity, false),
      () => writer.recordSuccessor(cast.secondHolder, cast.holder, holderIdentity, false),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(writer, "IdentityRegistryStorageWalletLost")
        .withArgs(cast.holder, cast.newWallet);
    }
  });

  it("takes no quarantined wallet for a successor", async () => {
    const { writer, cast, holderIdentity } = await loadFixture(withWriter);
    await writer.quarantine(cast.newWallet, CASE);
    await expect(writer.recordSuccessor(cast.holder, cast.newWallet, holderIdentity, false))
      .to.be.revertedWithCustomError(writer, "IdentityRegistryStorageWalletQuarantined")
      .withArgs(cast.newWallet, CASE);
  });

  it("ends the lost wallet's quarantine when a successor takes its place", async () => {
    const stage = await loadFixture(withWriter);
    const { writer, cast, storage } = stage;
    await writer.quarantine(cast.holder, CASE);
    const identity = await createIdentity(stage.codes, cast.newWallet);
    const { registry } = stage;
    await expect(registry.connect(cast.tokenAgent).recordSuccessor(cast.holder, cast.newWallet, identity))
      .to.emit(storage, "WalletReleased")
      .withArgs(cast.holder, CASE);
    expect(await storage.quarantinedBy(cast.holder)).to.equal(ZeroHash);
  });

  it("awaits a verification once, however many wallets a successor takes the place of", async () => {
    const { writer, cast, holderIdentity, codes } = await loadFixture(withWriter);
    await writer.addIdentityToStorage(cast.stranger, holderIdentity, COUNTRY);
    const identity = await createIdentity(codes, cast.newWallet);
    await expect(writer.recordSuccessor(cast.holder, cast.newWallet, identity, true))
      .to.emit(writer, "VerificationAwaited")
      .withArgs(cast.newWallet);
    await expect(writer.recordSuccessor(cast.stranger, cast.newWallet, identity, true)).to.not.emit(
      writer,
      "VerificationAwaited",
    );
    await expect(writer.recordVerified(cast.newWallet)).to.emit(writer, "VerificationArrived").withArgs(cast.newWallet);
  });

  it("is written by the registries that are bound to it, and no longer by one that is unbound", async () => {
    const { storage, registry, cast, holderIdentity } = await loadFixture(withWriter);
    await expect(storage.bindIdentityRegistry(registry))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageRegistryBound")
      .withArgs(registry);
    await expect(storage.unbindIdentityRegistry(registry))
      .to.emit(storage, "IdentityRegistryUnbound")
      .withArgs(registry);
    expect(await storage.linkedIdentityRegistries()).to.deep.equal([]);
    await expect(
      registry.connect(cast.tokenAgent).registerIdentity(cast.newWallet, holderIdentity, COUNTRY),
    ).to.be.revertedWithCustomError(storage, "AgentRoleAgentOnly");
    await expect(storage.unbindIdentityRegistry(registry))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageRegistryUnbound")
      .withArgs(registry);
  });

  it("is shared by three hundred registries at most", async () => {
    const { storage } = await loadFixture(withWriter);
    for (let bound = 1n; bound < MOST_REGISTRIES; bound += 1n) {
      await storage.bindIdentityRegistry(getAddress(toBeHex(0xb0000n + bound, 20)));
    }
    await expect(storage.bindIdentityRegistry(getAddress(toBeHex(0xfffffn, 20))))
      .to.be.revertedWithCustomError(storage, "IdentityRegistryStorageTooManyRegistries")
      .withArgs(MOST_REGISTRIES);
  });

  it("begins without a registry when none is named", async () => {
    const { cast, codes } = await loadFixture(withWriter);
    const address = await deployClone(cast.deployer, await codes.factory.storageCode());
    const storage = IdentityRegistryStorage__factory.connect(address, cast.issuer);
    await storage.initialize(cast.issuer, ZeroAddress);
    expect(await storage.linkedIdentityRegistries()).to.deep.equal([]);
  });
});
