import { formatDecimal } from "../shared/decimals";

export interface Unit {
  readonly symbol: string;
  readonly decimals: number;
}

/** `1,250.5 BOND` */
export function formatAmount(units: bigint, { symbol, decimals }: Unit): string {
  return `${formatDecimal(units, decimals)} ${symbol}`;
}

/** As `formatAmount`, but nothing shows as a dash: what matters in a table stands out. */
export function amountOrDash(units: bigint, unit: Unit): string {
  return units === 0n ? "–" : formatAmount(units, unit);
}

/** `250,000 gas` */
export function formatGas(gas: bigint): string {
  return `${formatDecimal(gas, 0)} gas`;
}
