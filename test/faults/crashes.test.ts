import { join } from "node:path";
import { expect } from "chai";
import type { Anvil } from "./anvil";
import { order, type Orders } from "./orders";
import { openScene, type Scene } from "./scene";
import { endState, makeReady, type World } from "./world";

/** Every step writes its begin, a transaction and its end, each with the lock; and it broadcasts once. */
const FEWEST_MOMENTS = 20;

describe("A process that is killed at any moment, and resumed, does what an uninterrupted one does", () => {
  let anvil: Anvil;
  let world: World;
  let folder: string;
  let close: Scene["close"];
  let fresh: () => Promise<void>;
  let ready: () => Promise<void>;

  before(async () => {
    ({ anvil, world, folder, close } = await openScene());
    fresh = await anvil.snapshot();
    await makeReady(world, anvil);
    ready = await anvil.snapshot();
  });
  after(() => close());

  it("when it executes a case", () => dieEverywhere("execute", "proposer", () => ready()));
  it("when it retries what was left open", () =>
    dieEverywhere("retry", "proposer", async () => {
      await ready();
      const store = join(folder, `executed-${Math.random()}.db`);
      const executed = await order(world, { url: anvil.url, store, verb: "execute" });
      expect(executed.exit, executed.output).to.equal(0);
    }));
  it("when it approves", () => dieEverywhere("approve", "custodian", proposed));
  it("when it cancels", () => dieEverywhere("cancel", "guardian", proposed));
  it("when it proposes", () => dieEverywhere("propose", "proposer", () => fresh()));

  async function proposed(): Promise<void> {
    await fresh();
    const came = await order(world, { url: anvil.url, store: join(folder, `p-${Math.random()}.db`), verb: "propose" });
    expect(came.exit, came.output).to.equal(0);
  }

  /** The snapshots nest: what was taken later is taken again after the chain goes back. */
  async function dieEverywhere(verb: Orders["verb"], who: Orders["who"], reset: () => Promise<void>): Promise<void> {
    await reset();
    const begin = await anvil.snapshot();
    const order_ = (store: string, given: Partial<Orders> = {}) =>
      order(world, { url: anvil.url, store, verb, who, ...given });
    const whole = await order_(join(folder, `${verb}-whole.db`));
    expect(whole.exit, whole.output).to.equal(0);
    const wanted = await endState(world);
    let dieAt = 0;
    for (let wasKilled = true; wasKilled;) {
      dieAt += 1;
      await begin();
      const store = join(folder, `${verb}-${dieAt}.db`);
      const died = await order_(store, { dieAt });
      wasKilled = died.killed;
      if (!wasKilled) expect(died.exit, died.output).to.equal(0);
      const resumed = await order_(store, { verb: "resume" });
      expect(resumed.exit, `${verb} resumed at ${dieAt}: ${resumed.output}`).to.equal(0);
      // It died before it began: whoever ran the command runs it again.
      if (resumed.nothing === true && resumed.latest === undefined) await order_(store);
      expect(await endState(world), `${verb} at ${dieAt} of ${whole.moments}`).to.deep.equal(wanted);
    }
    expect(dieAt, "moments at which it was killed").to.be.greaterThan(FEWEST_MOMENTS);
  }
});
