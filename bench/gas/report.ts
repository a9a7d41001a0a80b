import type { Spent } from "./blocks";
import { HOLDERS_OF, type HolderOf, type RecoveryCosts } from "./recovery";

export interface Row {
  readonly ours: number;
  readonly trex: number;
  readonly ratio: number;
}

interface SpentRow {
  readonly gas: number;
  readonly transactions: number;
}

/** The object that `--json` prints. */
export interface GasReport {
  readonly operations: Readonly<Record<string, Row>>;
  readonly recovery: Readonly<Record<HolderOf, { readonly ours: SpentRow; readonly trex: SpentRow }>> & {
    readonly perFurtherToken: { readonly ours: number; readonly trex: number };
  };
  /** Measured, but no operation of both suites. */
  readonly apart: {
    /** What a call through `AccessManager.execute` costs more. */
    readonly accessManagerExecute: number;
    /** Our suite with the issuer that T-REX has, so that only the suites differ. */
    readonly withOnchainIdIssuer: Readonly<Record<string, Row>>;
  };
}

export type Costs = Readonly<Record<string, bigint>>;

export function rowsOf(ours: Costs, trex: Costs): Record<string, Row> {
  const rows: Record<string, Row> = {};
  for (const [name, gas] of Object.entries(ours)) {
    const other = trex[name];
    if (other === undefined) throw new Error(`T-REX has no ${name}.`);
    rows[name] = { ours: Number(gas), trex: Number(other), ratio: ratioOf(gas, other) };
  }
  return rows;
}

export function recoveryRows(ours: RecoveryCosts, trex: RecoveryCosts): GasReport["recovery"] {
  const pairs = HOLDERS_OF.map((count) => [
    count,
    { ours: spentRow(ours.byTokens[count]), trex: spentRow(trex.byTokens[count]) },
  ]);
  return {
    ...(Object.fromEntries(pairs) as Omit<GasReport["recovery"], "perFurtherToken">),
    perFurtherToken: { ours: Number(ours.perFurtherToken), trex: Number(trex.perFurtherToken) },
  };
}

/** Three places, rounded up: no threshold is met by rounding. */
function ratioOf(gas: bigint, other: bigint): number {
  return Number((gas * 1000n + other - 1n) / other) / 1000;
}

function spentRow({ gas, transactions }: Spent): SpentRow {
  return { gas: Number(gas), transactions };
}
