import { MAX_TRANSACTION_GAS } from "../chain/connect";

/**
 * Gas for a step that does as much as its gas allows: estimating would find the amount that does nothing.
 * Per token a T-REX freeze takes some 50,000, a recovery 250,000 and more with many issuers; the rest is what the
 * contract wants in reserve before it begins another token.
 */
const BASE = { freeze: 1_500_000n, recover: 8_500_000n, reassign: 5_500_000n } as const;
const PER_TOKEN = { freeze: 120_000n, recover: 700_000n, reassign: 100_000n } as const;

export function gasFor(step: keyof typeof BASE, tokens: number): bigint {
  const wanted = BASE[step] + PER_TOKEN[step] * BigInt(tokens);
  return wanted < MAX_TRANSACTION_GAS ? wanted : MAX_TRANSACTION_GAS;
}
