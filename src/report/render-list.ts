import type { CaseSummary } from "../recovery/case-view.types";
import { shortAddress } from "./addresses";
import { caseCommand, onNetwork } from "./commands";
import { renderAdvice } from "./next-step";
import { timeInWords } from "./render-case";
import type { Setting } from "./setting";
import { page, renderTable } from "./table";

/** Every case in a line. `now` is the chain's time, in seconds since 1970. */
export function renderList(cases: readonly CaseSummary[], now: number, setting: Setting): string {
  const { colours } = setting;
  const [first] = [...cases].sort((a, b) => urgency(a) - urgency(b));
  if (first === undefined) {
    const command = onNetwork(
      "npx hardhat recovery preview --lost <lost wallet> --new <new wallet> --tokens <tokens>",
      setting,
    );
    return page(
      `${colours.bold("Recovery cases")}  none yet`,
      renderAdvice({ what: "Preview a recovery.", command }, setting),
    );
  }
  const rows = cases.map((each) => [
    each.status,
    `${each.settled}/${each.tokens}`,
    `${each.approvals}/${each.threshold}`,
    timeInWords(each, now),
    shortAddress(each.lostWallet),
    each.caseId,
  ]);
  const heads = ["status", "tokens", "approvals", "time", "lost wallet", "case"];
  return page(
    `${colours.bold("Recovery cases")}  ${cases.length}`,
    renderTable(
      heads.map((head) => ({ head })),
      rows,
      colours,
    ),
    renderAdvice({ what: "Look at one of them.", command: caseCommand(setting, "status", first.caseId) }, setting),
  );
}

/** What waits for somebody comes first. */
function urgency({ status, settled, tokens }: CaseSummary): number {
  if (status === "executed" && settled < tokens) return 1;
  return { contested: 0, ready: 2, proposed: 3, expired: 4, executed: 5, cancelled: 6, none: 7 }[status];
}
