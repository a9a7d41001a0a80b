import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { SilentRegistry__factory, type HonestToken } from "../../typechain-types";
import {
  EVIDENCE,
  Status,
  accept,
  makeReady,
  propose,
  recover,
  recoveryOf,
  type SignableRecovery,
} from "../stage/case-steps";
import { COUNTRY, addressOf, createIdentity, deployStage, deployTokens, type Stage } from "../stage/doubles";
import { ECDSA, MANAGEMENT, keyOf } from "../stage/identities";
import { DEFAULT_POLICY, as } from "../stage/regain";

describe("Proposing a recovery", () => {
  async function deployTwoTokens() {
    const stage = await deployStage();
    return { ...stage, tokens: (await deployTokens(stage, 2)) as [HonestToken, HonestToken] };
  }

  async function deployForOneCase() {
    return deployStage({ ...DEFAULT_POLICY, maxLiveCases: 1 });
  }

  /** The proposal is refused with this error, and these values. */
  async function expectRefusal(
    { agent, proposer }: Stage,
    recovery: SignableRecovery,
    error: string,
    values: unknown[],
  ) {
    await expect(as(agent, proposer).propose(recovery, "0x"))
      .to.be.revertedWithCustomError(agent, error)
      .withArgs(...values);
  }

  it("opens a case that carries all that later calls need", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { agent, proposer, holder, newWallet, identity, factory } = stage;
    const recovery = await recoveryOf(stage, { tokens: stage.tokens });
    const caseId = await agent.caseIdOf(recovery);
    const acceptance = await accept(agent, recovery);
    expect(await as(agent, proposer).propose.staticCall(recovery, acceptance)).to.equal(caseId);

    const sent = as(agent, proposer).propose(recovery, acceptance);
    await sent;
    const readyAt = BigInt((await time.latest()) + DEFAULT_POLICY.delay);
    const expiresAt = readyAt + BigInt(DEFAULT_POLICY.window);
    await expect(sent)
      .to.emit(agent, "RecoveryProposed")
      .withArgs(
        caseId,
        holder,
        newWallet,
        proposer,
        identity,
        COUNTRY,
        readyAt,
        expiresAt,
        DEFAULT_POLICY.threshold,
        Object.values(recovery),
      );
    const opened = await agent.caseOf(caseId);
    expect(opened.status).to.equal(Status.Proposed);
    expect(opened.contestable).to.equal(true);
    expect(opened.proposer).to.equal(proposer.address);
    expect([opened.readyAt, opened.expiresAt, opened.country]).to.deep.equal([readyAt, expiresAt, COUNTRY]);
    expect(opened.lostIdentity).to.equal(await identity.getAddress());
    expect(opened.newIdentity).to.equal(await factory.predictIdentity(agent, caseId));
    expect([opened.threshold, opened.settledTokens]).to.deep.equal([1n, 0n]);
    expect(await agent.nonces(holder)).to.equal(1n);
    expect(await agent.liveCases()).to.equal(1n);
    expect([await agent.liveCaseOf(holder), await agent.liveCaseOf(newWallet)]).to.deep.equal([caseId, caseId]);
  });

  it("freezes the lost wallet at once, so that whoever holds its key moves nothing", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { agent, holder, issuer, bystander } = stage;
    for (const token of stage.tokens) await as(token, issuer).mint(holder, 100);
    const { caseId } = await propose(stage, await recoveryOf(stage, { tokens: stage.tokens }));
    for (const token of stage.tokens) {
      expect(await agent.quarantinedBy(holder, token)).to.equal(caseId);
      await expect(as(token, holder).transfer(bystander, 1)).to.be.revertedWithCustomError(token, "WalletIsFrozen");
    }
  });

  it("is for identity managers", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { agent, stranger } = stage;
    const recovery = await recoveryOf(stage);
    await expect(as(agent, stranger).propose(recovery, await accept(agent, recovery)))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(stranger);
  });

  it("is refused when lost and new wallet are one", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const recovery = await recoveryOf(stage, { newWallet: stage.holder });
    await expectRefusal(stage, recovery, "RecoveryAgentSameWallet", [stage.holder]);
  });

  const forbidden: readonly (readonly [string, (stage: Awaited<ReturnType<typeof deployTwoTokens>>) => string])[] = [
    ["nobody", () => ethers.ZeroAddress],
    ["the agent", ({ agent }) => addressOf(agent)],
    ["the authority", ({ authority }) => addressOf(authority)],
    ["the identity factory", ({ factory }) => addressOf(factory)],
    ["the registry", ({ registry }) => addressOf(registry)],
    ["a token of the case", ({ tokens }) => addressOf(tokens[1])],
  ];
  for (const [title, find] of forbidden) {
    it(`is refused when the lost or the new wallet is ${title}`, async () => {
      const stage = await loadFixture(deployTwoTokens);
      const wallet = find(stage);
      for (const role of ["lostWallet", "newWallet"] as const) {
        const recovery = await recoveryOf(stage, { [role]: wallet, tokens: stage.tokens });
        await expectRefusal(stage, recovery, "RecoveryAgentForbiddenWallet", [wallet]);
      }
    });
  }

  it("is refused when its tokens are not in ascending order, or one is there twice, or one is nobody", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const [first, second] = (await recoveryOf(stage, { tokens: stage.tokens })).tokens as [string, string];
    for (const [tokens, previous, next] of [
      [[second, first], second, first],
      [[first, first], first, first],
      [[ethers.ZeroAddress], ethers.ZeroAddress, ethers.ZeroAddress],
    ] as const) {
      const recovery = await recoveryOf(stage, { tokens });
      await expectRefusal(stage, recovery, "RecoveryAgentTokensNotAscending", [previous, next]);
    }
  });

  it("is refused with another nonce than the lost wallet's next", async () => {
    const stage = await loadFixture(deployTwoTokens);
    await expectRefusal(stage, await recoveryOf(stage, { nonce: 1n }), "RecoveryAgentWrongNonce", [1, 0]);
    const opened = await propose(stage, await recoveryOf(stage));
    await as(stage.agent, stage.guardian).cancel(opened);
    await expectRefusal(stage, await recoveryOf(stage, { nonce: 0n }), "RecoveryAgentWrongNonce", [0, 1]);
  });

  it("is refused while a case of the lost or of the new wallet is live", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { holder, newWallet, thirdWallet, bystander } = stage;
    const { caseId } = await propose(stage, await recoveryOf(stage));
    for (const [lostWallet, to, live] of [
      [holder, thirdWallet, holder],
      [bystander, newWallet, newWallet],
      [bystander, holder, holder],
    ] as const) {
      const recovery = await recoveryOf(stage, { lostWallet, newWallet: to });
      await expectRefusal(stage, recovery, "RecoveryAgentCaseLive", [live, caseId]);
    }
  });

  it("is refused at the ceiling on live cases, which an ended case lowers again", async () => {
    const stage = await loadFixture(deployForOneCase);
    const { agent, guardian, bystander, thirdWallet } = stage;
    const opened = await propose(stage, await recoveryOf(stage));
    const recovery = await recoveryOf(stage, { lostWallet: bystander, newWallet: thirdWallet });
    await expectRefusal(stage, recovery, "RecoveryAgentTooManyLiveCases", [1]);
    await as(agent, guardian).cancel(opened);
    expect(await agent.liveCases()).to.equal(0n);
    await propose(stage, recovery);
    expect(await agent.liveCases()).to.equal(1n);
  });

  it("is refused when the lost wallet is not registered, or the registry is none", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { registry, stranger, compliance } = stage;
    const unknown = await recoveryOf(stage, { lostWallet: stranger });
    await expectRefusal(stage, unknown, "RecoveryAgentNotRegistered", [registry, stranger]);
    const silent = await new SilentRegistry__factory(stage.issuer).deploy();
    for (const none of [stranger, compliance, silent]) {
      const recovery = await recoveryOf(stage, { registry: none });
      await expectRefusal(stage, recovery, "RecoveryAgentRegistryUnusable", [none]);
    }
  });

  it("is refused when the new wallet is registered under another identity", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { registry, bystander, bystandersIdentity } = stage;
    const recovery = await recoveryOf(stage, { newWallet: bystander });
    const values = [registry, bystander, bystandersIdentity];
    await expectRefusal(stage, recovery, "RecoveryAgentAlreadyRegistered", values);
  });

  it("is refused for a new wallet that was lost itself", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { holder, newWallet, bystander } = stage;
    await recover(stage, await recoveryOf(stage));
    const recovery = await recoveryOf(stage, { lostWallet: bystander, newWallet: holder });
    await expectRefusal(stage, recovery, "RecoveryAgentEverLost", [holder, newWallet]);
  });

  it("is refused when the lost wallet has another successor", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { holder, newWallet, thirdWallet } = stage;
    await recover(stage, await recoveryOf(stage));
    const recovery = await recoveryOf(stage, { newWallet: thirdWallet });
    await expectRefusal(stage, recovery, "RecoveryAgentOtherSuccessor", [holder, newWallet]);
  });

  describe("with the identity kept", () => {
    it("is refused when the identity is not the lost wallet's", async () => {
      const stage = await loadFixture(deployTwoTokens);
      const { holder, identity, bystandersIdentity } = stage;
      const recovery = await recoveryOf(stage, { identity: bystandersIdentity });
      await expectRefusal(stage, recovery, "RecoveryAgentIdentityMismatch", [holder, bystandersIdentity, identity]);
    });

    it("is refused while the new wallet does not manage it, or the lost one still does", async () => {
      const stage = await loadFixture(deployTwoTokens);
      const { identity, holder, newWallet } = stage;
      const recovery = await recoveryOf(stage, { identity });
      await expectRefusal(stage, recovery, "RecoveryAgentNewWalletNotManager", [identity, newWallet]);
      await identity.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
      await expectRefusal(stage, recovery, "RecoveryAgentLostWalletStillManager", [identity, holder]);
      await as(identity, newWallet).removeKey(await keyOf(holder), MANAGEMENT);
      const opened = await makeReady(stage, recovery);
      expect((await stage.agent.caseOf(opened.caseId)).newIdentity).to.equal(await identity.getAddress());
    });

    it("is possible for a new wallet that is registered under it already", async () => {
      const stage = await loadFixture(deployTwoTokens);
      const { identity, holder, newWallet, registry } = stage;
      await identity.addKey(await keyOf(newWallet), MANAGEMENT, ECDSA);
      await as(identity, newWallet).removeKey(await keyOf(holder), MANAGEMENT);
      await registry.registerIdentity(newWallet, identity, COUNTRY);
      await recover(stage, await recoveryOf(stage, { identity }));
      expect(await registry.identity(newWallet)).to.equal(await identity.getAddress());
    });
  });

  it("reads the lost wallet's identity on chain, and tells cases of other evidence apart", async () => {
    const stage = await loadFixture(deployTwoTokens);
    const { agent, registry, holder, issuer, factory, guardian } = stage;
    const first = await propose(stage, await recoveryOf(stage));
    await as(agent, guardian).cancel(first);
    const next = await createIdentity(factory, issuer);
    await registry.updateIdentity(holder, next);
    const second = await propose(stage, await recoveryOf(stage, { evidence: ethers.id("another file") }));
    expect(second.evidence).to.not.equal(EVIDENCE);
    expect((await agent.caseOf(second.caseId)).lostIdentity).to.equal(await next.getAddress());
  });
});
