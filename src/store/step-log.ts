import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Outbox, SettledTransaction } from "../chain/outbox.types";
import { EXIT, RegainError } from "../shared/errors";
import { acquireLock, type Lock } from "./lock";
import type { Store } from "./open-store";
import { findOpenStep, unfinished } from "./steps";
import type { PhaseRow, PhaseStatus, StepRow, StepStatus, Tables, Verb } from "./tables.types";
import {
  caseLockName,
  doneOfStep,
  insertSettled,
  insertSigned,
  markEnd,
  markSent,
  openAhead,
  openOfStep,
  reserveNonce,
} from "./transactions";

/** The case that a step is about, and what the step needs when it is resumed. */
export interface StepTerms {
  readonly chainId: bigint;
  readonly agent: string;
  readonly caseId: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly verb: Verb;
  /** As JSON; no secret is among it. */
  readonly input: string;
  /** The chain's height before anything is sent. */
  readonly fromBlock: number;
}

/** One token's outcome in a step. Amounts in base units. */
export interface TokenOutcome {
  readonly address: string;
  readonly outcome: string;
  readonly reason: string;
  readonly amount: bigint;
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
}

/**
 * The record of one step of a case. Nothing is written, and nobody locked out, before the step begins: a command that is
 * refused leaves the store as it was.
 */
export interface StepLog extends Outbox {
  /** Takes the case's lock and records the step; once. @throws RegainError Busy, Unfinished */
  begin(): Promise<void>;
  readonly hasBegun: boolean;
  phases(): Promise<readonly PhaseRow[]>;
  recordPhase(phase: string, status: PhaseStatus, detail: string): Promise<void>;
  recordOutcomes(tokens: readonly TokenOutcome[]): Promise<void>;
  /** Transactions of the step that somebody else signed, sent and had mined. */
  recordSettled(transactions: readonly SettledTransaction[]): Promise<void>;
  end(status: StepStatus, result: string): Promise<void>;
  /** The transactions of the step that took effect, in order. */
  findDone(): Promise<readonly string[]>;
  /** Lets others work on the case. What was not ended can be resumed. */
  release(): Promise<void>;
}

/**
 * @param openStore Called when there is something to write.
 * @param resumed The step that an earlier process left open.
 */
export function stepLog(openStore: () => Promise<Store>, terms: StepTerms, resumed?: StepRow): StepLog {
  return new StoredStep(openStore, terms, resumed);
}

class StoredStep implements StepLog {
  private readonly stepId: string;
  private begun: { readonly store: Store; readonly lock: Lock } | undefined;

  constructor(
    private readonly openStore: () => Promise<Store>,
    private readonly terms: StepTerms,
    private readonly resumed: StepRow | undefined,
  ) {
    this.stepId = resumed?.step_id ?? randomUUID();
  }

  get hasBegun(): boolean {
    return this.begun !== undefined;
  }

