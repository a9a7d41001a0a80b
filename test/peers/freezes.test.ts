import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { makeReady, execute, outcomesOf, recover } from "../stage/cases";
import {
  HOLDING,
  claimsBy,
  deployLiveRecovery,
  handOverIdentity,
  holderTerms,
  holdingOf,
} from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { COUNTRY } from "../stage/holdings";
import { confirm } from "../stage/t-rex/deploy";
import type { TRexToken } from "../stage/t-rex/handles";

describe("What the peers do to freezes, on T-REX with our agent", () => {
  const oneToken = (): Promise<LiveRecovery> => deployLiveRecovery([{}]);

  /** The token, as its agent calls it. */
  const held = (live: LiveRecovery): TRexToken => live.tokens[0]!.connect(live.cast.tokenAgent);

  it("5. recovers a holder with a zero balance and carries the freeze", async () => {
    const live = await loadFixture(oneToken);
    const token = held(live);
    await confirm(token.burn(live.cast.holder, HOLDING));
    await confirm(token.setAddressFrozen(live.cast.holder, true));

    const { results } = await recover(live, holderTerms(live), claimsBy(live));

    expect(results).to.deep.equal([{ outcome: "Recovered", amount: 0n, frozen: 0n, walletFrozen: true, reason: "0x" }]);
    expect(await holdingOf(token, live.cast.newWallet)).to.deep.equal({ balance: 0n, frozen: 0n, walletFrozen: true });
    expect(await token.isFrozen(live.cast.holder), "the lost wallet stays frozen").to.equal(true);
  });

  it("5. carries no freeze that the case itself set", async () => {
    const live = await loadFixture(oneToken);
    const token = held(live);
    await confirm(token.burn(live.cast.holder, HOLDING));

    const { results } = await recover(live, holderTerms(live), claimsBy(live));

    expect(outcomesOf(results)).to.deep.equal(["NothingHeld"]);
    expect(await token.isFrozen(live.cast.newWallet)).to.equal(false);
    expect(await token.isFrozen(live.cast.holder)).to.equal(true);
  });

  describe("6. into a new wallet that holds and is frozen itself", () => {
    /** A new wallet of the same person, registered under the kept identity, with a holding of its own. */
    const knownWallet = async (): Promise<LiveRecovery & { identity: string }> => {
      const live = await oneToken();
      const { cast, registrySet } = live;
      const identity = await handOverIdentity(live.identities.holder, live.cast.holder, live.cast.newWallet);
      const registry = registrySet.registry.connect(cast.tokenAgent);
      await confirm(registry.registerIdentity(cast.newWallet, identity, COUNTRY));
      await confirm(held(live).mint(cast.newWallet, 500n));
      return { ...live, identity };
    };

    it("adds the frozen amounts up", async () => {
      const live = await loadFixture(knownWallet);
      const token = held(live);
      await confirm(token.freezePartialTokens(live.cast.holder, 300n));
      await confirm(token.freezePartialTokens(live.cast.newWallet, 200n));

      await recover(live, { ...holderTerms(live), identity: live.identity });

      expect(await holdingOf(token, live.cast.newWallet)).to.deep.equal({
        balance: 1_500n,
        frozen: 500n,
        walletFrozen: false,
      });
      expect(await holdingOf(token, live.cast.holder)).to.deep.equal({ balance: 0n, frozen: 0n, walletFrozen: true });
    });

    for (const [lostFrozen, newFrozen] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const) {
      const words = (frozen: boolean): string => (frozen ? "frozen" : "free");
      const expected = lostFrozen || newFrozen;
      it(`leaves it ${words(expected)} when the lost wallet was ${words(lostFrozen)} and it was ${words(newFrozen)}`, async () => {
        const live = await loadFixture(knownWallet);
        const token = held(live);
        await confirm(token.setAddressFrozen(live.cast.holder, lostFrozen));
        await confirm(token.setAddressFrozen(live.cast.newWallet, newFrozen));
        await confirm(token.freezePartialTokens(live.cast.newWallet, 500n));

        const { results } = await recover(live, { ...holderTerms(live), identity: live.identity });

        expect(results[0]).to.include({ outcome: "Recovered", amount: HOLDING, walletFrozen: lostFrozen });
        expect(await holdingOf(token, live.cast.newWallet)).to.deep.equal({
          balance: 1_500n,
          frozen: 500n,
          walletFrozen: expected,
        });
      });
    }
  });

  it("carries a holding that is frozen to its last unit", async () => {
    const live = await loadFixture(oneToken);
    const token = held(live);
    await confirm(token.freezePartialTokens(live.cast.holder, HOLDING));
    const open = await makeReady(live, holderTerms(live));
    const { newIdentity } = await live.agent.caseOf(open.caseId);

    const results = await execute(live, open, await claimsBy(live)(newIdentity));

    expect(results[0]).to.include({ outcome: "Recovered", amount: HOLDING, frozen: HOLDING, walletFrozen: false });
    expect(await holdingOf(token, live.cast.newWallet)).to.deep.equal({
      balance: HOLDING,
      frozen: HOLDING,
      walletFrozen: false,
    });
  });
});
