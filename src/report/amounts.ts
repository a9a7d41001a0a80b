import { formatDecimal } from "../shared/decimals";

export interface Unit {
  readonly symbol: string;
  readonly decimals: number;
}

/** `1,250.5 BOND` */
export function formatAmount(units: bigint, { symbol, decimals }: Unit): string {
  return `${formatDecimal(units, decimals)} ${symbol}`;
}

/** `250,000 gas` */
export function formatGas(gas: bigint): string {
  return `${formatDecimal(gas, 0)} gas`;
}

/** `1 token`, `2 tokens` */
export function formatCount(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
