import type { Kysely } from "kysely";

/** Holders' vaults as ciphertext, one an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("vaults")
    .addColumn("account", "text", (column) => column.primaryKey())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("stored_at", "bigint", (column) => column.notNull())
    .execute();
}
