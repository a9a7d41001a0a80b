import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { approve, execute, makeReady, outcomesOf, preview, propose, recover, retry, tryPropose } from "../stage/cases";
import { COUNTRY } from "../stage/holdings";
import {
  HOLDING,
  claimFor,
  claimsBy,
  deployLiveRecovery,
  handOverIdentity,
  holderTerms,
  setRole,
} from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { DAY, DEFAULT_POLICY } from "../stage/regain";
import { confirm, deployBehind } from "../stage/t-rex/deploy";
import type { TRexCompliance } from "../stage/t-rex/handles";
import { deployRegistry } from "../stage/t-rex/registry";
import { deploySuite } from "../stage/t-rex/suite";
import { expectNothingMoved } from "./nothing-moved";

describe("What changes while a case is under way", () => {
  onEachTarget((target) => {
    const twoTokens = (): Promise<LiveRecovery> =>
      deployLiveRecovery([{}, { maxBalance: 2n * HOLDING }], undefined, target);

    it("23. a custodian who lost the role has not approved, and a new policy shortens no live case", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, authority, cast } = live;
      const open = await propose(live, holderTerms(live));
      await approve(live, open);
      const { readyAt } = await agent.caseOf(open.caseId);
      const shorter = agent.interface.encodeFunctionData("setPolicy", [{ ...DEFAULT_POLICY, delay: 3600 }]);
      await setRole(live, "CUSTODIAN", cast.custodian, false);
      await (await authority.connect(cast.policyAdmin).schedule(agent, shorter, 0)).wait();
      await time.increase(2 * DAY);
      await (await authority.connect(cast.policyAdmin).execute(agent, shorter)).wait();

      expect((await agent.caseOf(open.caseId)).readyAt).to.equal(readyAt);
      await expect(agent.connect(cast.identityManager).execute(open.recovery, []))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentNotEnoughApprovals")
        .withArgs(open.caseId, 0, 1);
      await setRole(live, "CUSTODIAN", cast.custodian, true);
      const { newIdentity } = await agent.caseOf(open.caseId);
      const results = await execute(live, open, [await claimFor(live, newIdentity)]);
      expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    });

    it("24. two recoveries of one identity at once end with one successor for each wallet", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast, registrySet, tokens, identities } = live;
      // A second wallet of the holder, lost in the same fire; the backup key hands the identity over to two new wallets.
      const secondWallet = cast.stranger;
      await confirm(
        registrySet.registry.connect(cast.tokenAgent).registerIdentity(secondWallet, identities.holder, COUNTRY),
      );
      await confirm(tokens[0]!.connect(cast.tokenAgent).mint(secondWallet, 50n));
      const first = await makeReady(live, holderTerms(live));
      const terms = { ...holderTerms(live), lostWallet: secondWallet.address };
      await expect(tryPropose(live, terms)).to.be.revertedWithCustomError(agent, "RecoveryAgentCaseLive");
      const second = await makeReady(live, { ...terms, newWallet: cast.policyAdmin });

      for (const open of [first, second]) {
        const { newIdentity } = await agent.caseOf(open.caseId);
        await execute(live, open, [await claimFor(live, newIdentity)]);
      }

      expect(await agent.successorOf(cast.holder)).to.equal(cast.newWallet.address);
      expect(await agent.successorOf(secondWallet)).to.equal(cast.policyAdmin.address);
      expect(await tokens[0]!.balanceOf(cast.newWallet)).to.equal(HOLDING);
      expect(await tokens[0]!.balanceOf(cast.policyAdmin)).to.equal(50n);
    });

    it("24. a wallet that was lost is never recovered to again", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast } = live;
      await recover(live, holderTerms(live), claimsBy(live));

      await expect(
        tryPropose(live, { ...holderTerms(live), lostWallet: cast.newWallet.address, newWallet: cast.holder }),
      )
        .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
        .withArgs(cast.holder.address, cast.newWallet.address);
    });

    describe("25. what changes between preview and execution fails by name, and works after the repair", () => {
      // On ours no rule can refuse a recovery.
      if (target === "T-REX") {
        it("a compliance that was swapped", async () => {
          const live = await loadFixture(twoTokens);
          const { agent, cast, implementations, suites, registrySet } = live;
          const { token, compliance } = suites[0]!;
          const open = await makeReady(live, holderTerms(live));
          const { newIdentity } = await agent.caseOf(open.caseId);
          const claims = [await claimFor(live, newIdentity)];
          expect(outcomesOf((await preview(agent, open.recovery, claims)).results)).to.deep.equal([
            "Recovered",
            "Recovered",
          ]);
          const terms = { owner: cast.issuer, agents: [], topics: [], issuers: [], registry: registrySet };
          const strict = { ...terms, name: "Strict", symbol: "STR", decimals: 0, rules: { maxBalance: 1n } };
          const other = await deploySuite(implementations, strict);
          const { target: authority } = implementations.authority;
          const proxy = ["ModularComplianceProxy", "ModularCompliance"] as const;
          const spare = await deployBehind<TRexCompliance>(...proxy, cast.issuer, [authority]);
          await confirm(other.token.connect(cast.issuer).setCompliance(spare));
          await confirm(token.connect(cast.issuer).setCompliance(other.compliance));

          const results = await execute(live, open, claims);
          const index = open.recovery.tokens.indexOf(token.target);
          expect(results[index]).to.include({ outcome: "ComplianceRefused" });
          expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);

          await confirm(token.connect(cast.issuer).setCompliance(compliance));
          expect((await retry(live, open))[index]).to.include({ outcome: "Recovered", amount: HOLDING });
        });
      }

      it("a registry that was swapped for one that knows nobody", async () => {
        const live = await loadFixture(twoTokens);
        const { agent, cast, implementations, registrySet } = live;
        const token = live.tokens[0]!;
        const open = await makeReady(live, holderTerms(live));
        const { newIdentity } = await agent.caseOf(open.caseId);
        const owner = { owner: cast.issuer, agents: [token.target], topics: [], issuers: [] };
        const { registry } = await deployRegistry(implementations, owner);
        await confirm(token.connect(cast.issuer).setIdentityRegistry(registry));

        const results = await execute(live, open, [await claimFor(live, newIdentity)]);
        const index = open.recovery.tokens.indexOf(token.target);
        expect(results[index]).to.include({
          outcome: "NotVerified",
          reason: agent.interface.encodeErrorResult("RecoveryAgentIdentityMismatch", [
            cast.holder.address,
            live.identities.holder.target,
            ZeroAddress,
          ]),
        });
        expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);

        await confirm(token.connect(cast.issuer).setIdentityRegistry(registrySet.registry));
        expect((await retry(live, open))[index]).to.include({ outcome: "Recovered", amount: HOLDING });
      });

      it("a registry that the agent may not write to stops the whole case, and nothing is half done", async () => {
        const live = await loadFixture(twoTokens);
        const { agent, cast, registrySet } = live;
        const open = await makeReady(live, holderTerms(live));
        await confirm(registrySet.registry.connect(cast.issuer).removeAgent(agent));

        await expect(agent.connect(cast.identityManager).execute(open.recovery, [])).to.be.revertedWithCustomError(
          agent,
          "RecoveryAgentRegistryRefused",
        );
        await expectNothingMoved(live);

        await confirm(registrySet.registry.connect(cast.issuer).addAgent(agent));
        const { newIdentity } = await agent.caseOf(open.caseId);
        const results = await execute(live, open, [await claimFor(live, newIdentity)]);
        expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
      });

      it("a kept identity whose new key was removed", async () => {
        const live = await loadFixture(twoTokens);
        const { agent, cast, identities } = live;
        const identity = await handOverIdentity(identities.holder, cast.holder, cast.newWallet);
        const open = await makeReady(live, { ...holderTerms(live), identity });
        await handOverIdentity(identities.holder, cast.newWallet, cast.stranger);

        await expect(agent.connect(cast.identityManager).execute(open.recovery, []))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentNewWalletNotManager")
          .withArgs(identity, cast.newWallet.address);
        await expectNothingMoved(live);
      });
    });
  });
});
