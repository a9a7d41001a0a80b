import type { PhaseName, PhaseReport } from "../recovery/phases";
import type { Setting } from "./setting";

/** What each phase is called in a list. */
export const PHASE_TITLES: Readonly<Record<PhaseName, string>> = {
  check: "Check",
  access: "Sessions and second factors",
  identity: "New wallet and identity",
  registry: "Registry",
  tokens: "Tokens",
  claims: "Claims",
  "final check": "Final check",
  summary: "Summary",
};

const WIDTH = Math.max(...Object.values(PHASE_TITLES).map((title) => title.length));

/** A phase as a line: for a pipe, a file, or a page. */
export function renderPhase({ phase, status, detail }: PhaseReport, { colours }: Pick<Setting, "colours">): string {
  const marks = { running: "…", done: colours.green("✔"), failed: colours.yellow("!"), skipped: "-" };
  return `  ${marks[status]} ${PHASE_TITLES[phase].padEnd(WIDTH)}  ${detail}`.trimEnd();
}
