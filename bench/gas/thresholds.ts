import type { GasReport } from "./report";

/** At most so much of T-REX's gas. */
const RATIOS: Readonly<Record<string, number>> = {
  transfer: 0.5,
  transfer2modules: 0.5,
  mint: 0.5,
  createIdentity: 0.4,
  addClaim: 0.6,
  register: 0.9,
  deploySuite: 0.8,
};
/** Fifty trusted issuers cost at most this many times what one costs. */
const FIFTY_ISSUERS = 1.05;
const TWENTY_TOKENS = { ratio: 0.35, transactions: 4 };
const PER_FURTHER_TOKEN = 60_000;

/** The thresholds that the measurement misses, in words. */
export function missedThresholds({ operations, recovery }: GasReport): string[] {
  const missed: string[] = [];
  const demand = (name: string, value: number, limit: number): void => {
    if (!(value <= limit)) missed.push(`${name} is ${value}, and must be at most ${limit}`);
  };
  for (const [name, limit] of Object.entries(RATIOS)) demand(`${name}: ratio`, operations[name]?.ratio ?? NaN, limit);
  const [one, fifty] = [operations["transfer"]?.ours ?? NaN, operations["transfer50issuers"]?.ours ?? NaN];
  demand("transfer50issuers: gas", fifty, one * FIFTY_ISSUERS);
  const { ours, trex } = recovery[20];
  demand("recovery of 20 tokens: ratio", ours.gas / trex.gas, TWENTY_TOKENS.ratio);
  demand("recovery of 20 tokens: transactions", ours.transactions, TWENTY_TOKENS.transactions);
  demand("recovery, each further token: gas", recovery.perFurtherToken.ours, PER_FURTHER_TOKEN);
  return missed;
}
