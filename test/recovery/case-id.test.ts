import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { APPROVAL_TYPES, RECOVERY_TYPES, domainOf, recoveryOf, type SignableRecovery } from "../stage/case-steps";
import { deployStage, deployTokens } from "../stage/doubles";
import { deployAgent } from "../stage/regain";

describe("A case's id", () => {
  async function deployCase() {
    const stage = await deployStage();
    const recovery = await recoveryOf(stage, { tokens: await deployTokens(stage, 2) });
    return { ...stage, recovery };
  }

  it("is the recovery's EIP-712 digest, as every wallet computes it", async () => {
    const { agent, recovery } = await loadFixture(deployCase);
    const digest = ethers.TypedDataEncoder.hash(await domainOf(agent), RECOVERY_TYPES, recovery);
    expect(await agent.caseIdOf(recovery)).to.equal(digest);
  });

  it("is told by the domain that the agent publishes (ERC-5267)", async () => {
    const { agent } = await loadFixture(deployCase);
    const { name, version, chainId, verifyingContract } = await agent.eip712Domain();
    expect({ name, version, chainId, verifyingContract }).to.deep.equal(await domainOf(agent));
  });

  type Flip = (recovery: SignableRecovery, other: string) => Partial<SignableRecovery>;
  const flips: readonly (readonly [string, Flip])[] = [
    ["in another registry", (_, other) => ({ registry: other })],
    ["of another lost wallet", (_, other) => ({ lostWallet: other })],
    ["to another new wallet", (_, other) => ({ newWallet: other })],
    ["with an identity kept", (_, other) => ({ identity: other })],
    ["with a token less", ({ tokens }) => ({ tokens: tokens.slice(1) })],
    ["with a token more", ({ tokens }, other) => ({ tokens: [...tokens, other] })],
    ["with its tokens in another order", ({ tokens }) => ({ tokens: [...tokens].reverse() })],
    ["on other evidence", () => ({ evidence: ethers.id("another file") })],
    ["with another nonce", ({ nonce }) => ({ nonce: nonce + 1n })],
  ];
  for (const [title, flip] of flips) {
    it(`is another ${title}`, async () => {
      const { agent, recovery, stranger } = await loadFixture(deployCase);
      const other = { ...recovery, ...flip(recovery, stranger.address) };
      const id = await agent.caseIdOf(other);
      expect(id).to.not.equal(await agent.caseIdOf(recovery));
      expect(id).to.equal(ethers.TypedDataEncoder.hash(await domainOf(agent), RECOVERY_TYPES, other));
    });
  }

  it("is another on another agent and on another chain", async () => {
    const { agent, recovery, admin, authority, factory } = await loadFixture(deployCase);
    const id = await agent.caseIdOf(recovery);
    const second = await deployAgent(admin, { authority, factory });
    expect(await second.caseIdOf(recovery)).to.not.equal(id);
    const elsewhere = { ...(await domainOf(agent)), chainId: 1n };
    expect(ethers.TypedDataEncoder.hash(elsewhere, RECOVERY_TYPES, recovery)).to.not.equal(id);
  });

  it("is not what a custodian signs: that names the custodian too", async () => {
    const { agent, recovery, custodian, secondCustodian } = await loadFixture(deployCase);
    const caseId = await agent.caseIdOf(recovery);
    const digest = await agent.approvalDigest(caseId, custodian);
    const value = { caseId, custodian: custodian.address };
    expect(digest).to.equal(ethers.TypedDataEncoder.hash(await domainOf(agent), APPROVAL_TYPES, value));
    expect(digest).to.not.equal(await agent.approvalDigest(caseId, secondCustodian));
  });
});
