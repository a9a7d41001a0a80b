import type { Audit } from "../recovery/audit.types";
import { formatCount } from "./amounts";
import { caseCommand } from "./commands";
import { renderAdvice } from "./next-step";
import type { Setting } from "./setting";
import { page, renderFacts } from "./table";

/** What `recovery audit --json` prints: where anything differs, it prints the error instead. */
export interface AuditJson {
  readonly caseId: string;
  readonly compared: "chain" | "chain and store";
  readonly facts: number;
}

export function auditJson({ caseId, compared, facts }: Audit): AuditJson {
  return { caseId, compared: compared === "the chain alone" ? "chain" : "chain and store", facts };
}

/** An audit that found no difference. */
export function renderAudit({ caseId, compared, facts }: Audit, setting: Setting): string {
  const { colours } = setting;
  return page(
    `${colours.green("✔")} ${colours.bold("Nothing differs")}  ${formatCount(facts, "fact")} compared`,
    renderFacts(
      [
        ["case", caseId],
        ["sources", compared === "the chain alone" ? `${compared}: this machine has no store of it` : compared],
      ],
      colours,
    ),
    renderAdvice({ what: "File the report.", command: caseCommand(setting, "report", caseId) }, setting),
  );
}
