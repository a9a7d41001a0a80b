import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { hexlify, id, toUtf8Bytes, ZeroAddress } from "ethers";
import { ethers } from "hardhat";
import { connectChain } from "../../src/chain/connect";
import { signClaim, type SignedClaim } from "../../src/identity/claims";
import { approveCase, cancelCase } from "../../src/recovery/decide";
import { executeCase, retryCase } from "../../src/recovery/execute";
import { reassignWallets, releaseNewWallet } from "../../src/recovery/finish";
import { planRecovery } from "../../src/recovery/plan";
import { proposeRecovery } from "../../src/recovery/propose";
import { RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { composeRecovery, surveyRecovery } from "../../src/recovery/survey";
import { viewCase } from "../../src/recovery/view-case";
import { Identity__factory } from "../../typechain-types";
import { authoritySuite } from "../fixtures/authority-suite";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { refusalOf } from "../stage/refusal";
import { DAY } from "../stage/regain";
import { through } from "../stage/regain-suite/authority";

async function stage() {
  const live = await authoritySuite();
  const { cast } = live;
  const chain = await connectChain(ethers.provider, await live.agent.getAddress());
  const recovery = await composeRecovery(chain, {
    lostWallet: cast.holder.address,
    newWallet: cast.newWallet.address,
    tokens: live.tokens.map((token) => token.address),
    keepIdentity: false,
    evidence: id("the notary's file"),
  });
  const { newIdentity } = await surveyRecovery(chain, recovery, []);
  return { ...live, chain, recovery, newIdentity };
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function propose({ chain, recovery, cast }: Stage) {
  const domain = typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress });
  const acceptance = await cast.newWallet.signTypedData(domain, RECOVERY_TYPES, recovery);
  return proposeRecovery(chain, cast.identityManager, recovery, acceptance);
}

async function makeReady(on: Stage): Promise<string> {
  const { caseId } = await propose(on);
  await approveCase(on.chain, on.cast.custodian, caseId);
  await time.increase(DAY);
  return caseId;
}

function claimFor({ cast, claimIssuer, newIdentity: identity }: Stage): Promise<SignedClaim> {
  const statement = { identity, topic: KYC_TOPIC, data: hexlify(toUtf8Bytes("checked")) };
  return signClaim(cast.claimIssuerSigner, statement, claimIssuer);
}

/** Gives the holder another wallet, registered under the same identity. */
async function registerAnother({ authority, registry, cast }: Stage): Promise<string> {
  const identity = await registry.identity(cast.holder);
  await through(authority, registry, "registerIdentity", [cast.stranger, identity, COUNTRY]);
  return cast.stranger.address;
}

