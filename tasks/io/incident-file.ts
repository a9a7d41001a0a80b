import { CsvError, parse } from "csv-parse/sync";
import { parseHash32, parseWallet } from "../../src/shared/addresses";
import { BadInputError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

/** One line of an incident file, as it was written. */
export interface IncidentLine {
  readonly line: number;
  /** Whom the directory knows: an id, an e-mail address or a wallet; empty when the wallet is named. */
  readonly user: string;
  /** Undefined when the user alone is named. */
  readonly lostWallet: string | undefined;
  readonly newWallet: string;
  readonly evidence: string;
  /** A file's name, or empty. */
  readonly acceptance: string;
  readonly claims: string;
}

export const LARGEST_INCIDENT = 16 * 1024 * 1024;

const COLUMNS = ["user", "lost", "new", "evidence", "acceptance", "claims"];
const REQUIRED = ["new", "evidence"];
const NO_EVIDENCE = `0x${"0".repeat(64)}`;

/** @throws BadInputError BadIncident, BadAddress, SameWallet, with the line */
export function parseIncident(text: string): IncidentLine[] {
  const rows = readRows(text);
  const lines = rows.map(({ record, info }) => parseLine(record, info.lines));
  for (const column of ["lostWallet", "newWallet"] as const) refuseDoubles(lines, column);
  if (lines.length === 0) throw bad("it has no line beside its heading");
  return lines;
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function readRows(text: string): Row[] {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      columns: requireColumns,
      skip_empty_lines: true,
      trim: true,
      info: true,
    });
    return rows as Row[];
  } catch (error) {
    if (error instanceof CsvError) throw bad(error.message);
    throw error;
  }
}

function requireColumns(names: readonly string[]): string[] {
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) throw bad(`it has a column ${quote(unknown)}, which is none of ${COLUMNS.join(", ")}`);
  const missing = REQUIRED.find((name) => !names.includes(name));
  if (missing !== undefined) throw bad(`it has no column ${missing}`);
  if (!names.includes("lost") && !names.includes("user")) throw bad("it has neither a column lost nor a column user");
  if (new Set(names).size !== names.length) throw bad("it has a column twice");
  return [...names];
}

function parseLine(record: Row["record"], line: number): IncidentLine {
  const { user = "", lost = "", new: fresh = "", evidence = "", acceptance = "", claims = "" } = record;
  const lostWallet = lost === "" && user !== "" ? undefined : parseWallet(lost, `the lost wallet in line ${line}`);
  const newWallet = parseWallet(fresh, `the new wallet in line ${line}`);
  if (lostWallet === newWallet) {
    const message = `Line ${line} names ${lostWallet} as the lost and as the new wallet.`;
    throw new BadInputError("SameWallet", message, "Name a fresh wallet as the new one.");
  }
  const hash = evidence === "" ? NO_EVIDENCE : parseHash32(evidence, `the evidence in line ${line}`);
  return { line, user, lostWallet, newWallet, evidence: hash, acceptance, claims };
}

function refuseDoubles(lines: readonly IncidentLine[], column: "lostWallet" | "newWallet"): void {
  const seen = new Map<string, number>();
  for (const { line, [column]: wallet } of lines) {
    if (wallet === undefined) continue;
    const before = seen.get(wallet);
    if (before !== undefined) throw bad(`lines ${before} and ${line} both name ${wallet}`);
    seen.set(wallet, line);
  }
}

function bad(why: string): BadInputError {
  return new BadInputError(
    "BadIncident",
    `The incident file is not in order: ${why}. Nothing was sent.`,
    "docs/operations.md shows what it looks like.",
  );
}
