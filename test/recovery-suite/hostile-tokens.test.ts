import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { HonestCompliance__factory, HostileSuiteToken__factory, type HostileSuiteToken } from "../../typechain-types";
import { roleNamed } from "../../src/provision/role-table";
import { execute, makeReady, outcomesOf, preview, retry, type OpenCase, type TokenResult } from "../stage/cases";
import { HostileSuiteTokenMode as Mode } from "../stage/hostile";
import { HOLDING, claimsBy, deployOursRecovery, holderTerms } from "../stage/live-recovery";
import { registryOf, type Ours } from "../stage/ours";

interface Ready extends Ours {
  readonly hostile: HostileSuiteToken;
  readonly open: OpenCase;
  readonly place: number;
}

describe("A hostile token that says it is of our suite", () => {
  /** Beside an honest one; the holder has 100 of it, 40 of them frozen. */
  async function ready(): Promise<Ready> {
    const live = await deployOursRecovery([{}]);
    const { cast, agent } = live;
    const rules = await new HonestCompliance__factory(cast.issuer).deploy();
    const hostile = await new HostileSuiteToken__factory(cast.issuer).deploy(registryOf(live), rules);
    for (const each of [agent, cast.issuer]) await hostile.addAgent(each);
    await hostile.mint(cast.holder, 100n);
    await hostile.freezePartialTokens(cast.holder, 40n);
    const address = await hostile.getAddress();
    const terms = holderTerms(live);
    const open = await makeReady(live, { ...terms, tokens: [...terms.tokens, address] });
    return { ...live, hostile, open, place: open.recovery.tokens.indexOf(address) };
  }

  async function run(live: Ready): Promise<TokenResult[]> {
    const { newIdentity } = await live.agent.caseOf(live.open.caseId);
    return execute(live, live.open, await claimsBy(live)(newIdentity));
  }

  function nameOf({ agent }: Ready, { reason }: TokenResult): string | undefined {
    return agent.interface.parseError(`${reason}${"00".repeat(256)}`)?.name;
  }

  it("goes the suite's way while it behaves", async () => {
    const live = await loadFixture(ready);
    const results = await run(live);
    expect(results[live.place]).to.include({ outcome: "Recovered", amount: 100n, frozen: 40n });
    expect(await live.hostile.isFrozen(live.cast.holder), "no freeze was needed").to.equal(false);
  });

  for (const [title, mode, error] of [
    ["tells less than is asked", Mode.HoldingsTooShort, "RecoveryAgentUnreadable"],
    ["reverts with a megabyte", Mode.RecoveryRevertsWithMegabyte, "RecoveryAgentCallFailed"],
    ["burns all gas", Mode.RecoveryBurnsGas, "RecoveryAgentCallFailed"],
    ["says it moved and did not", Mode.ClaimsMoved, "RecoveryAgentBalanceMismatch"],
    ["moves half", Mode.KeepsHalf, "RecoveryAgentBalanceMismatch"],
    ["hides what it did not move", Mode.HidesBalance, "RecoveryAgentBalanceMismatch"],
    ["makes supply out of nothing", Mode.InflatesSupply, "RecoveryAgentSupplyMismatch"],
    ["loses the frozen part", Mode.LosesFrozenPart, "RecoveryAgentFrozenMismatch"],
    ["freezes the new wallet", Mode.FreezesReceiver, "RecoveryAgentFreezeMismatch"],
    ["leaves a freeze behind", Mode.LeavesFreezeBehind, "RecoveryAgentFreezeMismatch"],
  ] as const) {
    it(`that ${title} fails alone and by name, has changed nothing, and is recovered once it is honest`, async () => {
      const live = await loadFixture(ready);
      const { cast, hostile, place } = live;
      await hostile.become(mode);
      const foreseen = (await preview(live.agent, live.open.recovery)).results[place];
      const results = await run(live);
      expect(outcomesOf(results)).to.deep.equal(results.map((_, i) => (i === place ? "Failed" : "Recovered")));
      expect(nameOf(live, results[place]!)).to.equal(error);
      expect(foreseen?.reason, "previewed alike").to.equal(results[place]?.reason);
      await hostile.become(Mode.Honest);
      expect([await hostile.balanceOf(cast.holder), await hostile.balanceOf(cast.newWallet)]).to.deep.equal([100n, 0n]);
      expect(await hostile.totalSupply()).to.equal(100n);
      expect((await retry(live, live.open))[place]).to.include({ outcome: "Recovered", amount: 100n, frozen: 40n });
      expect(await live.tokens[0]!.balanceOf(cast.newWallet)).to.equal(HOLDING);
    });
  }

  it("that tells amounts too large to add up fails alone", async () => {
    const live = await loadFixture(ready);
    await live.hostile.become(Mode.OverflowsBalance);
    expect((await run(live))[live.place]).to.include({ outcome: "Failed" });
  });

  for (const [title, mode] of [
    ["burns the gas of", Mode.InterfaceBurnsGas],
    ["answers with a megabyte to", Mode.InterfaceRevertsWithMegabyte],
  ] as const) {
    it(`that ${title} the question what it is goes the standard's way`, async () => {
      const live = await loadFixture(ready);
      await live.hostile.become(mode);
      const results = await run(live);
      expect(results[live.place]).to.include({ outcome: "Recovered", amount: 100n, frozen: 40n });
      expect(await live.hostile.isFrozen(live.cast.holder)).to.equal(true);
    });
  }

  it("is refused by every entry point when it calls back", async () => {
    const live = await loadFixture(ready);
    const { agent, hostile, open, place } = live;
    const abi = agent.interface;
    const token = await hostile.getAddress();
    const { registry, lostWallet, newWallet } = open.recovery;
    const succession = { registry, lostWallet, newWallet, lostIdentity: token, newIdentity: token, country: 0 };
    for (const name of ["IDENTITY_MANAGER", "GUARDIAN"] as const) {
      await live.authority.connect(live.cast.deployer).grantRole(roleNamed(name).id, token, 0);
    }
    await hostile.arm(agent, [
      abi.encodeFunctionData("execute", [open.recovery, []]),
      abi.encodeFunctionData("retry", [open.recovery]),
      abi.encodeFunctionData("reassign", [open.recovery, []]),
      abi.encodeFunctionData("cancel", [open.recovery]),
      abi.encodeFunctionData("recoverToken", [succession, open.caseId, token]),
    ]);
    await hostile.become(Mode.Reenters);
    expect((await run(live))[place]).to.include({ outcome: "Recovered", amount: 100n });
    const told = (await hostile.queryFilter(hostile.filters.CalledBack())).map(({ args }) => args.refusal);
    const guard = abi.getError("ReentrancyGuardReentrantCall")?.selector;
    const selfOnly = abi.getError("RecoveryAgentSelfOnly")?.selector;
    expect(told).to.deep.equal([guard, guard, guard, guard, selfOnly]);
  });
});