describe("The engine recovers a holder of tokens of our own suite", () => {
  it("predicts that a new wallet without its claims gets its tokens, and waits", async () => {
    const on = await loadFixture(stage);
    const plan = planRecovery(await surveyRecovery(on.chain, on.recovery, []));
    expect(plan.isBlocked).to.equal(false);
    expect(plan.recoverable).to.equal(4);
    expect(plan.warnings).to.deep.equal([{ code: "AwaitsVerification", topics: [KYC_TOPIC] }]);
    expect(plan.survey).to.deep.include({ lostWalletStanding: "free", newWalletStanding: "free" });
  });

  it("protects every token by one write, and that of the missing role too", async () => {
    const on = await loadFixture(stage);
    const proposal = await propose(on);
    expect(proposal.quarantined).to.have.members(on.recovery.tokens);
    expect(proposal).to.deep.include({ heldBy: on.recovery.registry, unprotected: [] });
    expect(proposal.transactions).to.have.length(1);
    const view = await viewCase(on.chain, proposal.caseId);
    expect(view.unprotected).to.deep.equal([]);
    expect(view.afterwards.lostWalletStanding).to.equal("quarantined");
    for (const { token } of on.tokens) {
      await expect(token.connect(on.cast.holder).transfer(on.cast.secondHolder, 0n)).to.be.reverted;
    }
  });

  it("lets everything go again when the case is cancelled", async () => {
    const on = await loadFixture(stage);
    const { caseId } = await propose(on);
    const { released, notReleased } = await cancelCase(on.chain, on.cast.guardian, caseId);
    expect(released).to.have.members(on.recovery.tokens);
    expect(notReleased).to.deep.equal([]);
    expect(await on.registry.standingOf(on.cast.holder)).to.equal(0n);
  });

  it("makes the holder whole, and sends nothing once all is done", async () => {
    const on = await loadFixture(stage);
    const caseId = await makeReady(on);
    const claims = [await claimFor(on)];
    const partial = await executeCase(on.chain, on.cast.identityManager, caseId, { claims });
    expect(partial).to.include({ status: "partial", recovered: 4, verified: true });
    expect(partial.afterwards).to.deep.equal({
      lostWalletStanding: "lost",
      newWalletStanding: "free",
      movableWallets: [],
    });
    const vine = on.tokens[4]!.token;
    await through(on.authority.connect(on.cast.issuer), vine, "addAgent", [on.agent]);
    await through(on.authority.connect(on.cast.tokenAgent), vine, "unpause", []);
    const completed = await retryCase(on.chain, on.cast.identityManager, caseId);
    expect(completed).to.include({ status: "completed", recovered: 5 });
    expect((await retryCase(on.chain, on.cast.identityManager, caseId)).transactions).to.deep.equal([]);
    for (const { token, balance, frozen, walletFrozen } of on.tokens) {
      expect(await token.balanceOf(on.cast.newWallet)).to.equal(balance);
      expect(await token.getFrozenTokens(on.cast.newWallet)).to.equal(frozen);
      expect(await token.isFrozen(on.cast.newWallet)).to.equal(walletFrozen);
      expect(await token.balanceOf(on.cast.holder)).to.equal(0n);
    }
  });

  it("says why a token of ours refused, in its own words", async () => {
    const on = await loadFixture(stage);
    const caseId = await makeReady(on);
    const { tokens } = await executeCase(on.chain, on.cast.identityManager, caseId);
    const vine = tokens.find(({ symbol }) => symbol === "VINE");
    expect(vine).to.deep.include({ outcome: "paused", paused: true, agentAdmitted: false });
    expect(vine?.reason).to.match(/^recoverHolding failed: .* is no agent of it$/);
  });

  it("lets a new wallet go once it is verified, and not before", async () => {
    const on = await loadFixture(stage);
    const caseId = await makeReady(on);
    const executed = await executeCase(on.chain, on.cast.identityManager, caseId);
    expect(executed).to.include({ recovered: 4, verified: false });
    expect(executed.afterwards.newWalletStanding).to.equal("awaiting verification");
    const lake = on.tokens[0]!.token.connect(on.cast.newWallet);
    await expect(lake.transfer(on.cast.secondHolder, 1n)).to.be.revertedWithCustomError(lake, "TokenWalletBlocked");

    const tooEarly = await refusalOf(() => releaseNewWallet(on.chain, on.cast.thief, caseId));
    expect(tooEarly).to.include({ code: "NotVerified", exitCode: 3 });

    const { topic, scheme, issuer, signature, data } = await claimFor(on);
    const identity = Identity__factory.connect(on.newIdentity, on.cast.newWallet);
    await identity.addClaim(topic, scheme, issuer, signature, data, "");
    expect((await releaseNewWallet(on.chain, on.cast.thief, caseId)).transactions).to.have.length(1);
    expect((await releaseNewWallet(on.chain, on.cast.thief, caseId)).transactions).to.deep.equal([]);
    await lake.transfer(on.cast.secondHolder, 1n);
  });

  describe("that has another wallet", () => {
    it("names it in the preview, and moves it to the replacement identity afterwards", async () => {
      const on = await loadFixture(stage);
      const other = await registerAnother(on);
      const plan = planRecovery(await surveyRecovery(on.chain, on.recovery, []));
      expect(plan.otherWallets).to.deep.equal([{ address: other, fate: "moves" }]);

      const caseId = await makeReady(on);
      const { afterwards } = await executeCase(on.chain, on.cast.identityManager, caseId);
      expect(afterwards.movableWallets).to.deep.equal([other]);
      const moved = await reassignWallets(on.chain, on.cast.identityManager, caseId);
      expect(moved).to.deep.include({ reassigned: [other], notAttributed: [] });
      expect(await on.registry.identity(other)).to.equal(on.newIdentity);
      expect((await reassignWallets(on.chain, on.cast.identityManager, caseId)).transactions).to.deep.equal([]);
      expect((await viewCase(on.chain, caseId)).timeline.at(-1)?.what).to.contain("another wallet");
    });

    it("finds it again when the replacement identity is lost in its turn", async () => {
      const on = await loadFixture(stage);
      const other = await registerAnother(on);
      const caseId = await makeReady(on);
      await executeCase(on.chain, on.cast.identityManager, caseId, { claims: [await claimFor(on)] });
      await reassignWallets(on.chain, on.cast.identityManager, caseId);
      const next = await composeRecovery(on.chain, {
        ...{ lostWallet: on.cast.newWallet.address, newWallet: on.cast.thief.address },
        ...{ tokens: on.recovery.tokens, keepIdentity: false, evidence: id("another file") },
      });
      const { otherWallets } = await surveyRecovery(on.chain, next, []);
      expect(otherWallets).to.deep.equal([{ address: other, standing: "free" }]);
    });

    it("leaves it alone when the identity is kept", async () => {
      const on = await loadFixture(stage);
      await registerAnother(on);
      const identity = await on.registry.identity(on.cast.holder);
      const { otherWallets } = await surveyRecovery(on.chain, { ...on.recovery, identity }, []);
      expect(identity).not.to.equal(ZeroAddress);
      expect(otherWallets).to.deep.equal([]);
    });
  });
});
