import Table from "cli-table3";
import type { Colours } from "./colours";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** An aligned table without borders, indented like the rest of a page. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colours: Colours,
): string {
  const table = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: columns.map((column) => column.align ?? "left"),
  });
  if (columns.some(({ head }) => head !== "")) table.push(columns.map(({ head }) => colours.dim(head)));
  table.push(...rows.map((row) => [...row]));
  return indent(table.toString());
}

/** `name  value` lines, aligned. */
export function renderFacts(facts: readonly (readonly [name: string, value: string])[], colours: Colours): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `  ${colours.dim(name.padEnd(width))}  ${value}`).join("\n");
}

export function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

/** Sections with an empty line between them; what is empty is left out. */
export function page(...sections: readonly string[]): string {
  return sections.filter((section) => section !== "").join("\n\n");
}
