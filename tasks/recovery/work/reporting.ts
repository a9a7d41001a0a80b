import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { readCaseFile } from "../../../src/recovery/read-case-file";
import { caseReportJson, type EvidenceCheck, type PhaseRecord } from "../../../src/report/case-report-json";
import { caseCommand } from "../../../src/report/commands";
import { renderCaseReport } from "../../../src/report/html/case-report";
import { renderAdvice } from "../../../src/report/next-step";
import type { Setting } from "../../../src/report/setting";
import { parseHash32 } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import type { StoredCase } from "../../../src/store/read-case";
import { hashFile } from "../../io/evidence";
import { requireFree, writeNew } from "../../io/files";
import type { TaskResult } from "../../io/run";
import { storedCaseOf } from "../../io/stored-case";
import type { ReportArgs } from "../report";

/** Reads a case, compares the evidence, and writes the page. */
export async function reportCase(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: ReportArgs,
  setting: Setting,
): Promise<TaskResult> {
  const caseId = parseHash32(args.case, "the case id");
  const out = args.out ?? (args.json ? undefined : `case-${caseId.slice(2, 10)}.html`);
  if (out !== undefined) await requireFree(out);
  const file = await readCaseFile(chain, caseId);
  const evidence =
    args.evidence === undefined ? undefined : await compareEvidence(args.evidence, file.view.recovery.evidence);
  const phases = phasesIn(await storedCaseOf(hre, caseId));
  const report = { file, ...(evidence && { evidence }), phases };
  if (out !== undefined) await writeNew(out, renderCaseReport(report));
  const advice = { what: "Check it against the chain.", command: caseCommand(setting, "audit", caseId) };
  const compared = evidence === undefined ? "" : `\n  ${evidence.file} is the evidence of the case.`;
  return {
    text: `✔ The report is in ${out ?? ""}${compared}\n\n${renderAdvice(advice, setting)}`,
    json: caseReportJson(report, out),
  };
}

/** @throws BadInputError HashMismatch when the file is not the one that the case names */
async function compareEvidence(path: string, expected: string): Promise<EvidenceCheck> {
  const sha256 = await hashFile(path);
  if (sha256 === expected) return { file: path, sha256 };
  throw new BadInputError(
    "HashMismatch",
    `${quote(path)} is not the evidence of the case: its SHA-256 is ${sha256}, the case names ${expected}.`,
    "Find the file as it was when the case was proposed: not one byte of it may differ.",
  );
}

function phasesIn(stored: StoredCase | undefined): PhaseRecord[] {
  return (stored?.steps ?? []).flatMap(({ verb, phases }) =>
    phases.map(({ phase, status, detail, at }) => ({ at: Math.floor(at / 1000), verb, phase, status, detail })),
  );
}
