import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { proposeRecovery } from "../../src/recovery/propose";
import type { StorePlace } from "../../src/store/place";
import type { Anvil } from "./anvil";
import { startPostgres } from "./postgres";
import type { Contest, Ended, Round } from "./rival";
import { openScene, type Scene } from "./scene";
import { transpiled } from "./transpile";
import { addVictims, type World } from "./world";

const ROUNDS = Number(process.env["REGAIN_ROUNDS"] ?? 100);

describe("Of two processes on one case, one wins and the other is told", () => {
  let anvil: Anvil;
  let world: World;
  let folder: string;
  let close: Scene["close"];

  before(async () => {
    ({ anvil, world, folder, close } = await openScene(1));
  });
  after(() => close());

  it(`in ${ROUNDS} rounds on SQLite`, () => contest({ kind: "sqlite", path: join(folder, "regain.db") }));

  it(`in ${ROUNDS} rounds on PostgreSQL`, async () => {
    const server = await startPostgres();
    try {
      await contest({ kind: "postgres", url: server.url });
    } finally {
      await server.stop();
    }
  });

  async function contest(place: StorePlace): Promise<void> {
    const { chain, cast } = world;
    const victims = await addVictims(world, ROUNDS);
    for (const { recovery, acceptance } of victims) {
      await proposeRecovery(chain, cast.proposer, recovery, acceptance);
    }
    const terms: Contest = { url: anvil.url, agent: chain.agentAddress, place };
    const rivals = await Promise.all([start(terms), start(terms)]);
    await anvil.send("evm_setAutomine", false);
    for (const [round, { caseId, recovery }] of victims.entries()) {
      const { lostWallet, newWallet } = recovery;
      const ends = rivals.map(endOf);
      for (const rival of rivals) rival.send({ caseId, lostWallet, newWallet } satisfies Round);
      // Nothing is mined before one of them gave up: so they are at it at the same time.
      const loser = await Promise.race(ends);
      expect(loser.exit, `round ${round}: ${loser.message}`).to.equal(8);
      expect(loser.message).to.contain("works on the case");
      await mineOne(anvil);
      const exits = (await Promise.all(ends)).map(({ exit }) => exit);
      expect(exits.sort(), `round ${round}`).to.deep.equal([0, 8]);
      expect(await chain.agent.approvalsOf(caseId)).to.equal(1n);
    }
    await anvil.send("evm_setAutomine", true);
    for (const rival of rivals) rival.kill();
  }

  async function start(terms: Contest): Promise<ChildProcess> {
    const rival = fork(transpiled("rival.js"), [JSON.stringify(terms)], { execArgv: [] });
    await once(rival, "message");
    return rival;
  }
});

async function endOf(rival: ChildProcess): Promise<Ended> {
  const [end] = (await once(rival, "message")) as [Ended];
  return end;
}

async function mineOne(anvil: Anvil): Promise<void> {
  for (;;) {
    const { pending } = (await anvil.send("txpool_status")) as { pending: string };
    if (Number(pending) > 0) break;
    await new Promise((go) => setTimeout(go, 20));
  }
  await anvil.send("evm_mine");
}
