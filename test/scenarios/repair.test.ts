import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { expectHeld, expectLeftBehind } from "../stage/afterwards";
import { outcomesOf, recover, retry } from "../stage/cases";
import type { TokenResult } from "../stage/cases";
import { HOLDING, claimsBy, deployLiveRecovery, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { confirm } from "../stage/t-rex/deploy";
import type { TRexToken } from "../stage/t-rex/handles";

describe("A recovery that succeeds in part", () => {
  onEachTarget((target) => {
    const fourTokens = (): Promise<LiveRecovery> =>
      deployLiveRecovery([{}, {}, { maxBalance: HOLDING }, {}], undefined, target);

    it("names each reason, moves the rest, and finishes by retry after each repair", async () => {
      const live = await loadFixture(fourTokens);
      const { cast, registrySet, suites } = live;
      const [paused, agentless, limited, sound] = suites as [...typeof suites] & { length: 4 };
      const wallet = cast.newWallet;
      await confirm(paused!.token.connect(cast.tokenAgent).pause());
      await confirm(agentless!.token.connect(cast.issuer).removeAgent(live.agent));
      // A rule of ours can veto a transfer, never a recovery.
      await live.setMaxBalance(limited!, HOLDING - 1n);

      const open = await recover(live, holderTerms(live), claimsBy(live));
      const outcomeOn = (results: TokenResult[], token: TRexToken): string | undefined =>
        results[open.recovery.tokens.indexOf(token.target)]?.outcome;
      expect(outcomeOn(open.results, paused!.token)).to.equal("Paused");
      expect(outcomeOn(open.results, agentless!.token)).to.equal("AgentMissing");
      expect(outcomeOn(open.results, limited!.token)).to.equal(target === "T-REX" ? "ComplianceRefused" : "Recovered");
      expect(outcomeOn(open.results, sound!.token)).to.equal("Recovered");
      expect((await live.agent.caseOf(open.caseId)).settledTokens).to.equal(target === "T-REX" ? 1n : 2n);

      await confirm(paused!.token.connect(cast.tokenAgent).unpause());
      const second = await retry(live, open);
      expect(outcomeOn(second, paused!.token)).to.equal("Recovered");
      expect(outcomeOn(second, sound!.token)).to.equal("SettledBefore");

      await confirm(agentless!.token.connect(cast.issuer).addAgent(live.agent));
      const third = await retry(live, open);
      expect(outcomeOn(third, agentless!.token)).to.equal("Recovered");
      expect(await registrySet.registry.contains(cast.holder), "something is left on it").to.equal(true);

      await live.setMaxBalance(limited!, HOLDING);
      const last = await retry(live, open);
      expect(outcomeOn(last, limited!.token)).to.equal(target === "T-REX" ? "Recovered" : "SettledBefore");
      for (const { token } of suites) expect(await token.balanceOf(wallet)).to.equal(HOLDING);
      await expectLeftBehind(live);
    });

    it("changes nothing when everything is settled and retried once more", async () => {
      const live = await loadFixture(fourTokens);
      const open = await recover(live, holderTerms(live), claimsBy(live));
      expect(outcomesOf(open.results)).to.deep.equal(Array(4).fill("Recovered"));

      const again = await retry(live, open);

      expect(outcomesOf(again)).to.deep.equal(Array(4).fill("SettledBefore"));
      for (const token of live.tokens) expect(await token.balanceOf(live.cast.newWallet)).to.equal(HOLDING);
      await expectLeftBehind(live);
    });

    it("protects by quarantine a token whose agent role came after the proposal", async () => {
      const live = await loadFixture(fourTokens);
      const { cast } = live;
      const token = live.tokens[0]!;
      await confirm(token.connect(cast.issuer).removeAgent(live.agent));
      const open = await recover(live, holderTerms(live), claimsBy(live));
      expect(await token.isFrozen(cast.holder), "nobody could freeze it").to.equal(false);

      await confirm(token.connect(cast.issuer).addAgent(live.agent));
      await (await live.agent.connect(cast.identityManager).quarantine(open.recovery)).wait();

      await expectHeld(live, token);
      await retry(live, open);
      expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
    });
  });
});
