import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { isVerified } from "../../../src/chain/registry";
import { readToken } from "../../../src/chain/token";
import { isSettled } from "../../../src/recovery/outcome";
import { viewCase } from "../../../src/recovery/view-case";
import { formatDecimal } from "../../../src/shared/decimals";
import { engineOf } from "../../io/engine";
import type { TaskResult } from "../../io/run";

const TARGET = "t-rex-4.1.6";

/** What the story came to: read from the chain, not from what the steps said. */
export async function summarize(
  hre: HardhatRuntimeEnvironment,
  caseId: string,
  firstBlock: number,
): Promise<TaskResult> {
  const chain = await engineOf(hre, {});
  const view = await viewCase(chain, caseId);
  const { lostWallet, newWallet, registry } = view.recovery;
  const tokens = await Promise.all(
    view.tokens.map(async ({ address, symbol, decimals, outcome, reason }) => {
      const [held, left] = await Promise.all([
        readToken(chain, address, newWallet),
        readToken(chain, address, lostWallet),
      ]);
      const { balance, frozen, walletFrozen } = held;
      return { address, symbol, decimals, outcome, reason, balance, frozen, walletFrozen, leftBehind: left.balance };
    }),
  );
  const recovered = tokens.filter(({ outcome, leftBehind }) => isSettled(outcome) && leftBehind === 0n).length;
  const status = recovered === tokens.length ? "completed" : recovered > 0 ? "partial" : "failed";
  const sent = await transactionsTo(hre, chain.agentAddress, firstBlock);
  const verified = await isVerified(chain, registry, newWallet);
  const lines = tokens.map(
    ({ symbol, balance, decimals, frozen, walletFrozen }) =>
      `  ${symbol}  ${formatDecimal(balance, decimals)}` +
      (frozen > 0n ? `, of which ${formatDecimal(frozen, decimals)} frozen` : "") +
      (walletFrozen ? ", wallet frozen as before" : ""),
  );
  const text = [
    `\n✔ ${recovered} of ${tokens.length} tokens are with ${newWallet}, ${verified ? "verified" : "NOT verified"}:`,
    ...lines,
    `  ${sent.transactions} transactions to the recovery agent, ${sent.gas.toLocaleString("en")} gas.`,
    "  Try every task yourself: npm run sandbox",
  ].join("\n");
  const shown = tokens.map(({ address, symbol, outcome, reason, balance, frozen }) => {
    return { address, symbol, outcome, reason, balance, frozen };
  });
  const target = TARGET;
  return { text, json: { status, target, tokens: shown, recovered, total: tokens.length, ...sent, verified } };
}

async function transactionsTo(
  hre: HardhatRuntimeEnvironment,
  agent: string,
  firstBlock: number,
): Promise<{ transactions: number; gas: number }> {
  const last = await hre.ethers.provider.getBlockNumber();
  let transactions = 0;
  let gas = 0n;
  for (let number = firstBlock + 1; number <= last; number += 1) {
    const block = await hre.ethers.provider.getBlock(number, true);
    for (const { to, hash } of block?.prefetchedTransactions ?? []) {
      if (to !== agent) continue;
      transactions += 1;
      gas += (await hre.ethers.provider.getTransactionReceipt(hash))?.gasUsed ?? 0n;
    }
  }
  return { transactions, gas: Number(gas) };
}
