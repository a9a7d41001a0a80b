import type { CaseRow, StepRow } from "../store/tables.types";
import type { Setting } from "./setting";
import { page, renderTable } from "./table";

type Work = Pick<CaseRow & StepRow, "case_id" | "lost_wallet" | "new_wallet" | "verb" | "status" | "started_at">;

/** The cases of a store, one at least, each with the step that began last. */
export function renderWork(steps: readonly Work[], colours: Setting["colours"]): string {
  const rows = steps.map((step) => [
    step.case_id,
    `${step.verb}, ${step.status}`,
    new Date(step.started_at).toISOString(),
  ]);
  const open = steps.find(({ status }) => status === "open" || status === "handed over");
  const next = open === undefined ? "" : `Next  npx hardhat recovery resume --case ${open.case_id}`;
  return page(renderTable([{ head: "case" }, { head: "last step" }, { head: "begun" }], rows, colours), next);
}

/** What `recovery status --json` prints without a case. docs/json.md has the meaning of every field. */
export interface WorkJson {
  readonly steps: readonly {
    readonly caseId: string;
    readonly lostWallet: string;
    readonly newWallet: string;
    readonly verb: string;
    readonly status: string;
    readonly startedAt: string;
  }[];
}

export function workJson(steps: readonly Work[]): WorkJson {
  return {
    steps: steps.map((step) => ({
      caseId: step.case_id,
      lostWallet: step.lost_wallet,
      newWallet: step.new_wallet,
      verb: step.verb,
      status: step.status,
      startedAt: new Date(step.started_at).toISOString(),
    })),
  };
}
