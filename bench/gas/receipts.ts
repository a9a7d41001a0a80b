import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

/** The gas that a transaction used. */
export async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  return receiptGas(await (await sent).wait());
}

export function receiptGas(receipt: ContractTransactionReceipt | null): bigint {
  if (receipt === null) throw new Error("The transaction has no receipt.");
  return receipt.gasUsed;
}
