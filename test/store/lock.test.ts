import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { expect } from "chai";
import { acquireLock } from "../../src/store/lock";
import { openStore, type Store } from "../../src/store/open-store";
import { IN_MEMORY } from "../../src/store/place";

const CASE = "case:0x01";
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe("A lock of the store", () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore(IN_MEMORY);
  });
  afterEach(() => store.close());

  async function leaveLock(owner: {
    readonly host: string;
    readonly pid: number;
    readonly beat: number;
  }): Promise<void> {
    const since = owner.beat;
    await store.db
      .insertInto("locks")
      .values({ name: CASE, key: "another", who: "somebody", since, ...owner })
      .execute();
  }

  it("has one owner at a time, and says who and since when", async () => {
    const lock = await acquireLock(store, CASE, "the case 0x01");
    const error = await refusal(acquireLock(store, CASE, "the case 0x01"));
    expect(error).to.deep.include({ code: "Busy", exitCode: 8 });
    expect((error as Error).message)
      .to.contain(`process ${process.pid}`)
      .and.to.match(/since 20\d\d-\d\d-\d\dT/);
    await lock.release();
    await (await acquireLock(store, CASE, "the case 0x01")).release();
  });

  it("is taken over from a process that died on this machine, at once", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    await leaveLock({ host: hostname(), pid, beat: Date.now() });
    await (await acquireLock(store, CASE, "the case")).release();
  });

  it("is taken over from another machine that was not seen for half a minute, and not before", async () => {
    await leaveLock({ host: "elsewhere", pid: 1, beat: Date.now() - 20_000 });
    expect(await refusal(acquireLock(store, CASE, "the case"))).to.deep.include({ code: "Busy" });
    await store.db
      .updateTable("locks")
      .set({ beat: Date.now() - 31_000 })
      .execute();
    await (await acquireLock(store, CASE, "the case")).release();
  });

  it("that was taken over lets its old owner write nothing more, and release nothing", async () => {
    const lock = await acquireLock(store, CASE, "the case");
    await store.db.updateTable("locks").set({ key: "another", host: "elsewhere" }).execute();
    expect(await refusal(lock.requireHeld(store.db))).to.deep.include({ code: "Busy", exitCode: 8 });
    await lock.release();
    expect(await refusal(acquireLock(store, CASE, "the case"))).to.deep.include({ code: "Busy" });
  });
});
