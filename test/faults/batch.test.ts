import { join } from "node:path";
import { expect } from "chai";
import { approveCase } from "../../src/recovery/decide";
import { proposeRecovery } from "../../src/recovery/propose";
import { AGENT_ROLES } from "../../src/provision/role-table";
import { AccessManager__factory, HonestToken__factory } from "../../typechain-types";
import type { Anvil } from "./anvil";
import type { BatchEnded, BatchOrders } from "./batch-worker";
import { startPostgres } from "./postgres";
import { runProgram, type Finished } from "./program";
import { openScene, type Scene } from "./scene";
import { addVictims, DAY, type Victim, type World } from "./world";

/** One is proposed and one is executed: each writes its begin, a transaction and its end, and broadcasts once. */
const FEWEST_MOMENTS = 40;
const SHARED = 16;

describe("A batch", () => {
  let anvil: Anvil;
  let world: World;
  let folder: string;
  let close: Scene["close"];

  before(async () => {
    ({ anvil, world, folder, close } = await openScene(3));
  });
  after(() => close());

  const work = (victims: readonly Victim[], given: Partial<BatchOrders>): Promise<Finished> => {
    const entries = victims.map((victim, line) => ({ ...victim, line, claims: [] }));
    const usual = { url: anvil.url, agent: world.chain.agentAddress, who: "proposer", parallel: 1 };
    return runProgram("batch-worker.js", { ...usual, entries, ...given });
  };
  const endOf = ({ said, output }: Finished): BatchEnded => {
    expect(said, output).to.be.an("object");
    return said as BatchEnded;
  };
  const statesOf = ({ reports }: BatchEnded): string[] => reports.map(({ state, detail }) => `${state}: ${detail}`);

  async function stateOf(victims: readonly Victim[]): Promise<object> {
    const { chain, cast, tokens } = world;
    const cases = await Promise.all(
      victims.map(async ({ caseId, recovery }) => {
        const { status, settledTokens } = await chain.agent.caseOf(caseId);
        const held = tokens.map((token) =>
          HonestToken__factory.connect(token, chain.provider).balanceOf(recovery.newWallet),
        );
        return { status, settledTokens, held: await Promise.all(held) };
      }),
    );
    return { cases, payments: await chain.provider.getTransactionCount(cast.proposer, "pending") };
  }

  it("that is killed at any moment, and run again, does what an uninterrupted one does", async () => {
    const { chain, cast } = world;
    const victims = await addVictims(world, 2, 500n);
    const [, ready] = victims;
    await proposeRecovery(chain, cast.proposer, ready!.recovery, ready!.acceptance);
    await approveCase(chain, cast.custodian, ready!.caseId);
    await anvil.send("evm_increaseTime", DAY);
    await anvil.send("evm_mine");
    const begin = await anvil.snapshot();
    const storeAt = (name: string) => ({ kind: "sqlite", path: join(folder, `${name}.db`) }) as const;
    const whole = endOf(await work(victims, { place: storeAt("whole") }));
    expect(statesOf(whole)).to.deep.equal([
      "waits: proposed now; a custodian's approval, and the delay",
      "completed: 2 of 2 tokens recovered",
    ]);
    const wanted = await stateOf(victims);
    let dieAt = 0;
    for (let wasKilled = true; wasKilled;) {
      dieAt += 1;
      await begin();
      const place = storeAt(`died-${dieAt}`);
      const died = await work(victims, { place, dieAt });
      wasKilled = died.killed;
      const again = endOf(await work(victims, { place }));
      expect(
        again.reports.map(({ state }) => state),
        `run again at ${dieAt}: ${statesOf(again).join("; ")}`,
      ).to.deep.equal(["waits", "completed"]);
      expect(await stateOf(victims), `at ${dieAt} of ${whole.moments}`).to.deep.equal(wanted);
    }
    expect(dieAt, "moments at which it was killed").to.be.greaterThan(FEWEST_MOMENTS);
  });

  it("of two workers on one PostgreSQL, each with its own signer, takes no case twice", async () => {
    const { chain, cast } = world;
    const authority = AccessManager__factory.connect(await chain.agent.authority(), cast.admin);
    const { id } = AGENT_ROLES.find(({ name }) => name === "IDENTITY_MANAGER")!;
    await (await authority.grantRole(id, cast.admin, 0)).wait();
    const victims = await addVictims(world, SHARED, 500n);
    const sentBy = () =>
      Promise.all([cast.proposer, cast.admin].map((each) => chain.provider.getTransactionCount(each)));
    const before = await sentBy();
    const server = await startPostgres();
    try {
      const place = { kind: "postgres", url: server.url } as const;
      const ended = await Promise.all([
        work(victims, { place, who: "proposer", parallel: 4 }),
        work(victims, { place, who: "admin", parallel: 4 }),
      ]);
      const reports = ended.map((each) => endOf(each).reports);
      const failed = reports.flat().filter(({ state }) => state !== "waits" && state !== "taken");
      expect(failed).to.deep.equal([]);
      const sent = reports.map((each) => each.reduce((sum, { transactions }) => sum + transactions, 0));
      expect(sent[0]! + sent[1]!).to.equal(SHARED);
      const after = await sentBy();
      expect(after.map((count, index) => count - before[index]!)).to.deep.equal(sent);
      for (const { caseId, recovery } of victims) {
        expect(await chain.agent.liveCaseOf(recovery.lostWallet)).to.equal(caseId);
      }
    } finally {
      await server.stop();
    }
  });
});
