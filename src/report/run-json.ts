import type { RunReport } from "../recovery/run-case";
import { executionJson, type ExecutionJson } from "./render-execution";

/** What an execution prints with `--json`: its phases, and what it did. docs/json.md has the meaning of every field. */
export interface RunJson extends ExecutionJson {
  readonly phases: readonly { readonly phase: string; readonly status: string; readonly detail: string }[];
}

export function runJson(report: RunReport): RunJson {
  const phases = report.phases.map(({ phase, status, detail }) => ({ phase, status, detail }));
  return { ...executionJson(report), phases };
}
