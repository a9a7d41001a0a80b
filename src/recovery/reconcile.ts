import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { balanceOn } from "../chain/token";
import type { ExecutionReport } from "./case-view.types";
import { isSettled } from "./outcome";

/**
 * Compares what an execution reported with what the chain shows now.
 * @return The differences in words; none when they agree.
 */
export async function reconcileCase(chain: Chain, caseId: string, report: ExecutionReport): Promise<string[]> {
  const { lostWallet, newWallet } = await findRecovery(chain, caseId);
  const settled = report.tokens.filter(({ outcome }) => isSettled(outcome));
  const [successor, left] = await Promise.all([
    chain.agent.successorOf(lostWallet),
    Promise.all(settled.map(({ address }) => balanceOn(chain, address, lostWallet))),
  ]);
  return [
    ...(successor === newWallet ? [] : [`the successor of ${lostWallet} is ${successor}, not ${newWallet}`]),
    ...settled.flatMap(({ address, symbol }, index) => {
      const balance = left[index] ?? 0n;
      return balance === 0n ? [] : [`${lostWallet} still holds ${balance} units of ${symbol} ${address}`];
    }),
  ];
}
