import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { ContractWallet__factory } from "../../typechain-types";
import { RECOVERY_TYPES, accept, domainOf, recoveryOf, type SignableRecovery } from "../stage/case-steps";
import { deployStage, type Stage } from "../stage/doubles";
import { as, deployAgent } from "../stage/regain";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("The new wallet's acceptance", () => {
  async function expectNotAccepted({ agent, proposer }: Stage, recovery: SignableRecovery, acceptance: string) {
    await expect(as(agent, proposer).propose(recovery, acceptance))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentNotAccepted")
      .withArgs(await agent.caseIdOf(recovery), recovery.newWallet);
  }

  it("is its own signature over the case", async () => {
    const stage = await loadFixture(deployStage);
    const recovery = await recoveryOf(stage);
    const proposal = as(stage.agent, stage.proposer).propose(recovery, await accept(stage.agent, recovery));
    await expect(proposal).to.emit(stage.agent, "RecoveryProposed");
  });

  it("is nobody else's", async () => {
    const stage = await loadFixture(deployStage);
    const recovery = await recoveryOf(stage);
    for (const signer of [stage.holder, stage.proposer, stage.stranger]) {
      await expectNotAccepted(stage, recovery, await accept(stage.agent, recovery, signer));
    }
  });

  it("is not of another chain, nor for another agent", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, authority, factory, admin, newWallet } = stage;
    const recovery = await recoveryOf(stage);
    const otherChain = { ...(await domainOf(agent)), chainId: 1n };
    await expectNotAccepted(stage, recovery, await newWallet.signTypedData(otherChain, RECOVERY_TYPES, recovery));
    const otherAgent = await deployAgent(admin, { authority, factory });
    await expectNotAccepted(stage, recovery, await accept(otherAgent, recovery));
  });

  const changes: readonly (readonly [keyof SignableRecovery, (stage: Stage) => unknown])[] = [
    ["registry", ({ stranger }) => stranger.address],
    ["lostWallet", ({ bystander }) => bystander.address],
    ["newWallet", ({ stranger }) => stranger.address],
    ["identity", ({ stranger }) => stranger.address],
    ["tokens", ({ stranger }) => [stranger.address]],
    ["evidence", () => ethers.id("another file")],
    ["nonce", () => 1n],
  ];
  for (const [field, value] of changes) {
    it(`is not over a case with another ${field}`, async () => {
      const stage = await loadFixture(deployStage);
      const recovery = await recoveryOf(stage);
      const other = { ...recovery, [field]: value(stage) };
      await expectNotAccepted(stage, recovery, await accept(stage.agent, other, stage.newWallet));
    });
  }

  it("is refused with a high s, and with any length but 65 bytes", async () => {
    const stage = await loadFixture(deployStage);
    const recovery = await recoveryOf(stage);
    const acceptance = await accept(stage.agent, recovery);
    const { r, s, yParity } = ethers.Signature.from(acceptance);
    const highS = ethers.concat([r, ethers.toBeHex(CURVE_ORDER - BigInt(s), 32), yParity === 0 ? "0x1c" : "0x1b"]);
    const compact = ethers.Signature.from(acceptance).compactSerialized;
    for (const wrong of [
      highS,
      compact,
      ethers.dataSlice(acceptance, 0, 64),
      ethers.concat([acceptance, "0x00"]),
      "0x",
    ]) {
      await expectNotAccepted(stage, recovery, wrong);
    }
  });

  it("serves once: after the case ended, its nonce is spent", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, proposer, guardian } = stage;
    const recovery = await recoveryOf(stage);
    const acceptance = await accept(agent, recovery);
    await as(agent, proposer).propose(recovery, acceptance);
    await as(agent, guardian).cancel(recovery);
    await expect(as(agent, proposer).propose(recovery, acceptance))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongNonce")
      .withArgs(0, 1);
  });

  it("is asked of a wallet that is a contract (ERC-1271), and is that contract's to refuse", async () => {
    const stage = await loadFixture(deployStage);
    const { agent, proposer, thirdWallet, stranger } = stage;
    const wallet = await new ContractWallet__factory(thirdWallet).deploy(thirdWallet);
    const recovery = await recoveryOf(stage, { newWallet: wallet });
    await expectNotAccepted(stage, recovery, await accept(agent, recovery, stranger));
    const acceptance = await accept(agent, recovery, thirdWallet);
    await expect(as(agent, proposer).propose(recovery, acceptance)).to.emit(agent, "RecoveryProposed");
  });

  it("is not given by a contract that knows nothing of signatures", async () => {
    const stage = await loadFixture(deployStage);
    const recovery = await recoveryOf(stage, { newWallet: stage.compliance });
    await expectNotAccepted(stage, recovery, await accept(stage.agent, recovery, stage.newWallet));
  });
});
