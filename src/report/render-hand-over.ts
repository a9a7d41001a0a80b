import { counted } from "../shared/wording";
import type { StepRow } from "../store/tables.types";
import { formatGas } from "./amounts";
import { onNetwork } from "./commands";
import { renderAdvice } from "./next-step";
import type { Setting } from "./setting";
import { page, renderFacts } from "./table";

/** A step that was given to somebody else to send. */
export interface HandOverReport {
  readonly caseId: string;
  readonly verb: string;
  readonly sender: string;
  readonly transactions: number;
  /** The least that its transactions need together. */
  readonly gas: bigint;
  readonly files: readonly string[];
}

export function renderHandOver(report: HandOverReport, setting: Setting): string {
  const { caseId, verb, sender, transactions, gas, files } = report;
  const { colours } = setting;
  return page(
    `${colours.green("✔")} ${colours.bold(`Handed over: ${verb}`)}  nothing was sent`,
    renderFacts(
      [
        ["case", caseId],
        ["sent by", sender],
        ["holds", `${counted(transactions, "transaction")}, at least ${formatGas(gas)}`],
        ...files.map((file): [string, string] => ["file", file]),
      ],
      colours,
    ),
    renderAdvice(
      {
        what: "Load the file in the Safe's Transaction Builder, and have it signed and executed with no less gas. Then:",
        command: onNetwork(`npx hardhat recovery resume --case ${caseId}`, setting),
      },
      setting,
    ),
  );
}

/** What `--export` prints with `--json`. docs/json.md has the meaning of every field. */
export interface HandOverJson {
  readonly caseId: string;
  readonly status: "handed over";
  readonly verb: string;
  readonly sender: string;
  readonly count: number;
  readonly gas: number;
  readonly files: readonly string[];
}

export function handOverJson({ caseId, verb, sender, transactions, gas, files }: HandOverReport): HandOverJson {
  return { caseId, status: "handed over", verb, sender, count: transactions, gas: Number(gas), files };
}

/** The step of a case that a store has as not ended. */
export type OpenStep = Pick<StepRow, "verb" | "status" | "started_at">;

/** What was begun from here and has not ended; empty when nothing was. */
export function renderOpenStep(step: OpenStep | undefined, caseId: string, setting: Setting): string {
  if (step === undefined) return "";
  const how = step.status === "handed over" ? "handed over" : "left open";
  const what = `${step.verb} was ${how} ${new Date(step.started_at).toISOString()}:`;
  const command = onNetwork(`npx hardhat recovery resume --case ${caseId}`, setting);
  return `${setting.colours.yellow("!")} ${what}\n  ${command}`;
}

export interface OpenStepJson {
  readonly openStep: { readonly verb: string; readonly status: string; readonly startedAt: string } | null;
}

export function openStepJson(step: OpenStep | undefined): OpenStepJson {
  if (step === undefined) return { openStep: null };
  const { verb, status, started_at: at } = step;
  return { openStep: { verb, status, startedAt: new Date(at).toISOString() } };
}
