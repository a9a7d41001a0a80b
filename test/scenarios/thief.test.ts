import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";
import { ZeroAddress, ZeroHash } from "ethers";

import { FULL_GAS, acceptanceOf, recoveryOf } from "../stage/cases";
import type { Recovery } from "../stage/cases";
import { HOLDING, claimFor, deployLiveRecovery, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { DAY } from "../stage/regain";
import { confirm } from "../stage/t-rex/deploy";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";

const RUNS = 60;

/** What somebody who holds the lost key tries; `amount` says how much of the holding. */
const THEFTS = [
  "transfer",
  "batchTransfer",
  "approve",
  "transferFrom",
  "transferToNewWallet",
  "contest",
  "cancel",
  "release",
  "addOwnKey",
  "execute",
] as const;

/** What the office does about the case. */
const STEPS = ["propose", "approve", "uphold", "wait", "execute", "retry", "cancelCase"] as const;

interface Theft {
  readonly by: "thief";
  readonly does: (typeof THEFTS)[number];
  readonly token: number;
  readonly amount: bigint;
}

type Act = Theft | { readonly by: "office"; readonly does: (typeof STEPS)[number] };

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    by: fc.constant("thief" as const),
    does: fc.constantFrom(...THEFTS),
    token: fc.nat({ max: 1 }),
    amount: fc.bigInt({ min: 0n, max: HOLDING }),
  }),
  fc.record({ by: fc.constant("office" as const), does: fc.constantFrom(...STEPS) }),
);

/** The order in which a case succeeds, as the spine of a story that the thief disturbs. */
const GOOD_ORDER: readonly Act[] = (["propose", "approve", "uphold", "wait", "execute", "retry"] as const).map(
  (does) => ({
    by: "office",
    does,
  }),
);

const stories = fc
  .tuple(fc.array(acts, { maxLength: 8 }), fc.array(fc.array(acts, { maxLength: 2 }), { minLength: 6, maxLength: 6 }))
  .map(([before, between]) => [...before, ...GOOD_ORDER.flatMap((act, index) => [act, ...(between[index] ?? [])])]);

describe("A thief who holds the lost key", () => {
  onEachTarget((target) => {
    const robbed = async (): Promise<LiveRecovery> => {
      const live = await deployLiveRecovery([{}, { maxBalance: 3_000n }], undefined, target);
      for (const token of live.tokens) await confirm(token.connect(live.cast.holder).approve(live.cast.thief, HOLDING));
      return live;
    };

    it("moves no token from the proposal on, in whatever order his transactions and the case's arrive", async function () {
      this.timeout(120_000);
      let recovered = 0;
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          const tale = new Tale(await loadFixture(robbed));
          let before = await tale.look();
          for (const act of story) {
            await tale.play(act);
            const after = await tale.look();
            if (before.guarded && act.by === "thief") expect(after.lost, act.does).to.deep.equal(before.lost);
            if (before.guarded && after.guarded) expect(after.together, act.does).to.deep.equal(before.together);
            before = after;
          }
          if (await tale.isRecovered()) ++recovered;
        }),
        { numRuns: RUNS, seed: 643 },
      );
      expect(recovered, "stories in which the holder is whole again").to.be.greaterThan(RUNS / 3);
    });
  });
});

/** What the lost wallet has of each token, alone and together with the new one; guarded from the proposal on. */
interface Sight {
  readonly guarded: boolean;
  readonly lost: readonly bigint[];
  readonly together: readonly bigint[];
}

class Tale {
  private open: Recovery | undefined;

  constructor(private readonly live: LiveRecovery) {}

  async look(): Promise<Sight> {
    const { agent, cast, tokens } = this.live;
    const lost = await Promise.all(tokens.map((token) => token.balanceOf(cast.holder)));
    const arrived = await Promise.all(tokens.map((token) => token.balanceOf(cast.newWallet)));
    const isLive = (await agent.liveCaseOf(cast.holder)) !== ZeroHash;
    const isLost = (await agent.successorOf(cast.holder)) !== ZeroAddress;
    return {
      guarded: isLive || isLost,
      lost,
      together: lost.map((balance, index) => balance + (arrived[index] ?? 0n)),
    };
  }

  /** Whether the case is executed and nothing is left behind. */
  async isRecovered(): Promise<boolean> {
    const { agent, cast } = this.live;
    const { lost } = await this.look();
    return (await agent.successorOf(cast.holder)) !== ZeroAddress && lost.every((balance) => balance === 0n);
  }

  /** Sends the transaction; what the chain refuses is part of the story. */
  async play(act: Act): Promise<void> {
    try {
      await (act.by === "thief" ? this.steal(act) : this.serve(act.does));
    } catch (error) {
      if (!/revert|rejected|no case/i.test(String(error))) throw error;
    }
  }

  private async steal({ does, token: index, amount }: Theft): Promise<unknown> {
    const { agent, cast, identities, tokens } = this.live;
    const token = tokens[index]!.connect(cast.holder);
    const agentOfThief = agent.connect(cast.holder);
    switch (does) {
      case "transfer":
        return confirm(token.transfer(cast.thief, amount));
      case "transferToNewWallet":
        return confirm(token.transfer(cast.newWallet, amount));
      case "batchTransfer":
        return confirm(token.batchTransfer([cast.thief, cast.secondHolder], [amount, amount]));
      case "approve":
        return confirm(token.approve(cast.thief, amount));
      case "transferFrom":
        return confirm(token.connect(cast.thief).transferFrom(cast.holder, cast.thief, amount));
      case "addOwnKey":
        return confirm(
          identities.holder.connect(cast.holder).addKey(keyOf(cast.thief.address), MANAGEMENT_KEY, ECDSA_KEY),
        );
      case "contest":
        return agentOfThief.contest(await this.caseId());
      case "cancel":
        return agentOfThief.cancel(this.recovery(), FULL_GAS);
      case "release":
        return agentOfThief.release(this.recovery(), FULL_GAS);
      case "execute":
        return agentOfThief.execute(this.recovery(), [], FULL_GAS);
    }
  }

  private async serve(does: (typeof STEPS)[number]): Promise<unknown> {
    const { agent, cast } = this.live;
    const manager = agent.connect(cast.identityManager);
    switch (does) {
      case "propose": {
        const recovery = await recoveryOf(agent, holderTerms(this.live));
        await manager.propose(recovery, await acceptanceOf(agent, recovery, cast.newWallet), FULL_GAS);
        this.open = recovery;
        return;
      }
      case "approve":
        return agent.connect(cast.custodian).approve(await this.caseId());
      case "uphold":
        return agent.connect(cast.guardian).uphold(await this.caseId());
      case "wait":
        return time.increase(DAY);
      case "execute": {
        const { newIdentity } = await agent.caseOf(await this.caseId());
        return manager.execute(this.recovery(), [await claimFor(this.live, newIdentity)], FULL_GAS);
      }
      case "retry":
        return manager.retry(this.recovery(), FULL_GAS);
      case "cancelCase":
        return agent.connect(cast.guardian).cancel(this.recovery(), FULL_GAS);
    }
  }

  private recovery(): Recovery {
    if (this.open === undefined) throw new Error("There is no case yet.");
    return this.open;
  }

  private caseId(): Promise<string> {
    return this.live.agent.caseIdOf(this.recovery());
  }
}
