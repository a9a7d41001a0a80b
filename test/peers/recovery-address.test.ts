import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { execute, makeReady, outcomesOf, preview, recover, recoveryOf, retry, tryPropose } from "../stage/cases";
import {
  HOLDING,
  claimFor,
  claimsBy,
  deployLiveRecovery,
  handOverIdentity,
  holderTerms,
  holdingOf,
} from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { COUNTRY } from "../stage/holdings";
import { confirm } from "../stage/t-rex/deploy";
import { deployRegistry } from "../stage/t-rex/registry";
import { deploySuite } from "../stage/t-rex/suite";
import { deployImpostor } from "./impostor";

describe("What T-REX's recoveryAddress gets wrong, on T-REX with our agent", () => {
  const twoTokens = (): Promise<LiveRecovery> => deployLiveRecovery([{}, { maxBalance: 2_000n }]);

  it("1. recovers the second token on a shared registry", async () => {
    const live = await loadFixture(twoTokens);
    const { results } = await recover(live, holderTerms(live), claimsBy(live));

    expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    for (const token of live.tokens) expect(await token.balanceOf(live.cast.newWallet)).to.equal(HOLDING);
  });

  it("1. recovers a second token on a shared registry in a case of its own", async () => {
    const live = await loadFixture(twoTokens);
    const [first, second] = live.tokens;
    await recover(live, holderTerms(live, [first!]), claimsBy(live));
    const { results } = await recover(live, holderTerms(live, [second!]));

    expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
    expect(await second!.balanceOf(live.cast.newWallet)).to.equal(HOLDING);
  });

  it("2. recovers tokens under MaxBalance after the lost wallet was deleted from the registry", async () => {
    const live = await loadFixture(twoTokens);
    const { registry } = live.registrySet;
    const [plain, limited] = live.tokens;
    const first = await recover(live, holderTerms(live, [plain!]), claimsBy(live));
    expect(await registry.identity(live.cast.holder), "deleted by the first case").to.equal(ZeroAddress);

    const { results } = await recover(live, holderTerms(live, [limited!]));

    expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
    expect(await limited!.balanceOf(live.cast.newWallet)).to.equal(HOLDING);
    expect(await registry.identity(live.cast.holder), "deleted again").to.equal(ZeroAddress);
    const compliance = live.suites[1]!.compliance;
    const { maxBalance } = live.implementations;
    expect(await maxBalance.getIDBalance(compliance, live.identities.holder)).to.equal(0n);
    expect(await maxBalance.getIDBalance(compliance, first.newIdentity)).to.equal(HOLDING);
  });

  it("2. keeps the lost wallet registered while a token of the case still waits", async () => {
    const live = await loadFixture(twoTokens);
    const { registry } = live.registrySet;
    const [, limited] = live.tokens;
    await confirm(limited!.connect(live.cast.tokenAgent).pause());
    const open = await recover(live, holderTerms(live), claimsBy(live));
    expect(outcomesOf(open.results)).to.have.members(["Recovered", "Paused"]);
    expect(await registry.identity(live.cast.holder)).to.equal(live.identities.holder.target);

    await confirm(limited!.connect(live.cast.tokenAgent).unpause());

    expect(outcomesOf(await retry(live, open))).to.have.members(["SettledBefore", "Recovered"]);
    expect(await registry.identity(live.cast.holder)).to.equal(ZeroAddress);
  });

  it("3. refuses an identity that is not the lost wallet's", async () => {
    const live = await loadFixture(twoTokens);
    const { holder, newWallet } = live.cast;
    const others = live.identities.thief.target;

    await expect(tryPropose(live, { ...holderTerms(live), identity: others }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentIdentityMismatch")
      .withArgs(holder.address, others, live.identities.holder.target);
    expect(await live.registrySet.registry.identity(newWallet)).to.equal(ZeroAddress);
  });

  it("3. refuses a new wallet that is registered under another holder's identity", async () => {
    const live = await loadFixture(twoTokens);
    const { secondHolder } = live.cast;

    await expect(tryPropose(live, { ...holderTerms(live), newWallet: secondHolder }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentAlreadyRegistered")
      .withArgs(live.registrySet.registry.target, secondHolder.address, live.identities.secondHolder.target);
  });

  it("3. leaves a token whose own registry knows the lost wallet as somebody else", async () => {
    const live = await loadFixture(twoTokens);
    const { cast } = live;
    const terms = {
      owner: cast.issuer,
      agents: [cast.tokenAgent.address, await live.agent.getAddress()],
      topics: [],
      issuers: [],
    };
    const foreign = await deployRegistry(live.implementations, terms);
    await confirm(foreign.registry.connect(cast.tokenAgent).registerIdentity(cast.holder, live.identities.thief, 1));
    const suite = { ...terms, registry: foreign, name: "Foreign", symbol: "FRGN", decimals: 0 };
    const { token } = await deploySuite(live.implementations, suite);
    await confirm(token.connect(cast.tokenAgent).mint(cast.holder, HOLDING));
    await confirm(token.connect(cast.tokenAgent).unpause());

    const { results } = await recover(live, holderTerms(live, [token]), claimsBy(live));

    expect(results[0]?.reason).to.equal(
      live.agent.interface.encodeErrorResult("RecoveryAgentIdentityMismatch", [
        cast.holder.address,
        live.identities.holder.target,
        live.identities.thief.target,
      ]),
    );
    expect(await holdingOf(token, cast.holder)).to.deep.include({ balance: HOLDING });
    expect(await token.balanceOf(cast.newWallet)).to.equal(0n);
  });

  it("4. takes no contract for an identity because it answers true to keyHasPurpose", async () => {
    const live = await loadFixture(twoTokens);
    const identity = await deployImpostor(live.cast.thief);

    await expect(tryPropose(live, { ...holderTerms(live), identity }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentIdentityMismatch")
      .withArgs(live.cast.holder.address, identity, live.identities.holder.target);
  });

  it("4. takes no account without code for an identity", async () => {
    const live = await loadFixture(twoTokens);
    const identity = "0x000000000000000000000000000000000000dEaD";

    await expect(tryPropose(live, { ...holderTerms(live), identity })).to.be.revertedWithCustomError(
      live.agent,
      "RecoveryAgentIdentityMismatch",
    );
  });

  it("9. accepts a new wallet that is known and registered under the kept identity", async () => {
    const live = await loadFixture(twoTokens);
    const { cast, identities } = live;
    const { registry } = live.registrySet;
    const identity = await handOverIdentity(live.identities.holder, live.cast.holder, live.cast.newWallet);
    await confirm(registry.connect(cast.tokenAgent).registerIdentity(cast.newWallet, identity, COUNTRY));

    const { results } = await recover(live, { ...holderTerms(live), identity });

    expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    expect(await registry.identity(cast.newWallet)).to.equal(identities.holder.target);
    expect(await registry.identity(cast.holder)).to.equal(ZeroAddress);
  });

  it("16. moves nothing once the lost wallet's identity was reassigned after the proposal", async () => {
    const live = await loadFixture(twoTokens);
    const { cast, identities, registrySet } = live;
    const open = await makeReady(live, holderTerms(live));
    await confirm(registrySet.registry.connect(cast.tokenAgent).updateIdentity(cast.holder, identities.thief));

    await expect(live.agent.connect(cast.identityManager).execute(open.recovery, []))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentIdentityMismatch")
      .withArgs(cast.holder.address, identities.holder.target, identities.thief.target);
    expect((await preview(live.agent, open.recovery)).blockers).to.have.lengthOf(1);
  });

  it("16. moves no balance once the new wallet's identity was reassigned after the identity step", async () => {
    const live = await loadFixture(twoTokens);
    const { cast, identities, registrySet } = live;
    for (const token of live.tokens) await confirm(token.connect(cast.tokenAgent).pause());
    const open = await makeReady(live, holderTerms(live));
    const { newIdentity } = await live.agent.caseOf(open.caseId);
    await execute(live, open, [await claimFor(live, newIdentity)]);
    await confirm(registrySet.registry.connect(cast.tokenAgent).updateIdentity(cast.newWallet, identities.thief));
    for (const token of live.tokens) await confirm(token.connect(cast.tokenAgent).unpause());

    const results = await retry(live, open);

    const mismatch = live.agent.interface.encodeErrorResult("RecoveryAgentIdentityMismatch", [
      cast.newWallet.address,
      newIdentity,
      identities.thief.target,
    ]);
    expect(results.map((result) => result.reason)).to.deep.equal([mismatch, mismatch]);
    for (const token of live.tokens) expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);
  });

  it("reads the case's nonce, its identity and its country from the chain", async () => {
    const live = await loadFixture(twoTokens);
    const recovery = await recoveryOf(live.agent, holderTerms(live));
    const open = await makeReady(live, holderTerms(live));

    expect(await live.agent.caseIdOf(recovery)).to.equal(open.caseId);
    const seen = await live.agent.caseOf(open.caseId);
    expect([seen.lostIdentity, seen.country]).to.deep.equal([live.identities.holder.target, BigInt(COUNTRY)]);
  });
});
