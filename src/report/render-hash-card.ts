import type { HashCard } from "../identity/hash-card";
import { inBlocks } from "./addresses";

/** The card as people hold it against the screen of whatever they sign with. */
export function renderHashCard(card: HashCard): string {
  const rows: (readonly [label: string, lines: readonly string[]])[] = [
    ["signs", [card.primaryType]],
    ...(card.domainHash === undefined ? [] : [["domain hash", twoLines(card.domainHash)] as const]),
    ["message hash", twoLines(card.messageHash)],
    ["digest", twoLines(card.digest)],
    ...card.addresses.map(({ label, address }) => [label, [inBlocks(address)]] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.flatMap(([label, [first = "", ...more]]) => [
    `  ${label.padEnd(width)}  ${first}`,
    ...more.map((line) => `  ${" ".repeat(width)}  ${line}`),
  ]);
  return ["Hash card: hold each line against the screen of what you sign with.", ...lines].join("\n");
}

/** A hash in two lines of eight blocks, the second under the first. */
function twoLines(hash: string): string[] {
  const [prefix = "", ...blocks] = inBlocks(hash).split(" ");
  return [`${prefix} ${blocks.slice(0, 8).join(" ")}`, `   ${blocks.slice(8).join(" ")}`];
}
