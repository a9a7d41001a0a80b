import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";

/** A transaction to the recovery agent. */
export interface Step {
  /** The agent's function. */
  readonly name: string;
  readonly gas: number;
}

/** What was sent to the recovery agent since a block, in order. */
export async function stepsSince(hre: HardhatRuntimeEnvironment, chain: Chain, firstBlock: number): Promise<Step[]> {
  const { provider } = hre.ethers;
  const last = await provider.getBlockNumber();
  const steps: Step[] = [];
  for (let number = firstBlock + 1; number <= last; number += 1) {
    const block = await provider.getBlock(number, true);
    for (const { to, hash, data } of block?.prefetchedTransactions ?? []) {
      if (to !== chain.agentAddress) continue;
      const gas = Number((await provider.getTransactionReceipt(hash))?.gasUsed ?? 0n);
      steps.push({ name: chain.agent.interface.parseTransaction({ data })?.name ?? "", gas });
    }
  }
  return steps;
}

export function totalOf(steps: readonly Step[]): { readonly transactions: number; readonly gas: number } {
  return { transactions: steps.length, gas: steps.reduce((sum, { gas }) => sum + gas, 0) };
}
