import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = join(__dirname, "../../docs/conformance.md");
const CELLS = 4;

/** A difference from T-REX's ABI that docs/conformance.md lists. */
export interface DeliberateDifference {
  /** The contract of theirs, or "every contract". */
  readonly where: string;
  /** What T-REX has: `function init()`, `event Paused(address)`. */
  readonly trex: string;
  readonly ours: string;
  readonly reason: string;
}

/** The rows of the page's second table. */
export function deliberateDifferences(): readonly DeliberateDifference[] {
  const [, section = ""] = readFileSync(PAGE, "utf8").split("## Signatures");
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => {
    const cells = row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells.length !== CELLS) throw new Error(`Not a row of ${CELLS} cells: ${row}`);
    const [where = "", trex = "", ours = "", reason = ""] = cells;
    return { where, trex: unquoted(trex), ours: unquoted(ours), reason };
  });
}

function unquoted(cell: string): string {
  return cell.replaceAll("`", "");
}
