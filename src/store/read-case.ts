import type { Store } from "./open-store";
import type { CaseRow, OutcomeRow, PhaseRow, StepRow, TransactionRow } from "./tables.types";

/** A step with all that belongs to it. */
export interface StoredStep extends StepRow {
  readonly phases: readonly PhaseRow[];
  readonly transactions: readonly TransactionRow[];
  readonly outcomes: readonly OutcomeRow[];
}

/** What this store has of a case, its steps in the order in which they began. */
export interface StoredCase extends CaseRow {
  readonly steps: readonly StoredStep[];
}

/** @return undefined when this store had nothing to do with the case */
export async function readStoredCase({ db }: Store, caseId: string): Promise<StoredCase | undefined> {
  const row = await db.selectFrom("cases").selectAll().where("case_id", "=", caseId).executeTakeFirst();
  if (row === undefined) return undefined;
  const steps = await db
    .selectFrom("steps")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("started_at")
    .orderBy("step_id")
    .execute();
  const ids = steps.map(({ step_id }) => step_id);
  if (ids.length === 0) return { ...row, steps: [] };
  const [phases, transactions, outcomes] = await Promise.all([
    db.selectFrom("phases").selectAll().where("step_id", "in", ids).orderBy("at").execute(),
    db.selectFrom("transactions").selectAll().where("step_id", "in", ids).orderBy("created_at").execute(),
    db.selectFrom("outcomes").selectAll().where("step_id", "in", ids).orderBy("token").execute(),
  ]);
  const of =
    (step: StepRow) =>
    ({ step_id }: { readonly step_id: string }): boolean =>
      step_id === step.step_id;
  return {
    ...row,
    steps: steps.map((step) => ({
      ...step,
      phases: phases.filter(of(step)),
      transactions: transactions.filter(of(step)),
      outcomes: outcomes.filter(of(step)),
    })),
  };
}
