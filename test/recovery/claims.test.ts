import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import {
  HonestIssuer__factory,
  HostileIssuer__factory,
  Identity__factory,
  type HonestToken,
} from "../../typechain-types";
import { Outcome, executeCase, makeReady, receiptOf, recoveryOf, retryCase } from "../stage/case-steps";
import { deployStage, deployTokens } from "../stage/doubles";
import { HostileIssuerMode } from "../stage/hostile";
import { TOPIC, addClaim, bareClaim, claimIdOf, signClaim } from "../stage/identities";
import { as } from "../stage/regain";

describe("Claims given at execution", () => {
  /** A token whose holders need a claim of one issuer, and a second issuer that is hostile. */
  async function deployReady() {
    const stage = await deployStage();
    const { issuer, registry, identity, holder, agent } = stage;
    const claimIssuer = await new HonestIssuer__factory(issuer).deploy(issuer);
    const hostileIssuer = await new HostileIssuer__factory(issuer).deploy();
    await addClaim(identity, await signClaim(issuer, claimIssuer, identity));
    await registry.requireClaim(TOPIC, claimIssuer);
    const [token] = (await deployTokens(stage, 1)) as [HonestToken];
    await token.mint(holder, 100);
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
    const predicted = (await agent.caseOf(opened.caseId)).newIdentity;
    const replacement = Identity__factory.connect(predicted, stage.newWallet);
    return { ...stage, claimIssuer, hostileIssuer, token, opened, replacement, proposers: as(agent, stage.proposer) };
  }

  it("verify the new wallet at once, when they were signed for the predicted identity", async () => {
    const stage = await loadFixture(deployReady);
    const { claimIssuer, issuer, opened, replacement, token, newWallet } = stage;
    const claim = await signClaim(issuer, claimIssuer, replacement);
    expect(await executeCase(stage, opened, [claim])).to.deep.equal([Outcome.Recovered]);
    expect(await token.balanceOf(newWallet)).to.equal(100n);
    expect((await replacement.getClaim(await claimIdOf(claimIssuer))).signature).to.equal(claim.signature);
  });

  it("are missed by their token alone when there are none, and may come later", async () => {
    const stage = await loadFixture(deployReady);
    const { claimIssuer, issuer, opened, replacement } = stage;
    expect(await executeCase(stage, opened)).to.deep.equal([Outcome.NotVerified]);
    await addClaim(replacement, await signClaim(issuer, claimIssuer, replacement));
    expect(await retryCase(stage, opened)).to.deep.equal([Outcome.Recovered]);
  });

  it("are left out, one by one, when their issuer does not stand by them", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, claimIssuer, hostileIssuer, issuer, identity, stranger, opened, replacement, proposers } = stage;
    const revoked = await signClaim(issuer, claimIssuer, replacement, "0x04", 4n);
    await claimIssuer.revokeClaimBySignature(revoked.signature);
    const valid = await signClaim(issuer, claimIssuer, replacement);
    const others = await signClaim(issuer, claimIssuer, identity, "0x02", 2n);
    const forged = await signClaim(stranger, claimIssuer, replacement, "0x03", 3n);
    const welcome = await bareClaim(hostileIssuer, { topic: 5n });
    const claims = [others, valid, forged, revoked, welcome];

    const { refusedClaims } = await agent.preview.staticCall(opened, claims, 0);
    expect(refusedClaims).to.deep.equal([0n, 2n, 3n]);
    const sent = proposers.execute(opened, claims);
    for (const refused of [others, forged, revoked]) {
      await expect(sent).to.emit(agent, "ClaimRefused").withArgs(opened.caseId, claimIssuer, refused.topic);
    }
    for (const taken of [valid, welcome]) {
      await expect(sent).to.emit(replacement, "ClaimAdded");
      expect(await replacement.getClaimIdsByTopic(taken.topic)).to.have.length(1);
    }
    for (const refused of [others, forged, revoked]) {
      expect(await replacement.getClaimIdsByTopic(refused.topic)).to.deep.equal([]);
    }
  });

  for (const [title, mode] of [
    ["reverts", HostileIssuerMode.Reverts],
    ["reverts with far too much", HostileIssuerMode.RevertsWithTooMuch],
    ["burns all gas", HostileIssuerMode.BurnsGas],
    ["answers with another word than true", HostileIssuerMode.AnswersTwo],
    ["answers with nothing", HostileIssuerMode.AnswersNothing],
  ] as const) {
    it(`are left out, and cost no more than their bound, when the issuer ${title}`, async () => {
      const stage = await loadFixture(deployReady);
      const { agent, claimIssuer, hostileIssuer, issuer, opened, replacement, proposers } = stage;
      await hostileIssuer.become(mode);
      const claims = [await bareClaim(hostileIssuer), await signClaim(issuer, claimIssuer, replacement)];
      const sent = proposers.execute(opened, claims);
      await expect(sent).to.emit(agent, "ClaimRefused").withArgs(opened.caseId, hostileIssuer, TOPIC);
      await expect(sent).to.emit(agent, "TokenSettled");
      expect((await receiptOf(sent)).gasUsed).to.be.lessThan(3_000_000n);
    });
  }

  it("undo the whole execution when an issuer takes its word back midway, and are named by the preview", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, hostileIssuer, opened, replacement, proposers } = stage;
    await hostileIssuer.become(HostileIssuerMode.SaysValidWhileUncreated);
    const claims = [await bareClaim(hostileIssuer)];
    await expect(proposers.execute(opened, claims))
      .to.be.revertedWithCustomError(replacement, "ClaimHolderClaimInvalid")
      .withArgs(hostileIssuer, TOPIC);
    const { blockers } = await agent.preview.staticCall(opened, claims, 0);
    const named = replacement.interface.encodeErrorResult("ClaimHolderClaimInvalid", [hostileIssuer.target, TOPIC]);
    expect(blockers).to.deep.equal([named]);
    await expect(proposers.execute(opened, [])).to.emit(agent, "RecoveryExecuted");
  });

  it("are all left out for an identity that exists: it takes claims from its own keys alone", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, opened, claimIssuer, issuer, replacement, proposers } = stage;
    await proposers.execute(opened, [await signClaim(issuer, claimIssuer, replacement)]);
    const [found] = (await deployTokens(stage, 1)) as [HonestToken];
    const further = await makeReady(stage, await recoveryOf(stage, { tokens: [found] }));
    const valid = await signClaim(issuer, claimIssuer, replacement, "0x02", 2n);
    await expect(proposers.execute(further, [valid]))
      .to.emit(agent, "ClaimRefused")
      .withArgs(further.caseId, claimIssuer, 2n);
    expect(await replacement.getClaimIdsByTopic(2n)).to.deep.equal([]);
  });

  it("call nothing back: an issuer that tries is refused, and only its own answer counts", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, hostileIssuer, opened, replacement, proposers } = stage;
    await hostileIssuer.become(HostileIssuerMode.Reenters);
    await hostileIssuer.arm(agent, [agent.interface.encodeFunctionData("release", [opened])]);
    // This issuer says "valid" when its call back was refused.
    await proposers.execute(opened, [await bareClaim(hostileIssuer, { topic: 2n })]);
    expect(await replacement.getClaimIdsByTopic(2n)).to.have.length(1);
    expect(await ethers.provider.getCode(replacement)).to.not.equal("0x");
  });
});
