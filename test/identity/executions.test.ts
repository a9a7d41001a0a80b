import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { CallTarget__factory, type CallTarget } from "../../typechain-types";
import { ACTION, CLAIM_SIGNER, ECDSA, MANAGEMENT, deployIdentityStage, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("A call in an identity's name", () => {
  async function deployTarget() {
    const stage = await deployIdentityStage();
    const target = await new CallTarget__factory(stage.admin).deploy();
    return { ...stage, target, visit: target.interface.encodeFunctionData("visit") };
  }

  async function expectNoVisit(target: CallTarget): Promise<void> {
    expect(await target.lastCaller()).to.equal("0x0000000000000000000000000000000000000000");
  }

  it("is carried out at once for a management key, with the money that it brings", async () => {
    const { identity, target, visit } = await loadFixture(deployTarget);
    expect(await identity.execute.staticCall(target, 5, visit, { value: 5 })).to.equal(0n);
    const sent = identity.execute(target, 5, visit, { value: 5 });
    await expect(sent).to.emit(identity, "ExecutionRequested").withArgs(0, target, 5, visit);
    await expect(sent).to.emit(identity, "Approved").withArgs(0, true);
    await expect(sent).to.emit(identity, "Executed").withArgs(0, target, 5, visit);
    await expect(sent).to.changeEtherBalance(target, 5);
    expect(await target.lastCaller()).to.equal(await identity.getAddress());
  });

  it("is carried out at once for an action key, but never on the identity itself", async () => {
    const { identity, target, visit, stranger } = await loadFixture(deployTarget);
    const key = await keyOf(stranger);
    await identity.addKey(key, ACTION, ECDSA);
    const strangers = as(identity, stranger);
    await expect(strangers.execute(target, 0, visit)).to.emit(identity, "Executed");
    const addKey = identity.interface.encodeFunctionData("addKey", [key, MANAGEMENT, ECDSA]);
    await expect(strangers.execute(identity, 0, addKey)).to.not.emit(identity, "Approved");
    await expect(strangers.approve(1, true))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(stranger, MANAGEMENT);
  });

  it("waits for approval when a stranger requests it", async () => {
    const { identity, target, visit, stranger } = await loadFixture(deployTarget);
    const sent = as(identity, stranger).execute(target, 0, visit);
    await expect(sent).to.emit(identity, "ExecutionRequested").withArgs(0, target, 0, visit);
    await expect(sent).to.not.emit(identity, "Approved");
    await expectNoVisit(target);
    expect(await identity.approve.staticCall(0, true)).to.equal(true);
    await expect(identity.approve(0, true)).to.emit(identity, "Executed").withArgs(0, target, 0, visit);
  });

  it("stays undone when approval is withheld, and may be approved later", async () => {
    const { identity, target, visit, stranger } = await loadFixture(deployTarget);
    await as(identity, stranger).execute(target, 0, visit);
    expect(await identity.approve.staticCall(0, false)).to.equal(false);
    await expect(identity.approve(0, false)).to.emit(identity, "Approved").withArgs(0, false);
    await expectNoVisit(target);
    await expect(identity.approve(0, true)).to.emit(identity, "Executed");
  });

  it("is approved by nobody without an action key", async () => {
    const { identity, target, visit, stranger } = await loadFixture(deployTarget);
    await identity.addKey(await keyOf(stranger), CLAIM_SIGNER, ECDSA);
    await as(identity, stranger).execute(target, 0, visit);
    await expect(as(identity, stranger).approve(0, true))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(stranger, ACTION);
  });

  it("can be approved again after it failed, and only until it is done", async () => {
    const { identity, target, visit } = await loadFixture(deployTarget);
    await target.refuse(true);
    await expect(identity.execute(target, 0, visit))
      .to.emit(identity, "ExecutionFailed")
      .withArgs(0, target, 0, visit);
    expect(await identity.approve.staticCall(0, true)).to.equal(false);
    await target.refuse(false);
    await identity.approve(0, true);
    await expect(identity.approve(0, true))
      .to.be.revertedWithCustomError(identity, "KeyHolderExecutionDone")
      .withArgs(0);
  });

  it("fails, and nothing else, when the identity has not the money for it", async () => {
    const { identity, target, visit } = await loadFixture(deployTarget);
    await expect(identity.execute(target, 1, visit))
      .to.emit(identity, "ExecutionFailed")
      .withArgs(0, target, 1, visit);
    await expectNoVisit(target);
  });

  it("cannot be approved before anybody requested it", async () => {
    const { identity } = await loadFixture(deployTarget);
    await expect(identity.approve(0, true))
      .to.be.revertedWithCustomError(identity, "KeyHolderExecutionUnknown")
      .withArgs(0);
  });

  it("happens once, though the called contract calls back to approve it again", async () => {
    const { identity, target } = await loadFixture(deployTarget);
    await identity.addKey(await keyOf(target), ACTION, ECDSA);
    await target.arm(identity, [identity.interface.encodeFunctionData("approve", [0, true])]);
    const call = target.interface.encodeFunctionData("visitAndReenter");
    const sent = identity.execute(target, 0, call);
    await expect(sent).to.emit(identity, "Executed").withArgs(0, target, 0, call);
    const refusal = identity.interface.getError("KeyHolderExecutionDone")?.selector;
    await expect(sent).to.emit(target, "CalledBack").withArgs(false, refusal);
  });
});
