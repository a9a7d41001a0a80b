import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

interface AuditArgs extends ReadingArgs {
  readonly case: string;
}

reading(
  recoveryScope
    .task("audit", "Rebuild a case from the chain alone, and compare it with the records")
    .addParam("case", "The case id"),
).setAction(async (args: AuditArgs, hre) =>
  runTask(args.json, async () => {
    const { parseHash32 } = await import("../../src/shared/addresses");
    const { auditCase, requireAgreement } = await import("../../src/recovery/audit");
    const { auditJson, renderAudit } = await import("../../src/report/render-audit");
    const { storedCaseOf } = await import("../io/stored-case");
    const { settingOf } = await import("../io/setting");
    const caseId = parseHash32(args.case, "the case id");
    const chain = await engineOf(hre, args);
    const audit = await auditCase(chain, caseId, await storedCaseOf(hre, caseId));
    requireAgreement(audit);
    return { text: renderAudit(audit, settingOf(hre, chain)), json: auditJson(audit) };
  }),
);
