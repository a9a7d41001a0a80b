import type { Kysely } from "kysely";

/** The outbox of notices: what is written here is delivered at least once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("notices")
    .addColumn("notice_id", "text", (column) => column.primaryKey())
    .addColumn("case_id", "text", (column) => column.notNull())
    .addColumn("chain_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("receiver", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("delivered_at", "bigint")
    .addColumn("failure", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("notices_due").on("notices").columns(["delivered_at", "next_at"]).execute();
}
