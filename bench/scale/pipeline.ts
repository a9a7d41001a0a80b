import type { ContractTransaction } from "ethers";
import { sleep } from "../../src/shared/clock";
import type { Anvil } from "../../test/faults/anvil";

/** As many as the node is asked to mine before the next are sent. */
const AT_A_TIME = 50;
const LOOK_EVERY = 20;
const GAS = "0x2dc6c0";

interface Receipt {
  readonly status: string;
  readonly contractAddress: string | null;
}

/** Sends transactions of one of the node's own accounts, many at a time, in their order; each has to succeed. */
export async function sendAll(
  { send }: Pick<Anvil, "send">,
  from: string,
  calls: readonly (Pick<ContractTransaction, "data"> & { readonly to?: string | null })[],
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  const first = Number(await send("eth_getTransactionCount", from, "pending"));
  while (receipts.length < calls.length) {
    const some = calls.slice(receipts.length, receipts.length + AT_A_TIME);
    const hashes = await Promise.all(
      some.map(({ to, data }, index) => {
        const nonce = `0x${(first + receipts.length + index).toString(16)}`;
        return send("eth_sendTransaction", { from, data, gas: GAS, nonce, ...(to ? { to } : {}) });
      }),
    );
    while (Number(await send("eth_getTransactionCount", from, "latest")) < first + receipts.length + some.length) {
      await sleep(LOOK_EVERY);
    }
    const mined = await Promise.all(hashes.map((hash) => send("eth_getTransactionReceipt", hash)));
    receipts.push(...(mined as (Receipt | null)[]).map(requireSuccess));
  }
  return receipts;
}

function requireSuccess(receipt: Receipt | null): Receipt {
  if (receipt?.status === "0x1") return receipt;
  throw new Error(`The stage could not be set: a transaction ${receipt === null ? "is not mined" : "failed"}.`);
}
