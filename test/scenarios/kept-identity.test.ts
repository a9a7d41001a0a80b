import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { expectLeftBehind } from "../stage/afterwards";
import { outcomesOf, preview, recover, recoveryOf, tryPropose } from "../stage/cases";
import { HOLDING, deployLiveRecovery, handOverIdentity, holderTerms, holdingOf } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { confirm } from "../stage/t-rex/deploy";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";

describe("A holder who kept a second management key", () => {
  onEachTarget((target) => {
    /** The stranger's account plays the backup key, which the holder added in good time. */
    const withBackup = async (): Promise<LiveRecovery> => {
      const live = await deployLiveRecovery([{}, { maxBalance: HOLDING }], undefined, target);
      const { holder, stranger } = live.cast;
      const key = keyOf(stranger.address);
      await confirm(live.identities.holder.connect(holder).addKey(key, MANAGEMENT_KEY, ECDSA_KEY));
      return live;
    };

    it("keeps the identity, its claims and its history, and gets the tokens into the new wallet", async () => {
      const live = await loadFixture(withBackup);
      const { cast, registrySet, tokens } = live;
      const { holder, newWallet, stranger: backup } = cast;
      const kept = live.identities.holder.connect(backup);
      await confirm(kept.addKey(keyOf(newWallet.address), MANAGEMENT_KEY, ECDSA_KEY));
      await confirm(kept.removeKey(keyOf(holder.address), MANAGEMENT_KEY));

      const { results, newIdentity } = await recover(live, { ...holderTerms(live), identity: kept.target });

      expect(newIdentity).to.equal(kept.target);
      expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
      expect(await registrySet.registry.identity(newWallet)).to.equal(kept.target);
      expect(await registrySet.registry.isVerified(newWallet), "no claim had to be issued").to.equal(true);
      await expectLeftBehind(live);
      for (const token of tokens) expect(await token.balanceOf(newWallet)).to.equal(HOLDING);
    });

    it("stays within a MaxBalance that is exactly what the identity holds", async () => {
      const live = await loadFixture(withBackup);
      const limited = live.suites[1]!;
      const identity = await handOverIdentity(live.identities.holder, live.cast.holder, live.cast.newWallet);

      const { results } = await recover(live, { ...holderTerms(live, [limited.token]), identity });

      expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
      expect(await holdingOf(limited.token, live.cast.newWallet)).to.deep.include({ balance: HOLDING });
      expect(await live.countedFor(limited, identity)).to.equal(HOLDING);
    });

    it("is told what still has to be done to the keys, all of it at once", async () => {
      const live = await loadFixture(withBackup);
      const identity = live.identities.holder.target;
      const terms = { ...holderTerms(live), identity };

      const { blockers } = await preview(live.agent, await recoveryOf(live.agent, terms));

      expect(blockers.map((blocker) => live.agent.interface.parseError(blocker)?.name)).to.deep.equal([
        "RecoveryAgentNewWalletNotManager",
        "RecoveryAgentLostWalletStillManager",
      ]);
      await expect(tryPropose(live, terms)).to.be.revertedWithCustomError(
        live.agent,
        "RecoveryAgentNewWalletNotManager",
      );
    });
  });
});
