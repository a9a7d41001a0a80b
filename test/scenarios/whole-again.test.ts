import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { ownSuite, registryPerToken, sharedRegistry } from "../fixtures/live-tokens";
import { admitAgent } from "../stage/agents";
import { recover, retry } from "../stage/cases";
import type { Terms } from "../stage/cases";
import { IRecoverableRegistry__factory } from "../../typechain-types";
import { COUNTRY } from "../stage/holdings";
import { claimsBy, deployOffice, holdingOf } from "../stage/live-recovery";
import type { LiveStage, LiveToken } from "../stage/live-tokens";
import type { Regain } from "../stage/regain";
import { confirm } from "../stage/t-rex/deploy";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";

/** As the registry counts standings. */
const LOST = 3n;

interface Story extends LiveStage, Regain {}

/** The stage with our office open, an agent of everything, the paused token too. */
async function openOffice(stage: LiveStage): Promise<Story> {
  const regain = await deployOffice(stage);
  await admitAgent(stage, await regain.agent.getAddress());
  await confirm(stage.paused.token.connect(stage.cast.issuer).addAgent(regain.agent));
  return { ...stage, ...regain };
}

function allFive({ cast, registry, tokens }: LiveStage): Terms {
  return {
    registry: registry.target,
    lostWallet: cast.holder.address,
    newWallet: cast.newWallet,
    tokens: tokens.map((live) => live.address),
  };
}

/** What the holder had of a token before it was lost. */
function heldBefore({ balance, frozen, walletFrozen }: LiveToken): object {
  return { balance, frozen, walletFrozen };
}

/** T-REX forgets a wallet; the lost one is frozen on each token besides. */
async function expectForgotten({ cast, tokens, registries }: Story): Promise<void> {
  for (const { token } of tokens) expect(await token.isFrozen(cast.holder)).to.equal(true);
  for (const registry of registries) expect(await registry.identity(cast.holder)).to.equal(ZeroAddress);
}

/** Our registry remembers it as lost, and whose successor stands for it: that shuts it on every token. */
async function expectLost({ cast, registry }: Story): Promise<void> {
  const book = IRecoverableRegistry__factory.connect(registry.target, cast.stranger);
  expect(await book.standingOf(cast.holder)).to.equal(LOST);
  expect(await book.isVerified(cast.holder)).to.equal(false);
}

interface World {
  readonly world: string;
  readonly fixture: () => Promise<Story>;
  readonly expectShut: (story: Story) => Promise<void>;
}

describe("A holder of five tokens in five situations", () => {
  const worlds: readonly World[] = [
    {
      world: "of our own suite, on one registry",
      fixture: async function ours() {
        return openOffice(await ownSuite());
      },
      expectShut: expectLost,
    },
    {
      world: "of T-REX, on one shared registry",
      fixture: async function shared() {
        return openOffice(await sharedRegistry());
      },
      expectShut: expectForgotten,
    },
    {
      world: "of T-REX, on five registries over one storage",
      fixture: async function perToken() {
        return openOffice(await registryPerToken());
      },
      expectShut: expectForgotten,
    },
  ];

  for (const { world, fixture, expectShut } of worlds) {
    describe(world, () => {
      it("is whole again: every balance, both kinds of freeze, and the country", async () => {
        const story = await loadFixture(fixture);
        const { cast, tokens, registry, registries } = story;
        await confirm(story.paused.token.connect(cast.tokenAgent).unpause());

        const { newIdentity } = await recover(story, allFive(story), claimsBy(story));

        for (const live of tokens) {
          expect(await holdingOf(live.token, cast.newWallet), live.holding).to.deep.equal(heldBefore(live));
          expect(await live.token.balanceOf(cast.secondHolder), "nobody else's").to.equal(live.secondBalance);
          expect(await live.token.totalSupply()).to.equal(live.balance + live.secondBalance);
        }
        for (const each of registries) {
          expect(await each.identity(cast.newWallet)).to.equal(newIdentity);
          expect(await each.isVerified(cast.newWallet)).to.equal(true);
        }
        expect(await registry.investorCountry(cast.newWallet)).to.equal(BigInt(COUNTRY));
      });

      it("leaves nothing on the lost wallet, which neither sends nor receives for good", async () => {
        const story = await loadFixture(fixture);
        const { cast, tokens } = story;
        await confirm(story.paused.token.connect(cast.tokenAgent).unpause());

        await recover(story, allFive(story), claimsBy(story));

        for (const { token, holding } of tokens) {
          expect(await holdingOf(token, cast.holder), holding).to.include({ balance: 0n, frozen: 0n });
          const gift = token.connect(cast.secondHolder).transfer.staticCall(cast.holder.address, 1n);
          await expect(gift, holding).to.be.rejectedWith("revert");
        }
        await expectShut(story);
      });

      it("keeps the lost wallet registered until the paused token has moved too", async () => {
        const story = await loadFixture(fixture);
        const { cast, paused, registry } = story;
        const open = await recover(story, allFive(story), claimsBy(story));
        const waiting = open.recovery.tokens.indexOf(paused.address);
        expect(open.results.map((result) => result.outcome === "Recovered")).to.deep.equal(
          open.recovery.tokens.map((_, index) => index !== waiting),
        );
        expect(open.results[waiting]).to.include({ outcome: "Paused" });
        expect(await registry.identity(cast.holder)).to.equal(story.holderIdentity.target);

        await confirm(paused.token.connect(cast.tokenAgent).unpause());
        const results = await retry(story, open);

        expect(results[waiting]).to.include({ outcome: "Recovered", amount: paused.balance });
        expect(await holdingOf(paused.token, cast.newWallet)).to.deep.equal(heldBefore(paused));
        await expectShut(story);
      });
    });
  }

  it("keeps four fifths of it on the lost wallet with T-REX's own recoveryAddress", async () => {
    const stage = await loadFixture(sharedRegistry);
    const { cast, holderIdentity, tokens } = stage;
    const key = keyOf(cast.newWallet.address);
    await confirm(holderIdentity.connect(cast.holder).addKey(key, MANAGEMENT_KEY, ECDSA_KEY));
    const refusals: string[] = [];

    for (const { token, holding } of tokens) {
      const ownWay = token.connect(cast.tokenAgent);
      try {
        await confirm(ownWay.recoveryAddress(cast.holder, cast.newWallet, holderIdentity));
      } catch (error) {
        refusals.push(`${holding}: ${/reverted with reason string '(.*)'/.exec(String(error))?.[1]}`);
      }
    }

    // recoveryAddress does not look at the pause: it is the registration that stops it there too.
    expect(refusals).to.deep.equal([
      "partlyFrozen: address stored already",
      "walletFrozen: address stored already",
      "freezeOnly: no tokens to recover",
      "paused: address stored already",
    ]);
    expect(await stage.walletFrozen.token.balanceOf(cast.holder)).to.equal(stage.walletFrozen.balance);
    expect(await stage.freezeOnly.token.isFrozen(cast.newWallet), "the freeze is escaped").to.equal(false);
  });
});
