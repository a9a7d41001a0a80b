import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { execute, makeReady, outcomesOf, propose, recover, retry, FULL_GAS } from "../stage/cases";
import { expectHeld } from "../stage/afterwards";
import { identify } from "../stage/holders";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { HOLDING, claimsBy, deployOursRecovery, holderTerms, holdingOf } from "../stage/live-recovery";
import { addToken, registerAnother, registryOf, type Ours } from "../stage/ours";
import type { RegainSuite } from "../stage/regain-suite/suite";
import { confirm } from "../stage/t-rex/deploy";
import type { TRexToken } from "../stage/t-rex/handles";
import { deployRegistry } from "../stage/t-rex/registry";
import { deploySuite } from "../stage/t-rex/suite";

interface Mixed extends Ours {
  readonly foreign: TRexToken;
}

describe("A case in our registry", () => {
  const one = (): Promise<Ours> => deployOursRecovery([{}]);

  describe("with a T-REX token that looks into the same registry", () => {
    async function mixed(): Promise<Mixed> {
      const live = await deployOursRecovery([{}]);
      const { cast, implementations, registrySet, agent } = live;
      const names = { name: "Guest", symbol: "GUEST", decimals: 0 };
      const agents = [cast.tokenAgent.address, await agent.getAddress()];
      const terms = { ...names, owner: cast.issuer, agents, topics: [], issuers: [], registry: registrySet };
      const { token: foreign } = await deploySuite(implementations, terms);
      const office = foreign.connect(cast.tokenAgent);
      await confirm(office.unpause());
      await confirm(office.mint(cast.holder, HOLDING));
      await confirm(office.freezePartialTokens(cast.holder, 30n));
      return { ...live, foreign, tokens: [...live.tokens, foreign] };
    }

    it("freezes that token by itself, and recovers both, each its own way", async () => {
      const live = await loadFixture(mixed);
      const { agent, cast, foreign, tokens } = live;
      const open = await makeReady(live, holderTerms(live));
      expect(await agent.quarantinedBy(cast.holder, foreign)).to.equal(open.caseId);
      await expectHeld(live, tokens[0]!);
      await expect(foreign.connect(cast.holder).transfer(cast.thief, 1n)).to.be.revertedWith("wallet is frozen");

      const { newIdentity } = await agent.caseOf(open.caseId);
      const results = await execute(live, open, await claimsBy(live)(newIdentity));
      expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
      expect(await holdingOf(foreign, cast.newWallet)).to.deep.equal({
        balance: HOLDING,
        frozen: 30n,
        walletFrozen: false,
      });
      expect(await foreign.isFrozen(cast.holder)).to.equal(true);
      expect(await live.registrySet.registry.identity(cast.holder)).to.equal(live.identities.holder.target);
    });

    it("lets that token wait for the claims, while ours moves into quarantine", async () => {
      const live = await loadFixture(mixed);
      const { foreign } = live;
      const open = await recover(live, holderTerms(live));
      const place = open.recovery.tokens.indexOf(foreign.target);
      expect(open.results[place]).to.include({ outcome: "NotVerified" });
      expect(open.results[1 - place]).to.include({ outcome: "Recovered" });
    });

    it("moves another wallet of the person, and leaves that token's compliance alone", async () => {
      const live = await loadFixture(mixed);
      const { agent, cast, identities } = live;
      await registerAnother(live, cast.stranger, identities.holder.target);
      const open = await recover(live, holderTerms(live), claimsBy(live));
      const sent = agent.connect(cast.identityManager).reassign(open.recovery, [cast.stranger], FULL_GAS);
      await expect(sent).to.emit(agent, "WalletReassigned");
      await expect(sent).to.not.emit(agent, "HoldingsNotAttributed");
    });

    it("releases both when it is cancelled", async () => {
      const live = await loadFixture(mixed);
      const { agent, cast, tokens } = live;
      const open = await propose(live, holderTerms(live));
      await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();
      for (const token of tokens) await confirm(token.connect(cast.holder).transfer(cast.secondHolder, 1n));
    });
  });

  describe("with a token of ours that stands elsewhere", () => {
    async function register(live: Ours, elsewhere: RegainSuite, wallet: string, identity: string): Promise<void> {
      await confirm(elsewhere.registry.connect(live.cast.tokenAgent).registerIdentity(wallet, identity, COUNTRY));
    }

    it("on another storage: goes the standard's way, and never to a wallet that its registry does not know", async () => {
      const live = await loadFixture(one);
      const { cast, agent, claimIssuer } = live;
      const issuers = [{ address: claimIssuer.target, topics: [KYC_TOPIC] }];
      const agents = [cast.tokenAgent.address, await agent.getAddress()];
      const own = { registry: "0x0000000000000000000000000000000000000000", topics: [KYC_TOPIC], issuers, agents };
      const elsewhere = await addToken(live, "elsewhere", own);
      await register(live, elsewhere, cast.holder.address, live.identities.holder.target);
      const { token } = elsewhere;
      await confirm(token.connect(cast.tokenAgent).mint(cast.holder, 70n));
      const address = await token.getAddress();
      const terms = holderTerms(live);
      const open = await makeReady(live, { ...terms, tokens: [...terms.tokens, address] });
      expect(await token.isFrozen(cast.holder), "frozen by itself").to.equal(true);
      const { newIdentity } = await agent.caseOf(open.caseId);
      const place = open.recovery.tokens.indexOf(address);
      const results = await execute(live, open, await claimsBy(live)(newIdentity));
      expect(results[place]).to.include({ outcome: "NotVerified" });
      expect(results[1 - place]).to.include({ outcome: "Recovered" });

      await register(live, elsewhere, cast.newWallet.address, newIdentity);
      expect((await retry(live, open))[place]).to.include({ outcome: "Recovered", amount: 70n });
      expect(await elsewhere.registry.successorOf(cast.holder), "nobody named that registry").to.match(/^0x0+$/);
    });

    it("on another registry of the same storage: goes the suite's way, and asks for that registry's claims", async () => {
      const live = await loadFixture(one);
      const { cast, agent, ours } = live;
      const agents = [cast.tokenAgent.address, await agent.getAddress()];
      const second = 2n;
      const elsewhere = await addToken(live, "beside", {
        registry: "0x0000000000000000000000000000000000000000",
        identityStorage: ours[0]!.storage,
        topics: [],
        agents,
      });
      await confirm(ours[0]!.storage.connect(cast.issuer).bindIdentityRegistry(elsewhere.registry));
      const { token } = elsewhere;
      await confirm(elsewhere.policy.connect(cast.issuer).addClaimTopic(second));
      const address = await token.getAddress();
      const terms = holderTerms(live);
      const open = await makeReady(live, { ...terms, tokens: [...terms.tokens, address] });
      expect(await token.isFrozen(cast.holder), "one write protects it too").to.equal(false);
      await expect(token.connect(cast.holder).transfer(cast.thief, 1n)).to.be.revertedWithCustomError(
        token,
        "TokenWalletBlocked",
      );
      const { newIdentity } = await agent.caseOf(open.caseId);
      const place = open.recovery.tokens.indexOf(address);
      const results = await execute(live, open, await claimsBy(live)(newIdentity));
      expect(results[place]).to.include({
        outcome: "NotVerified",
        reason: agent.interface.encodeErrorResult("RecoveryAgentNotVerified", [cast.newWallet.address]),
      });
      await confirm(elsewhere.policy.connect(cast.issuer).removeClaimTopic(second));
      expect((await retry(live, open))[place]).to.include({ outcome: "Recovered", amount: HOLDING });
    });

    it("on a T-REX registry: goes the standard's way", async () => {
      const live = await loadFixture(one);
      const { cast, agent, claimIssuer, implementations } = live;
      const foreign = await deployRegistry(implementations, {
        owner: cast.issuer,
        agents: [cast.tokenAgent.address],
        topics: [KYC_TOPIC],
        issuers: [{ address: claimIssuer.target, topics: [KYC_TOPIC] }],
      });
      const holders = foreign.registry.connect(cast.tokenAgent);
      await confirm(holders.registerIdentity(cast.holder, live.identities.holder, COUNTRY));
      const { token } = live.ours[0]!;
      await confirm(token.connect(cast.issuer).setIdentityRegistry(foreign.registry));
      const open = await makeReady(live, holderTerms(live));
      expect(await token.isFrozen(cast.holder)).to.equal(true);
      const { newIdentity } = await agent.caseOf(open.caseId);
      await confirm(holders.registerIdentity(cast.newWallet, newIdentity, COUNTRY));
      const results = await execute(live, open, await claimsBy(live)(newIdentity));
      expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
      expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
    });

    it("and comes home before the execution: the case's own freeze is lifted, and does not follow", async () => {
      const live = await loadFixture(one);
      const { cast, agent, implementations } = live;
      const nobody = { owner: cast.issuer, agents: [], topics: [], issuers: [] };
      const { registry } = await deployRegistry(implementations, nobody);
      const { token } = live.ours[0]!;
      await confirm(token.connect(cast.issuer).setIdentityRegistry(registry));
      const open = await makeReady(live, holderTerms(live));
      expect(await agent.quarantinedBy(cast.holder, token)).to.equal(open.caseId);
      await confirm(token.connect(cast.issuer).setIdentityRegistry(registryOf(live)));
      const sent = await agent.connect(cast.identityManager).execute(open.recovery, [], FULL_GAS);
      await expect(sent).to.emit(agent, "TokenReleased").withArgs(open.caseId, token);
      expect(await holdingOf(live.tokens[0]!, cast.newWallet)).to.deep.equal({
        balance: HOLDING,
        frozen: 0n,
        walletFrozen: false,
      });
    });
  });

  it("recovers a wallet that an agent froze and that holds nothing: the freeze is not escaped", async () => {
    const live = await loadFixture(one);
    const { cast } = live;
    const token = live.tokens[0]!;
    await confirm(token.connect(cast.tokenAgent).burn(cast.holder, HOLDING));
    await confirm(token.connect(cast.tokenAgent).setAddressFrozen(cast.holder, true));
    const { results } = await recover(live, holderTerms(live));
    expect(results[0]).to.include({ outcome: "Recovered", amount: 0n, walletFrozen: true });
    expect(await token.isFrozen(cast.newWallet)).to.equal(true);
  });

  it("settles a token that the wallet holds nothing of", async () => {
    const live = await loadFixture(one);
    await confirm(live.tokens[0]!.connect(live.cast.tokenAgent).burn(live.cast.holder, HOLDING));
    const { results } = await recover(live, holderTerms(live));
    expect(outcomesOf(results)).to.deep.equal(["NothingHeld"]);
  });

  it("waits for its role on a token", async () => {
    const live = await loadFixture(one);
    const token = live.tokens[0]!.connect(live.cast.issuer);
    await confirm(token.removeAgent(live.agent));
    const open = await recover(live, holderTerms(live));
    expect(outcomesOf(open.results)).to.deep.equal(["AgentMissing"]);
    await confirm(token.addAgent(live.agent));
    expect(outcomesOf(await retry(live, open))).to.deep.equal(["Recovered"]);
  });

  it("is not executed while the registry refuses to record the successor", async () => {
    const live = await loadFixture(one);
    const { agent, cast } = live;
    const registry = registryOf(live);
    const open = await makeReady(live, holderTerms(live));
    await confirm(registry.connect(cast.issuer).removeAgent(agent));
    const refusal = registry.interface.encodeErrorResult("AgentRoleAgentOnly", [await agent.getAddress()]);
    await expect(agent.connect(cast.identityManager).execute(open.recovery, [], FULL_GAS))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentRegistryRefused")
      .withArgs(registry, refusal);
    await confirm(registry.connect(cast.issuer).addAgent(agent));
    expect(outcomesOf(await execute(live, open))).to.deep.equal(["Recovered"]);
  });

  it("gives no tokens to a new wallet that lost its claim after the execution, until it has it again", async () => {
    const live = await loadFixture(one);
    const { cast, registrySet, claimIssuer } = live;
    const token = live.tokens[0]!;
    await confirm(token.connect(cast.tokenAgent).pause());
    const open = await recover(live, holderTerms(live), claimsBy(live));
    expect(outcomesOf(open.results)).to.deep.equal(["Paused"]);
    await confirm(registrySet.issuers.connect(cast.issuer).removeTrustedIssuer(claimIssuer));
    await confirm(token.connect(cast.tokenAgent).unpause());
    expect(outcomesOf(await retry(live, open))).to.deep.equal(["NotVerified"]);
    await confirm(registrySet.issuers.connect(cast.issuer).addTrustedIssuer(claimIssuer, [KYC_TOPIC]));
    expect(outcomesOf(await retry(live, open))).to.deep.equal(["Recovered"]);
  });

  it("serves holders with an identity of another make", async () => {
    const live = await loadFixture(one);
    const { cast } = live;
    const foreign = await identify(live, cast.stranger);
    await confirm(live.registrySet.registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, foreign, COUNTRY));
    await confirm(live.tokens[0]!.connect(cast.tokenAgent).mint(cast.stranger, 5n));
    const terms = { ...holderTerms(live), lostWallet: cast.stranger.address };
    const { results } = await recover(live, terms, claimsBy(live));
    expect(results[0]).to.include({ outcome: "Recovered", amount: 5n });
  });
});
