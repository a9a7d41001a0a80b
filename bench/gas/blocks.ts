import type { Provider } from "ethers";

/** What everybody's transactions came to. */
export interface Spent {
  readonly gas: bigint;
  readonly transactions: number;
}

/** Every transaction that was mined while `act` ran. */
export async function spentDuring<T>(
  provider: Provider,
  act: () => Promise<T>,
): Promise<Spent & { readonly result: T }> {
  const before = await provider.getBlockNumber();
  const result = await act();
  const after = await provider.getBlockNumber();
  let [gas, transactions] = [0n, 0];
  for (let number = before + 1; number <= after; number += 1) {
    const block = await provider.getBlock(number);
    gas += block?.gasUsed ?? 0n;
    transactions += block?.transactions.length ?? 0;
  }
  return { gas, transactions, result };
}
