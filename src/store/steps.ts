import type { Kysely } from "kysely";
import { EXIT, RegainError } from "../shared/errors";
import type { CaseRow, PhaseRow, StepRow, Tables } from "./tables.types";

/** The step of a case that began and has not ended: there is one at most. */
export function findOpenStep(db: Kysely<Tables>, caseId: string): Promise<StepRow | undefined> {
  return db
    .selectFrom("steps")
    .selectAll()
    .where("case_id", "=", caseId)
    .where("status", "in", ["open", "handed over"])
    .executeTakeFirst();
}

/** The step of a case that began last. */
export function findLatestStep(db: Kysely<Tables>, caseId: string): Promise<StepRow | undefined> {
  return db
    .selectFrom("steps")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

export function findCase(db: Kysely<Tables>, caseId: string): Promise<CaseRow | undefined> {
  return db.selectFrom("cases").selectAll().where("case_id", "=", caseId).executeTakeFirst();
}

export function phasesOf(db: Kysely<Tables>, stepId: string): Promise<PhaseRow[]> {
  return db.selectFrom("phases").selectAll().where("step_id", "=", stepId).orderBy("at").execute();
}

/** Every case that this store had to do with, with its latest step. */
export async function listSteps(db: Kysely<Tables>): Promise<(StepRow & CaseRow)[]> {
  const rows = await db
    .selectFrom("cases")
    .innerJoin("steps", "steps.case_id", "cases.case_id")
    .selectAll("cases")
    .selectAll("steps")
    .orderBy("steps.started_at", "desc")
    .execute();
  const latest = new Map<string, StepRow & CaseRow>();
  for (const row of rows) if (!latest.has(row.case_id)) latest.set(row.case_id, row);
  return [...latest.values()];
}

/** That a case has work on it that nobody ended. */
export function unfinished({ case_id: caseId, verb, started_at: at }: StepRow): RegainError {
  return new RegainError(
    "Unfinished",
    EXIT.incomplete,
    `An earlier command (${verb}, ${new Date(at).toISOString()}) on the case ${caseId} has not come to its end.`,
    `npx hardhat recovery resume --case ${caseId}`,
  );
}
