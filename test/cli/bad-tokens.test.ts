import { expect } from "chai";
import { HonestCompliance__factory, HostileToken__factory } from "../../typechain-types";
import { DAY } from "../stage/regain";
import { HostileTokenMode } from "../stage/hostile";
import { asStruct } from "../../src/chain/preview";
import { approveCase } from "../../src/recovery/decide";
import { proposeRecovery } from "../../src/recovery/propose";
import { prepare, situation, type Situation } from "./situation";

interface TokenJson {
  readonly address: string;
  readonly symbol: string;
  readonly outcome: string;
  readonly reason: string;
}

interface Execution {
  readonly status: string;
  readonly recovered: number;
  readonly total: number;
  readonly tokens: readonly TokenJson[];
}

const HOSTILE = {
  "reverts with a megabyte": HostileTokenMode.TransferRevertsWithMegabyte,
  "burns all gas": HostileTokenMode.TransferBurnsGas,
  "lies about its balances": HostileTokenMode.HidesBalance,
  "returns nothing": HostileTokenMode.EverythingReturnsNothing,
  "re-enters": HostileTokenMode.ReentersOnTransfer,
} as const;

const FAILING = [
  "reverts with a megabyte",
  "burns all gas",
  "lies about its balances",
  "returns nothing",
] as const satisfies readonly (keyof typeof HOSTILE)[];

/** Tokens on the live registry that hold the holder's balance, and are honest until told otherwise. */
async function deployHostile(on: Situation): Promise<string[]> {
  const { issuer, holder } = on.cast;
  const compliance = await new HonestCompliance__factory(issuer).deploy();
  const addresses: string[] = [];
  for (let made = 0; made < Object.keys(HOSTILE).length; made += 1) {
    const token = await new HostileToken__factory(issuer).deploy(on.registry, compliance);
    for (const agent of [on.chain.agentAddress, issuer.address]) await (await token.addAgent(agent)).wait();
    await (await token.mint(holder, 100n)).wait();
    addresses.push(await token.getAddress());
  }
  return addresses;
}

describe("20., 28. A case with tokens that fail", () => {
  let on: Situation;
  let hostile: string[];
  let execution: Execution;
  let shown: string;
  let code: number | null;

  before(async () => {
    on = await situation();
    hostile = await deployHostile(on);
    const { recovery, acceptance, caseId } = await prepare(on, { tokens: [...on.tokens, ...hostile] });
    await proposeRecovery(on.chain, on.cast.identityManager, recovery, acceptance);
    await approveCase(on.chain, on.cast.custodian, caseId);
    await on.sandbox.pass(DAY);
    const { issuer } = on.cast;
    for (const [index, mode] of Object.values(HOSTILE).entries()) {
      const token = HostileToken__factory.connect(hostile[index]!, issuer);
      const again = on.chain.agent.interface.encodeFunctionData("retry", [asStruct(recovery)]);
      if (mode === HostileTokenMode.ReentersOnTransfer) await (await token.arm(on.chain.agentAddress, [again])).wait();
      await (await token.become(mode)).wait();
    }
    const command = ["recovery", "execute", "--case", caseId, "--claims", "claims.json", "--signer", "3", "--yes"];
    const outcome = await on.run([...command, "--json"]);
    expect(outcome.stdout, outcome.stderr).to.match(/^\{/);
    code = outcome.code;
    execution = JSON.parse(outcome.stdout) as Execution;
    const retried = await on.run(["recovery", "retry", "--case", caseId, "--signer", "3", "--yes"]);
    shown = retried.stdout;
  });
  after(() => on.end());

  it("ends with exit code 5, every honest token recovered", () => {
    expect(code).to.equal(5);
    expect(execution.status).to.equal("partial");
    const honest = execution.tokens.filter(({ address }) => !hostile.includes(address));
    const outcomes = Object.fromEntries(honest.map(({ symbol, outcome }) => [symbol, outcome]));
    expect(outcomes).to.deep.equal({
      ...{ LAKE: "recovered", RAIL: "recovered", HARB: "recovered", SOLR: "recovered", VINE: "paused" },
    });
  });

  const outcomeOf = (title: keyof typeof HOSTILE): TokenJson =>
    execution.tokens.find(({ address }) => address === hostile[Object.keys(HOSTILE).indexOf(title)])!;

  for (const title of FAILING) {
    it(`names the one that ${title}, with its reason`, () => {
      const { outcome, reason } = outcomeOf(title);
      expect(outcome).not.to.equal("recovered");
      expect(reason).not.to.equal("");
    });
  }

  it("moves the one that re-enters: what it calls is refused", async () => {
    const { outcome, address } = outcomeOf("re-enters");
    expect(outcome).to.equal("recovered");
    const token = HostileToken__factory.connect(address, on.chain.provider);
    const calls = await token.queryFilter(token.filters.CalledBack());
    expect(calls.map(({ args }) => args.entered)).to.deep.equal([false]);
  });

  it("lists each that failed with its reason, and what to do about it", () => {
    for (const { address, outcome } of execution.tokens) {
      if (outcome === "recovered") continue;
      expect(shown).to.match(new RegExp(`→ .*${address}`));
    }
    expect(shown).to.contain("recovery retry --case");
  });
});
