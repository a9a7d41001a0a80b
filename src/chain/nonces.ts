import { sleep } from "../shared/clock";
import type { Chain } from "./connect";
import type { NoncesSeen } from "./outbox.types";

const MOST_READINGS = 8;
const PAUSE = 100;

/** Reads an account's nonces until the node says the same twice: one that lags behind others answers by turns. */
export async function readNonces(chain: Chain, account: string): Promise<NoncesSeen> {
  let before = await readOnce(chain, account);
  for (let reading = 1; ; reading += 1) {
    const now = await readOnce(chain, account);
    if ((now.latest === before.latest && now.pending === before.pending) || reading === MOST_READINGS) return now;
    before = now;
    await sleep(PAUSE);
  }
}

async function readOnce({ provider }: Chain, account: string): Promise<NoncesSeen> {
  const [latest, pending] = await Promise.all([
    provider.getTransactionCount(account, "latest"),
    provider.getTransactionCount(account, "pending"),
  ]);
  return { latest, pending: Math.max(latest, pending) };
}

/**
 * The hash of the mined transaction that has a nonce, found by halving the blocks.
 * @return undefined when the node does not tell: it may have forgotten the state of old blocks
 */
export async function findByNonce(chain: Chain, account: string, nonce: number): Promise<string | undefined> {
  try {
    let [low, high] = [0, await chain.provider.getBlockNumber()];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await chain.provider.getTransactionCount(account, middle)) > nonce) high = middle;
      else low = middle + 1;
    }
    const block = await chain.provider.getBlock(high, true);
    return block?.prefetchedTransactions.find((each) => each.from === account && each.nonce === nonce)?.hash;
  } catch {
    return undefined;
  }
}
