import type { ContractTransaction } from "ethers";
import { sleep } from "../../src/shared/clock";
import type { Anvil } from "../../test/faults/anvil";

const GAS = "0x2dc6c0";
const LOOK_EVERY = 50;
const LOOKS = 600;

interface Receipt {
  readonly status: string;
  readonly contractAddress: string | null;
}

/** Sends transactions of one of the node's own accounts in their order, and awaits them together; each has to succeed. */
export async function sendAll(
  { send }: Pick<Anvil, "send">,
  from: string,
  calls: readonly (Pick<ContractTransaction, "data"> & { readonly to?: string | null })[],
): Promise<Receipt[]> {
  const hashes: unknown[] = [];
  for (const { to, data } of calls) {
    hashes.push(await send("eth_sendTransaction", { from, data, gas: GAS, ...(to ? { to } : {}) }));
  }
  const receipts: Receipt[] = [];
  for (const hash of hashes) receipts.push(await receiptOf({ send }, hash));
  return receipts;
}

async function receiptOf({ send }: Pick<Anvil, "send">, hash: unknown): Promise<Receipt> {
  for (let look = 0; look < LOOKS; look += 1) {
    const receipt = (await send("eth_getTransactionReceipt", hash)) as Receipt | null;
    if (receipt?.status === "0x1") return receipt;
    if (receipt !== null) throw new Error(`The stage could not be set: ${String(hash)} failed.`);
    await sleep(LOOK_EVERY);
  }
  throw new Error(`The stage could not be set: ${String(hash)} is not mined.`);
}
