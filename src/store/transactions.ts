import { randomUUID } from "node:crypto";
import { keccak256, toUtf8Bytes } from "ethers";
import type { Kysely, Selectable } from "kysely";
import type {
  Call,
  NoncesSeen,
  OpenTransaction,
  SettledTransaction,
  SignedBytes,
  TransactionEnd,
} from "../chain/outbox.types";
import { isLockLive } from "./lock";
import type { Store } from "./open-store";
import type { SignedTransactionRow, Tables, TransactionRow, TransactionStatus } from "./tables.types";

const OPEN: readonly TransactionStatus[] = ["intended", "signed", "sent"];

/** The lock of a case: whoever has it may act on the case, and owns the case's transactions that are not signed yet. */
export function caseLockName(caseId: string): string {
  return `case:${caseId}`;
}

/**
 * Gives a call the first nonce that no transaction has, neither on the node nor in the store. Called in a database
 * transaction.
 */
export async function reserveNonce(
  store: Store,
  db: Kysely<Tables>,
  stepId: string,
  call: Call,
  seen: NoncesSeen,
): Promise<OpenTransaction> {
  const { chainId, from, to, data, gasLimit } = call;
  const now = Date.now();
  await takeSigner(db, chainId, from);
  await abandonOrphans(store, db, chainId, from);
  const open = await openOf(db, chainId, from);
  const taken = new Set(open.map(({ nonce }) => nonce));
  let nonce = seen.pending;
  while (taken.has(nonce)) nonce += 1;
  const id = randomUUID();
  await db
    .insertInto("transactions")
    .values({
      transaction_id: id,
      step_id: stepId,
      chain_id: chainId.toString(),
      signer: from,
      nonce,
      call_hash: callHashOf(chainId, call),
      target: to,
      data,
      gas_limit: gasLimit.toString(),
      status: "intended",
      hash: null,
      block: null,
      block_hash: null,
      gas_used: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return { ...call, id, nonce, signed: [], sent: false };
}

/** Records bytes before they are broadcast. Called in a database transaction. */
export async function insertSigned(
  db: Kysely<Tables>,
  id: string,
  bytes: SignedBytes,
  replaces: string | undefined,
): Promise<void> {
  await db
    .insertInto("signed_transactions")
    .values({
      hash: bytes.hash,
      transaction_id: id,
      raw: bytes.raw,
      max_fee: bytes.maxFeePerGas.toString(),
      max_priority_fee: bytes.maxPriorityFeePerGas.toString(),
      replaced_by: null,
      signed_at: Date.now(),
      sent_at: null,
    })
    .execute();
  if (replaces !== undefined) {
    await db.updateTable("signed_transactions").set({ replaced_by: bytes.hash }).where("hash", "=", replaces).execute();
  }
  await db
    .updateTable("transactions")
    .set({ status: "signed", updated_at: Date.now() })
    .where("transaction_id", "=", id)
    .where("status", "=", "intended")
    .execute();
}

export async function markSent(db: Kysely<Tables>, id: string, hash: string): Promise<void> {
  const now = Date.now();
  await db
    .updateTable("signed_transactions")
    .set({ sent_at: now })
    .where("hash", "=", hash)
    .where("sent_at", "is", null)
    .execute();
  await db
    .updateTable("transactions")
    .set({ status: "sent", updated_at: now })
    .where("transaction_id", "=", id)
    .where("status", "=", "signed")
    .execute();
}

export async function markEnd(db: Kysely<Tables>, id: string, end: TransactionEnd): Promise<void> {
  const mined =
    "hash" in end
      ? { hash: end.hash, block: end.block, block_hash: end.blockHash, gas_used: end.gasUsed.toString() }
      : {};
  await db
    .updateTable("transactions")
    .set({ status: end.status, updated_at: Date.now(), ...mined })
    .where("transaction_id", "=", id)
    .execute();
}

/** Records a transaction of a step that somebody else signed; once. Called in a database transaction. */
export async function insertSettled(
  db: Kysely<Tables>,
  stepId: string,
  chainId: bigint,
  settled: SettledTransaction,
): Promise<void> {
  const { hash, from, nonce, to, data, gasLimit, block, blockHash, gasUsed } = settled;
  const now = Date.now();
  await db
    .insertInto("transactions")
    .values({
      ...{ transaction_id: `${stepId} ${hash}`, step_id: stepId, chain_id: chainId.toString() },
      ...{ signer: from, nonce, call_hash: callHashOf(chainId, settled), target: to, data },
      ...{ gas_limit: gasLimit.toString(), status: "confirmed", hash, block, block_hash: blockHash },
      ...{ gas_used: gasUsed.toString(), created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.column("transaction_id").doNothing())
    .execute();
}

function callHashOf(chainId: bigint, { from, to, data }: Pick<Call, "from" | "to" | "data">): string {
  return keccak256(toUtf8Bytes([chainId, from, to, data].join(" ")));
}

/** Begun and not ended, of a step, oldest first. */
export async function openOfStep(db: Kysely<Tables>, stepId: string): Promise<OpenTransaction[]> {
  const rows = await db
    .selectFrom("transactions")
    .selectAll()
    .where("step_id", "=", stepId)
    .where("status", "in", OPEN)
    .orderBy("nonce")
    .execute();
  return withBytes(db, rows);
}

/** The hashes of a step's transactions that took effect, in order. */
export async function doneOfStep(db: Kysely<Tables>, stepId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("transactions")
    .select("hash")
    .where("step_id", "=", stepId)
    .where("status", "=", "confirmed")
    .orderBy("nonce")
    .execute();
  return rows.flatMap(({ hash }) => (hash === null ? [] : [hash]));
}

/** Signed, not ended, by the same signer and with a lower nonce. */
export async function openAhead(
  db: Kysely<Tables>,
  { chainId, from, nonce }: OpenTransaction,
): Promise<OpenTransaction[]> {
  const rows = await openOf(db, chainId, from);
  return withBytes(
    db,
    rows.filter((row) => row.nonce < nonce && row.status !== "intended"),
  );
}

function openOf(db: Kysely<Tables>, chainId: bigint, signer: string): Promise<Selectable<TransactionRow>[]> {
  return db
    .selectFrom("transactions")
    .selectAll()
    .where("chain_id", "=", chainId.toString())
    .where("signer", "=", signer)
    .where("status", "in", OPEN)
    .orderBy("nonce")
    .execute();
}

/** A write: so nobody else reserves a nonce of this signer before the transaction ends. */
async function takeSigner(db: Kysely<Tables>, chainId: bigint, signer: string): Promise<void> {
  await db
    .insertInto("signers")
    .values({ chain_id: chainId.toString(), signer, reserved: 1 })
    .onConflict((conflict) =>
      conflict.columns(["chain_id", "signer"]).doUpdateSet((row) => ({ reserved: row("signers.reserved", "+", 1) })),
    )
    .execute();
}

/** What a process intended and died before it signed keeps its nonce from nobody. */
async function abandonOrphans(store: Store, db: Kysely<Tables>, chainId: bigint, signer: string): Promise<void> {
  const intended = await db
    .selectFrom("transactions")
    .innerJoin("steps", "steps.step_id", "transactions.step_id")
    .select(["transactions.transaction_id", "steps.case_id"])
    .where("transactions.chain_id", "=", chainId.toString())
    .where("transactions.signer", "=", signer)
    .where("transactions.status", "=", "intended")
    .execute();
  for (const { transaction_id: id, case_id: caseId } of intended) {
    if (!(await isLockLive(store, db, caseLockName(caseId)))) await markEnd(db, id, { status: "abandoned" });
  }
}

async function withBytes(db: Kysely<Tables>, rows: readonly TransactionRow[]): Promise<OpenTransaction[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.transaction_id);
  const all = await db
    .selectFrom("signed_transactions")
    .selectAll()
    .where("transaction_id", "in", ids)
    .orderBy("signed_at")
    .execute();
  return rows.map((row) => ({
    id: row.transaction_id,
    chainId: BigInt(row.chain_id),
    from: row.signer,
    to: row.target,
    data: row.data,
    gasLimit: BigInt(row.gas_limit),
    nonce: row.nonce,
    signed: all.filter((bytes) => bytes.transaction_id === row.transaction_id).map(bytesOf),
    sent: row.status === "sent",
  }));
}

function bytesOf(row: SignedTransactionRow): SignedBytes {
  const { hash, raw, max_fee: fee, max_priority_fee: tip } = row;
  return { hash, raw, maxFeePerGas: BigInt(fee), maxPriorityFeePerGas: BigInt(tip) };
}
