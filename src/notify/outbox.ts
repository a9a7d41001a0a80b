import type { Kysely } from "kysely";
import type { Store } from "../store/open-store";
import type { Tables } from "../store/tables.types";
import type { Message } from "./notice.types";

/** One message, until it is delivered and after. Times are milliseconds since 1970. */
export interface NoticeRow {
  notice_id: string;
  case_id: string;
  chain_id: string;
  kind: string;
  channel: Message["channel"];
  receiver: string;
  subject: string;
  body: string;
  created_at: number;
  attempts: number;
  /** Not before this is it tried again. */
  next_at: number;
  delivered_at: number | null;
  /** Why the last attempt failed; empty when it did not. */
  failure: string;
}

type Outbox = Tables & { notices: NoticeRow };

/** While somebody delivers a message nobody else does, for so long, in milliseconds. */
const LEASE = 60_000;
const AT_ONCE = 100;

/** Puts messages into the outbox, each once. @return how many were new */
export async function enqueue(store: Store, messages: readonly Message[], now: number): Promise<number> {
  let added = 0;
  for (const { id, caseId, chainId, kind, channel, receiver, subject, body } of messages) {
    const { numInsertedOrUpdatedRows = 0n } = await tablesOf(store)
      .insertInto("notices")
      .values({
        ...{ notice_id: id, case_id: caseId, chain_id: chainId.toString(), kind, channel, receiver, subject, body },
        ...{ created_at: now, attempts: 0, next_at: now, delivered_at: null, failure: "" },
      })
      .onConflict((conflict) => conflict.column("notice_id").doNothing())
      .executeTakeFirst();
    added += Number(numInsertedOrUpdatedRows);
  }
  return added;
}

/** Takes the messages whose time has come, so that nobody else delivers them meanwhile. */
export async function takeDue(store: Store, now: number): Promise<NoticeRow[]> {
  const db = tablesOf(store);
  const due = await db
    .selectFrom("notices")
    .selectAll()
    .where("delivered_at", "is", null)
    .where("next_at", "<=", now)
    .orderBy("created_at")
    .orderBy("notice_id")
    .limit(AT_ONCE)
    .execute();
  const taken: NoticeRow[] = [];
  for (const row of due) {
    const { numUpdatedRows } = await db
      .updateTable("notices")
      .set({ attempts: row.attempts + 1, next_at: now + LEASE })
      .where("notice_id", "=", row.notice_id)
      .where("attempts", "=", row.attempts)
      .where("delivered_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) taken.push({ ...row, attempts: row.attempts + 1 });
  }
  return taken;
}

export async function markDelivered(store: Store, id: string, now: number): Promise<void> {
  const values = { delivered_at: now, failure: "" };
  await tablesOf(store).updateTable("notices").set(values).where("notice_id", "=", id).execute();
}

export async function markFailed(store: Store, id: string, failure: string, nextAt: number): Promise<void> {
  const values = { failure, next_at: nextAt };
  await tablesOf(store).updateTable("notices").set(values).where("notice_id", "=", id).execute();
}

function tablesOf({ db }: Store): Kysely<Outbox> {
  return db.withTables<{ notices: NoticeRow }>();
}