  async begin(): Promise<void> {
    if (this.begun !== undefined) return;
    const { caseId } = this.terms;
    const store = await this.openStore();
    const lock = await acquireLock(store, caseLockName(caseId), `the case ${caseId}`);
    try {
      await this.recordBegin(store, lock);
      this.begun = { store, lock };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async findOpen(): ReturnType<Outbox["findOpen"]> {
    return this.begun === undefined ? [] : openOfStep(this.begun.store.db, this.stepId);
  }

  async findDone(): Promise<readonly string[]> {
    return this.begun === undefined ? [] : doneOfStep(this.begun.store.db, this.stepId);
  }

  async findAhead(transaction: Parameters<Outbox["findAhead"]>[0]): ReturnType<Outbox["findAhead"]> {
    return this.begun === undefined ? [] : openAhead(this.begun.store.db, transaction);
  }

  async reserve(...[call, seen]: Parameters<Outbox["reserve"]>): ReturnType<Outbox["reserve"]> {
    await this.begin();
    return this.write((db, store) => reserveNonce(store, db, this.stepId, call, seen));
  }

  recordSigned(...[id, bytes, replaces]: Parameters<Outbox["recordSigned"]>): Promise<void> {
    return this.write((db) => insertSigned(db, id, bytes, replaces));
  }

  recordSent(id: string, hash: string): Promise<void> {
    return this.write((db) => markSent(db, id, hash));
  }

  recordEnd(...[id, end]: Parameters<Outbox["recordEnd"]>): Promise<void> {
    return this.write((db) => markEnd(db, id, end));
  }

  async phases(): Promise<readonly PhaseRow[]> {
    const { begun } = this;
    if (begun === undefined) return [];
    return begun.store.db.selectFrom("phases").selectAll().where("step_id", "=", this.stepId).orderBy("at").execute();
  }

  recordPhase(phase: string, status: PhaseStatus, detail: string): Promise<void> {
    const row = { step_id: this.stepId, phase, status, detail, at: Date.now() };
    return this.write(async (db) => {
      await db
        .insertInto("phases")
        .values(row)
        .onConflict((conflict) => conflict.columns(["step_id", "phase"]).doUpdateSet({ status, detail, at: row.at }))
        .execute();
    });
  }

  recordOutcomes(tokens: readonly TokenOutcome[]): Promise<void> {
    return this.write(async (db) => {
      await db.deleteFrom("outcomes").where("step_id", "=", this.stepId).execute();
      for (const { address, outcome, reason, amount, frozen, walletFrozen } of tokens) {
        const amounts = { amount: amount.toString(), frozen: frozen.toString(), wallet_frozen: Number(walletFrozen) };
        await db
          .insertInto("outcomes")
          .values({ step_id: this.stepId, token: address, outcome, reason, ...amounts })
          .execute();
      }
    });
  }

  recordSettled(transactions: readonly SettledTransaction[]): Promise<void> {
    return this.write(async (db) => {
      for (const each of transactions) await insertSettled(db, this.stepId, this.terms.chainId, each);
    });
  }

  end(status: StepStatus, result: string): Promise<void> {
    return this.write(async (db) => {
      await db
        .updateTable("steps")
        .set({ status, result, ended_at: Date.now() })
        .where("step_id", "=", this.stepId)
        .execute();
    });
  }

  async release(): Promise<void> {
    await this.begun?.lock.release();
    this.begun = undefined;
  }

  /** Every write is one database transaction, made only while the lock is held. */
  private async write<T>(work: (db: Kysely<Tables>, store: Store) => Promise<T>): Promise<T> {
    const { begun } = this;
    if (begun === undefined) throw new Error("The step has not begun.");
    const { store, lock } = begun;
    return store.db.transaction().execute(async (db) => {
      await lock.requireHeld(db);
      return work(db, store);
    });
  }

  private async recordBegin(store: Store, lock: Lock): Promise<void> {
    const { caseId, chainId, agent, lostWallet, newWallet, verb, input, fromBlock } = this.terms;
    await store.db.transaction().execute(async (db) => {
      await lock.requireHeld(db);
      const open = await findOpenStep(db, caseId);
      if (open?.step_id !== this.resumed?.step_id) throw open === undefined ? finished(caseId) : unfinished(open);
      if (this.resumed !== undefined) return;
      const now = Date.now();
      const wallets = { lost_wallet: lostWallet, new_wallet: newWallet };
      await db
        .insertInto("cases")
        .values({ case_id: caseId, chain_id: chainId.toString(), agent, ...wallets, created_at: now })
        .onConflict((conflict) => conflict.column("case_id").doNothing())
        .execute();
      const begun = { from_block: fromBlock, started_at: now, ended_at: null, result: "" };
      await db
        .insertInto("steps")
        .values({ step_id: this.stepId, case_id: caseId, verb, status: "open", input, ...begun })
        .execute();
    });
  }
}

function finished(caseId: string): RegainError {
  return new RegainError(
    "Busy",
    EXIT.busy,
    `Another process finished the work on the case ${caseId} meanwhile.`,
    `npx hardhat recovery status --case ${caseId}`,
  );
}
