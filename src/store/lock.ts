import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { sql, type Kysely, type RawBuilder } from "kysely";
import { EXIT, RegainError } from "../shared/errors";
import type { Store } from "./open-store";
import type { LockRow, Tables } from "./tables.types";

/** Something that one process at a time works on, until it is released. */
export interface Lock {
  /** To be asked in every transaction that relies on it. @throws RegainError Busy when another process took it over */
  requireHeld(db: Kysely<Tables>): Promise<void>;
  release(): Promise<void>;
}

const HEARTBEAT = 5_000;
/** An owner that was not seen for so long is gone, whatever its machine. */
const LAPSE = 30_000;

/**
 * Takes a lock, also from an owner that is dead: one whose process ended on this machine, or that was not seen for half
 * a minute anywhere.
 * @param what What is locked, as it stands in a sentence: "the case 0x…".
 * @throws RegainError Busy, with who holds it and since when
 */
export async function acquireLock(store: Store, name: string, what: string): Promise<Lock> {
  const key = randomUUID();
  const mine = { key, host: hostname(), pid: process.pid, who: userInfo().username };
  const now = timeOf(store);
  await store.db
    .insertInto("locks")
    .values({ name, ...mine, since: now, beat: now })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ ...mine, since: now, beat: now })
        .where("locks.beat", "<", sql<number>`${now} - ${LAPSE}`),
    )
    .execute();
  const holder = await holderOf(store.db, name);
  if (holder?.key !== key && !(await takeFromDead(store, name, holder, mine))) throw busy(what, holder);
  return held(store, name, what, key);
}

function held(store: Store, name: string, what: string, key: string): Lock {
  const beat = setInterval(() => {
    store.db
      .updateTable("locks")
      .set({ beat: timeOf(store) })
      .where("name", "=", name)
      .where("key", "=", key)
      .execute()
      .catch(() => undefined); // The next write finds out whether the lock is lost.
  }, HEARTBEAT).unref();
  return {
    requireHeld: async (db) => {
      // A write, so that no other process takes the lock over before this transaction ends.
      const { numUpdatedRows } = await db
        .updateTable("locks")
        .set({ beat: timeOf(store) })
        .where("name", "=", name)
        .where("key", "=", key)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) throw busy(what, await holderOf(db, name));
    },
    release: async () => {
      clearInterval(beat);
      await store.db.deleteFrom("locks").where("name", "=", name).where("key", "=", key).execute();
    },
  };
}

async function takeFromDead(
  store: Store,
  name: string,
  holder: LockRow | undefined,
  mine: Pick<LockRow, "key" | "host" | "pid" | "who">,
): Promise<boolean> {
  if (holder === undefined || holder.host !== mine.host || isAlive(holder.pid)) return false;
  const now = timeOf(store);
  const { numUpdatedRows } = await store.db
    .updateTable("locks")
    .set({ ...mine, since: now, beat: now })
    .where("name", "=", name)
    .where("key", "=", holder.key)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whether somebody who is not known to be dead holds a lock. */
export async function isLockLive(store: Store, db: Kysely<Tables>, name: string): Promise<boolean> {
  const holder = await db
    .selectFrom("locks")
    .selectAll()
    .where("name", "=", name)
    .where("beat", ">=", sql<number>`${timeOf(store)} - ${LAPSE}`)
    .executeTakeFirst();
  return holder !== undefined && (holder.host !== hostname() || isAlive(holder.pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function holderOf(db: Kysely<Tables>, name: string): Promise<LockRow | undefined> {
  return db.selectFrom("locks").selectAll().where("name", "=", name).executeTakeFirst();
}

/** The database's own time: the machines that share it need not agree on theirs. */
function timeOf({ kind }: Store): RawBuilder<number> {
  return kind === "sqlite"
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
}

function busy(what: string, holder: LockRow | undefined): RegainError {
  const by =
    holder === undefined
      ? "Another process"
      : `${holder.who} on ${holder.host} (process ${holder.pid}), since ${new Date(holder.since).toISOString()},`;
  return new RegainError(
    "Busy",
    EXIT.busy,
    `${by} works on ${what}. Nothing was sent.`,
    "Wait until that command ends; then look how far it came: npx hardhat recovery list",
  );
}
