import type { Provider } from "ethers";

/** The gas of every transaction that was mined while `act` ran. */
export async function gasDuring<T>(provider: Provider, act: () => Promise<T>): Promise<{ gas: bigint; result: T }> {
  const before = await provider.getBlockNumber();
  const result = await act();
  const after = await provider.getBlockNumber();
  let gas = 0n;
  for (let number = before + 1; number <= after; number += 1) gas += (await provider.getBlock(number))?.gasUsed ?? 0n;
  return { gas, result };
}
