import { formatAmount, type Unit } from "./amounts";
import { isDone, nextStepsOf, obstaclesOf, outcomeInWords, reasonOf, type TriedToken } from "./obstacles";
import type { Setting } from "./setting";
import { indent, renderTable } from "./table";

/** A token with what the wallet holds of it, or what moved. */
export interface HeldToken extends TriedToken, Unit {
  readonly amount: bigint;
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
}

/** Every token in a line: what there is of it, and what becomes of it. */
export function renderTokens(tokens: readonly HeldToken[], amountHead: string, { colours }: Setting): string {
  if (tokens.length === 0) return "";
  const width = Math.max(...tokens.map(({ symbol }) => symbol.length));
  const aligned = (units: bigint, { symbol, decimals }: Unit): string =>
    formatAmount(units, { symbol: symbol.padEnd(width), decimals });
  return renderTable(
    [
      { head: "" },
      { head: amountHead, align: "right" },
      { head: "of it frozen", align: "right" },
      { head: "wallet" },
      { head: "outcome" },
      { head: "token" },
    ],
    tokens.map((token) => [
      mark(token, { colours }),
      aligned(token.amount, token),
      token.frozen === 0n ? "–" : aligned(token.frozen, token),
      token.walletFrozen ? "frozen" : "–",
      outcomeInWords(token),
      token.address,
    ]),
    colours,
  );
}

/** For every token that is not recovered: why, and who has to do what. */
export function renderObstacles(tokens: readonly HeldToken[], setting: Setting): string {
  const stuck = tokens.filter((token) => !isDone(token) && !isWaiting(token));
  if (stuck.length === 0) return "";
  const { bold } = setting.colours;
  const entries = stuck.map((token) =>
    [
      `${mark(token, setting)} ${bold(token.symbol)}: ${reasonOf(token)}.`,
      ...nextStepsOf(token, setting.agent).map((next) => `  → ${next}`),
    ].join("\n"),
  );
  return indent(entries.join("\n"));
}

/** Nobody tried the token yet, and nothing is known to stand in its way. */
export function isWaiting(token: TriedToken): boolean {
  return obstaclesOf(token).every((obstacle) => obstacle === "pending") && !isDone(token);
}

function mark(token: TriedToken, { colours }: Pick<Setting, "colours">): string {
  if (isWaiting(token)) return colours.dim("·");
  return isDone(token) ? colours.green("✔") : colours.red("✖");
}
