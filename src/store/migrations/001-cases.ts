import type { Kysely } from "kysely";

/** Cases, their steps and phases, every transaction with its bytes, outcomes, and locks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCases(db);
  await createTransactions(db);
  await createLocks(db);
}

async function createCases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("cases")
    .addColumn("case_id", "text", (column) => column.primaryKey())
    .addColumn("chain_id", "text", (column) => column.notNull())
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("lost_wallet", "text", (column) => column.notNull())
    .addColumn("new_wallet", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("steps")
    .addColumn("step_id", "text", (column) => column.primaryKey())
    .addColumn("case_id", "text", (column) => column.notNull().references("cases.case_id"))
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("input", "text", (column) => column.notNull())
    .addColumn("from_block", "bigint", (column) => column.notNull())
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("result", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("steps_of_case").on("steps").columns(["case_id", "started_at"]).execute();
  await db.schema
    .createTable("phases")
    .addColumn("step_id", "text", (column) => column.notNull().references("steps.step_id"))
    .addColumn("phase", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("phases_key", ["step_id", "phase"])
    .execute();
  await db.schema
    .createTable("outcomes")
    .addColumn("step_id", "text", (column) => column.notNull().references("steps.step_id"))
    .addColumn("token", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("amount", "text", (column) => column.notNull())
    .addColumn("frozen", "text", (column) => column.notNull())
    .addColumn("wallet_frozen", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("outcomes_key", ["step_id", "token"])
    .execute();
}

async function createTransactions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("transactions")
    .addColumn("transaction_id", "text", (column) => column.primaryKey())
    .addColumn("step_id", "text", (column) => column.notNull().references("steps.step_id"))
    .addColumn("chain_id", "text", (column) => column.notNull())
    .addColumn("signer", "text", (column) => column.notNull())
    .addColumn("nonce", "bigint", (column) => column.notNull())
    .addColumn("call_hash", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("gas_limit", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("hash", "text")
    .addColumn("block", "bigint")
    .addColumn("block_hash", "text")
    .addColumn("gas_used", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();
  // No nonce is ever given to two transactions that may still be mined.
  await db.schema
    .createIndex("one_open_transaction_a_nonce")
    .unique()
    .on("transactions")
    .columns(["chain_id", "signer", "nonce"])
    .where("status" as never, "in", ["intended", "signed", "sent"] as never)
    .execute();
  await db.schema.createIndex("transactions_of_step").on("transactions").column("step_id").execute();
  await db.schema
    .createTable("signed_transactions")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("transaction_id", "text", (column) => column.notNull().references("transactions.transaction_id"))
    .addColumn("raw", "text", (column) => column.notNull())
    .addColumn("max_fee", "text", (column) => column.notNull())
    .addColumn("max_priority_fee", "text", (column) => column.notNull())
    .addColumn("replaced_by", "text")
    .addColumn("signed_at", "bigint", (column) => column.notNull())
    .addColumn("sent_at", "bigint")
    .execute();
  await db.schema.createIndex("bytes_of_transaction").on("signed_transactions").column("transaction_id").execute();
}

async function createLocks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("locks")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("pid", "integer", (column) => column.notNull())
    .addColumn("who", "text", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("beat", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("signers")
    .addColumn("chain_id", "text", (column) => column.notNull())
    .addColumn("signer", "text", (column) => column.notNull())
    .addColumn("reserved", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("signers_key", ["chain_id", "signer"])
    .execute();
}
