import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import type { HostileToken } from "../../typechain-types";
import {
  Outcome,
  accept,
  executeCase,
  makeReady,
  propose,
  receiptOf,
  recoveryOf,
  retryCase,
} from "../stage/case-steps";
import { deployHostileToken, deployStage, addressOf, ascending, deployTokens, inOrder } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("A hostile token", () => {
  /** One that will turn hostile between two honest ones; the holder has 100 of each, 40 of them frozen. */
  async function deployReady() {
    const stage = await deployStage();
    const hostile = await deployHostileToken(stage);
    const honest = await deployTokens(stage, 2);
    const tokens = inOrder([hostile, ...honest]);
    for (const token of [hostile, ...honest]) {
      await token.mint(stage.holder, 100);
      await token.freezePartialTokens(stage.holder, 40);
      await token.setAddressFrozen(stage.holder, true);
    }
    const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
    return { ...stage, hostile, honest, tokens, opened, place: tokens.indexOf(hostile) };
  }

  type Ready = Awaited<ReturnType<typeof deployReady>>;

  /** The others are recovered; the hostile one fails, has changed nothing, and is recovered once it is honest. */
  async function expectAlone(stage: Ready, mode: HostileTokenMode): Promise<void> {
    const { hostile, honest, tokens, opened, place, newWallet, holder } = stage;
    await hostile.become(mode);
    const outcomes = await executeCase(stage, opened);
    expect(outcomes).to.deep.equal(tokens.map((_, i) => (i === place ? Outcome.Failed : Outcome.Recovered)));
    for (const token of honest) {
      expect([await token.balanceOf(newWallet), await token.getFrozenTokens(newWallet)]).to.deep.equal([100n, 40n]);
    }
    await hostile.become(HostileTokenMode.Honest);
    expect([await hostile.balanceOf(holder), await hostile.balanceOf(newWallet)]).to.deep.equal([100n, 0n]);
    expect(await hostile.totalSupply()).to.equal(100n);
    expect((await retryCase(stage, opened))[place]).to.equal(Outcome.Recovered);
    expect([await hostile.balanceOf(newWallet), await hostile.getFrozenTokens(newWallet)]).to.deep.equal([100n, 40n]);
  }

  for (const [title, mode] of [
    ["reverts with a megabyte", HostileTokenMode.TransferRevertsWithMegabyte],
    ["burns all gas when it is moved", HostileTokenMode.TransferBurnsGas],
    ["burns all gas whatever it is asked", HostileTokenMode.EverythingBurnsGas],
    ["returns nothing whatever it is asked", HostileTokenMode.EverythingReturnsNothing],
    ["returns far more than it is asked, beginning with a one", HostileTokenMode.EverythingReturnsTooMuch],
    ["has an unreadable balance", HostileTokenMode.BalanceUnreadable],
    ["refuses freezes", HostileTokenMode.RefusesFreeze],
  ] as const) {
    it(`that ${title} fails alone`, async () => {
      await expectAlone(await loadFixture(deployReady), mode);
    });
  }

  it("keeps 256 bytes of what it reverted with, and no more", async () => {
    const { agent, hostile, opened, proposer, place } = await loadFixture(deployReady);
    await hostile.become(HostileTokenMode.TransferRevertsWithMegabyte);
    const results = await as(agent, proposer).execute.staticCall(opened, []);
    const error = agent.interface.parseError(results[place]?.reason ?? "0x");
    const [target, selector, kept] = error?.args.toArray() as [string, string, string];
    expect([error?.name, target]).to.deep.equal(["RecoveryAgentCallFailed", addressOf(hostile)]);
    expect(selector).to.equal(hostile.getFunction("forcedTransfer").fragment.selector);
    expect(ethers.dataLength(kept)).to.equal(256);
  });

  describe("that lies", () => {
    const lies: readonly (readonly [string, HostileTokenMode, string, (stage: Ready) => readonly unknown[]])[] = [
      [
        "claims that the tokens moved, though they did not",
        HostileTokenMode.ClaimsMoved,
        "RecoveryAgentCallFailed",
        ({ hostile }) => [
          hostile.target,
          hostile.getFunction("freezePartialTokens").fragment.selector,
          hostile.interface.encodeErrorResult("BalanceTooLow"),
        ],
      ],
      [
        "moves a part of the balance",
        HostileTokenMode.MovesHalf,
        "RecoveryAgentBalanceMismatch",
        ({ hostile, holder }) => [hostile.target, holder.address, 0, 50],
      ],
      [
        "creates tokens on the way",
        HostileTokenMode.InflatesSupply,
        "RecoveryAgentSupplyMismatch",
        ({ hostile }) => [hostile.target, 100, 101],
      ],
      [
        "loses the frozen part",
        HostileTokenMode.LosesFrozenPart,
        "RecoveryAgentFrozenMismatch",
        ({ hostile, newWallet }) => [hostile.target, newWallet.address, 40, 0],
      ],
      [
        "forgets the freeze of the wallet",
        HostileTokenMode.ForgetsFreezeOfOthers,
        "RecoveryAgentFreezeMismatch",
        ({ hostile, newWallet }) => [hostile.target, newWallet.address],
      ],
    ];
    for (const [title, mode, error, values] of lies) {
      it(`and ${title} is found out by its own balances and fails alone`, async () => {
        const stage = await loadFixture(deployReady);
        const { agent, hostile, opened, proposer, place } = stage;
        await hostile.become(mode);
        const results = await as(agent, proposer).execute.staticCall(opened, []);
        expect(results[place]?.reason).to.equal(agent.interface.encodeErrorResult(error, values(stage)));
        await expectAlone(stage, mode);
      });
    }

    /** A hostile token alone, with a plain balance that nobody froze. */
    async function deployPlain() {
      const stage = await deployStage();
      const hostile = await deployHostileToken(stage);
      await hostile.mint(stage.holder, 100);
      const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [hostile] }));
      return { ...stage, hostile, opened };
    }

    for (const [title, mode, error, values] of [
      [
        "claims that a plain balance moved",
        HostileTokenMode.ClaimsMoved,
        "RecoveryAgentBalanceMismatch",
        (token: HostileToken, lost: string) => [token.target, lost, 0, 100],
      ],
      [
        "hides what it did not move",
        HostileTokenMode.HidesBalance,
        "RecoveryAgentBalanceMismatch",
        (token: HostileToken, _: string, to: string) => [token.target, to, 100, 0],
      ],
      [
        "freezes the new wallet unasked",
        HostileTokenMode.FreezesReceiver,
        "RecoveryAgentFreezeMismatch",
        (token: HostileToken, _: string, to: string) => [token.target, to],
      ],
    ] as const) {
      it(`and ${title} is found out too`, async () => {
        const { agent, hostile, opened, proposer, holder, newWallet } = await loadFixture(deployPlain);
        await hostile.become(mode);
        await expect(as(agent, proposer).execute(opened, []))
          .to.emit(agent, "TokenNotRecovered")
          .withArgs(
            opened.caseId,
            hostile,
            Outcome.Failed,
            agent.interface.encodeErrorResult(error, values(hostile, holder.address, newWallet.address)),
          );
      });
    }

    it("and shows a frozen part of an empty wallet moves nothing", async () => {
      const stage = await loadFixture(deployStage);
      const hostile = await deployHostileToken(stage);
      await hostile.become(HostileTokenMode.FrozenFromThinAir);
      const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [hostile] }));
      expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Failed]);
      expect(await hostile.totalSupply()).to.equal(0n);
    });
  });

  describe("that is none", () => {
    it("because there is no code, fails alone", async () => {
      const stage = await loadFixture(deployStage);
      const { stranger, holder } = stage;
      const [honest] = await deployTokens(stage, 1);
      await honest?.mint(holder, 1);
      const tokens = ascending([stranger.address, (await honest?.getAddress()) ?? ""]);
      const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
      const outcomes = await executeCase(stage, opened);
      expect(outcomes[tokens.indexOf(stranger.address)]).to.equal(Outcome.Failed);
      expect(outcomes).to.include(Outcome.Recovered);
    });

    it("because it is the agent, the authority, the factory or a precompile, fails alone and harms nobody", async () => {
      const stage = await loadFixture(deployStage);
      const { agent, authority, factory, registry } = stage;
      const contracts = await Promise.all([agent, authority, factory, registry].map(async (one) => one.getAddress()));
      const precompiles = [1, 2, 3, 4].map((index) => ethers.zeroPadValue(ethers.toBeHex(index), 20));
      const tokens = ascending([...contracts, ...precompiles]);
      const opened = await makeReady(stage, await recoveryOf(stage, { tokens }));
      const outcomes = await executeCase(stage, opened);
      expect(outcomes).to.not.include(Outcome.Recovered);
      expect(outcomes).to.not.include(Outcome.NothingHeld);
      expect(await registry.identity(stage.newWallet)).to.not.equal(ethers.ZeroAddress);
    });
  });

  describe("at proposal", () => {
    async function deployUnproposed() {
      const stage = await deployStage();
      const hostile = await deployHostileToken(stage);
      const honest = await deployTokens(stage, 2);
      return {
        ...stage,
        hostile,
        honest,
        recovery: await recoveryOf(stage, { tokens: inOrder([hostile, ...honest]) }),
      };
    }

    for (const [title, mode] of [
      ["refuses to be frozen", HostileTokenMode.RefusesFreeze],
      ["ignores freezes", HostileTokenMode.IgnoresFreeze],
      ["burns all gas whatever it is asked", HostileTokenMode.EverythingBurnsGas],
      ["returns nothing whatever it is asked", HostileTokenMode.EverythingReturnsNothing],
    ] as const) {
      it(`keeps no other from being frozen when it ${title}, and is reported`, async () => {
        const stage = await loadFixture(deployUnproposed);
        const { agent, hostile, honest, recovery, holder } = stage;
        await hostile.become(mode);
        const { caseId } = await propose(stage, recovery);
        const events = await agent.queryFilter(agent.filters.TokenNotQuarantined(caseId));
        expect(events.map(({ args }) => args.token)).to.deep.equal([await hostile.getAddress()]);
        for (const token of honest) expect(await token.isFrozen(holder)).to.equal(true);
        expect(await agent.quarantinedBy(holder, hostile)).to.equal(ethers.ZeroHash);
      });
    }

    it("costs no more than its bound", async () => {
      const stage = await loadFixture(deployUnproposed);
      const { agent, proposer, hostile, recovery } = stage;
      await hostile.become(HostileTokenMode.EverythingBurnsGas);
      const receipt = await receiptOf(as(agent, proposer).propose(recovery, await accept(agent, recovery)));
      expect(receipt.gasUsed).to.be.lessThan(2_000_000n);
    });
  });
});
