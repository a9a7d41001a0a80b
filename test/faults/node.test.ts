import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startAnvil, type Anvil } from "./anvil";
import { order, type Came, type Orders } from "./orders";
import { firstOf, startProxy, type Fault, type FaultProxy, type Judge } from "./proxy";
import { buildWorld, endState, makeReady, type World } from "./world";

const ALWAYS = Number.MAX_SAFE_INTEGER;
const SENDING = "eth_sendRawTransaction";

describe("A node that answers badly never has a step done twice", () => {
  let anvil: Anvil;
  let proxy: FaultProxy;
  let world: World;
  let folder: string;
  let ready: () => Promise<void>;
  let wanted: object;
  let runs = 0;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "regain-faults-"));
    anvil = await startAnvil();
    proxy = await startProxy(anvil.url);
    world = await buildWorld(anvil);
    await makeReady(world, anvil);
    ready = await anvil.snapshot();
    expect(await execute(() => undefined, newStore())).to.include({ exit: 0 });
    wanted = await endState(world);
  });
  beforeEach(async () => {
    await ready();
  });
  afterEach(async () => {
    await anvil.send("evm_setAutomine", true);
  });
  after(async () => {
    await proxy.stop();
    await anvil.stop();
    rmSync(folder, { recursive: true });
  });

  const newStore = (): string => join(folder, `${(runs += 1)}.db`);
  async function execute(judge: Judge, store: string, given: Partial<Orders> = {}): Promise<Came> {
    proxy.judge = judge;
    return order(world, { url: proxy.url, store, verb: "execute", ...given });
  }
  async function expectWhole(came: Came): Promise<void> {
    expect(came.exit, came.output).to.equal(0);
    expect(await endState(world)).to.deep.equal(wanted);
  }

  it("when the reply to the broadcast is lost", async () => {
    await expectWhole(
      await execute(
        firstOf(2, SENDING, () => "reply lost"),
        newStore(),
      ),
    );
  });

  it("when no reply to a broadcast ever comes: the outcome is unknown, and resume tells", async () => {
    const store = newStore();
    const came = await execute(
      firstOf(ALWAYS, SENDING, () => "reply lost"),
      store,
    );
    expect(came).to.include({ exit: 6, code: "OutcomeUnknown" });
    expect(came.message).to.match(/The transaction 0x[0-9a-f]{64} was sent/);
    await expectWhole(await execute(() => undefined, store, { verb: "resume" }));
  });

  for (const status of [429, 503] as const) {
    it(`when it answers ${status} for a while, to anything`, async () => {
      await expectWhole(await execute((_, turn) => (turn % 3 === 0 ? status : undefined), newStore()));
    });

    it(`when it answers ${status} to every broadcast: nothing was done, and resume does it`, async () => {
      const store = newStore();
      const came = await execute(
        firstOf(ALWAYS, SENDING, () => status),
        store,
      );
      expect(came).to.include({ exit: 6, code: "OutcomeUnknown" });
      await expectWhole(await execute(() => undefined, store, { verb: "resume" }));
    });
  }

  it("when it is away before anything is sent", async () => {
    const came = await order(world, { url: "http://127.0.0.1:1", store: newStore(), verb: "execute" });
    expect(came).to.include({ exit: 3, code: "RpcUnavailable" });
  });

  it("when its heads are stale", async () => {
    let asked = 0;
    const old = (await anvil.provider.getBlockNumber()) - 2;
    const stale = (): Fault | undefined => ((asked += 1) % 2 === 0 ? { result: `0x${old.toString(16)}` } : undefined);
    await expectWhole(await execute(({ method }) => (method === "eth_blockNumber" ? stale() : undefined), newStore()));
  });

  it("when it tells nonces that are too high, and others when asked again", async () => {
    await expectWhole(
      await execute(
        firstOf(1, "eth_getTransactionCount", () => ({ result: "0x20" })),
        newStore(),
      ),
    );
  });

  it("when it tells nonces that are used already", async () => {
    await expectWhole(
      await execute(
        firstOf(4, "eth_getTransactionCount", () => ({ result: "0x0" })),
        newStore(),
      ),
    );
  });

  it("when it knows no receipts for a while", async () => {
    await expectWhole(
      await execute(
        firstOf(5, "eth_getTransactionReceipt", () => ({ result: null })),
        newStore(),
      ),
    );
  });

  it("when it never knows a receipt: the outcome is unknown, and resume tells", async () => {
    const store = newStore();
    const judge = firstOf(ALWAYS, "eth_getTransactionReceipt", () => ({ result: null }));
    expect(await execute(judge, store, { giveUpAfter: 1_500 })).to.include({ exit: 6, code: "OutcomeUnknown" });
    await expectWhole(await execute(() => undefined, store, { verb: "resume" }));
  });

  it("when it serves another chain at the moment of sending", async () => {
    let asked = 0;
    const judge: Judge = ({ method }) => (method === "eth_chainId" && (asked += 1) > 1 ? { result: "0x1" } : undefined);
    const store = newStore();
    const came = await execute(judge, store);
    expect(came).to.include({ exit: 3, code: "WrongChain" });
    await expectWhole(await execute(() => undefined, store, { verb: "resume" }));
  });

  it("when a transaction is stuck: another takes its place at the same nonce, and both are known", async () => {
    await anvil.send("evm_setAutomine", false);
    const store = newStore();
    const going = execute(() => undefined, store, { stuckAfter: 500 });
    await waitUntil(async () => (await hashesIn(store)).length > 1);
    await anvil.send("evm_setAutomine", true);
    await anvil.send("evm_mine");
    await expectWhole(await going);
    const signed = await hashesIn(store);
    expect(signed.length).to.be.greaterThan(1);
    expect(signed[0]?.replaced_by).to.equal(signed[1]?.hash);
  });

  it("when fees would rise above the cap, it waits, and does not pay more", async () => {
    await anvil.send("evm_setAutomine", false);
    const store = newStore();
    const { maxFeePerGas } = await anvil.provider.getFeeData();
    const maxFee = String(maxFeePerGas ?? 0n);
    const came = await execute(() => undefined, store, { stuckAfter: 300, giveUpAfter: 2_000, maxFee });
    expect(came).to.include({ exit: 6, code: "OutcomeUnknown" });
    expect(await hashesIn(store)).to.have.length(1);
    await anvil.send("evm_setAutomine", true);
    await anvil.send("evm_mine");
    await expectWhole(await execute(() => undefined, store, { verb: "resume" }));
  });

  async function hashesIn(store: string): Promise<{ hash: string; replaced_by: string | null }[]> {
    const { default: Sqlite } = await import("better-sqlite3");
    try {
      const file = new Sqlite(store, { readonly: true, fileMustExist: true });
      const rows = file.prepare("select hash, replaced_by from signed_transactions order by signed_at").all();
      file.close();
      return rows as { hash: string; replaced_by: string | null }[];
    } catch {
      return [];
    }
  }
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    if (await isSo()) return;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error("It never became so.");
}
