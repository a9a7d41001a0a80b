import { isCallException, isError, type ContractTransaction, type Signer, type TransactionReceipt } from "ethers";
import { EXIT, RefusedError, RegainError } from "../shared/errors";
import type { Chain } from "./connect";
import { explainRevert } from "./explain";

/** A transaction that is in a block. */
export interface Sent {
  readonly hash: string;
  readonly gas: bigint;
  readonly receipt: TransactionReceipt;
}

export interface SendLimits {
  /** Gas of the transaction: given, not estimated, where the contract does as much as the gas allows. */
  readonly gasLimit?: bigint;
  /** The most that one unit of gas may cost, in wei. */
  readonly maxFeePerGas?: bigint;
}

/**
 * Tries a call, pays for it, and waits until it is in a block.
 * @throws RegainError what the contract refused with, before anything is paid
 * @throws RefusedError CannotPay, RpcUnavailable
 */
export async function send(
  chain: Chain,
  signer: Signer,
  transaction: ContractTransaction,
  limits: SendLimits = {},
): Promise<Sent> {
  const from = await signer.getAddress();
  const gasLimit = limits.gasLimit ?? (await tried(() => chain.provider.estimateGas({ ...transaction, from })));
  if (limits.gasLimit !== undefined) await tried(() => chain.provider.call({ ...transaction, from, gasLimit }));
  const fees = await payableFees(chain, from, gasLimit, limits.maxFeePerGas);
  const response = await tried(() => signer.sendTransaction({ ...transaction, gasLimit, ...fees }));
  const receipt = await response.wait();
  if (receipt === null) throw outcomeUnknown(response.hash);
  return { hash: receipt.hash, gas: receipt.gasUsed, receipt };
}

/** Runs a call and turns what the chain answers into an error with its next step. */
export async function tried<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explainFailure(error);
  }
}

async function payableFees(
  chain: Chain,
  from: string,
  gasLimit: bigint,
  cap: bigint | undefined,
): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } | Record<string, never>> {
  const [fee, balance] = await Promise.all([chain.provider.getFeeData(), chain.provider.getBalance(from)]);
  const price = fee.maxFeePerGas ?? fee.gasPrice ?? 0n;
  if (cap !== undefined && price > cap) {
    throw new RefusedError(
      "CannotPay",
      `Gas costs ${price} wei now, more than the cap of ${cap} wei. Nothing was sent.`,
      "Wait, or raise --max-fee.",
    );
  }
  if (balance < price * gasLimit) {
    throw new RefusedError(
      "CannotPay",
      `${from} has ${balance} wei; the transaction may need ${price * gasLimit} wei (${gasLimit} gas). Nothing was sent.`,
      `Send funds to ${from}, or use another --signer.`,
    );
  }
  if (fee.maxFeePerGas === null || fee.maxPriorityFeePerGas === null) return {};
  return { maxFeePerGas: fee.maxFeePerGas, maxPriorityFeePerGas: fee.maxPriorityFeePerGas };
}

function explainFailure(error: unknown): unknown {
  const data = revertDataOf(error);
  if (data !== undefined) return explainRevert(data);
  if (isError(error, "INSUFFICIENT_FUNDS")) {
    return new RefusedError(
      "CannotPay",
      "The account cannot pay for the gas. Nothing was sent.",
      "Send funds to it first.",
    );
  }
  if (isError(error, "NETWORK_ERROR") || hasCode(error, "ECONNREFUSED")) {
    return new RefusedError(
      "RpcUnavailable",
      "The node does not answer. Nothing was sent.",
      "Check the network and its URL.",
    );
  }
  return error;
}

/** The bytes of a revert, wherever the node or Hardhat put them. */
export function revertDataOf(error: unknown): string | undefined {
  if (isCallException(error) && typeof error.data === "string") return error.data;
  for (
    let inner: unknown = error;
    typeof inner === "object" && inner !== null;
    inner = field(inner, "cause") ?? field(inner, "error") ?? field(inner, "info")
  ) {
    const data = field(inner, "data");
    if (typeof data === "string" && data.startsWith("0x")) return data;
    const nested = typeof data === "object" && data !== null ? field(data, "data") : undefined;
    if (typeof nested === "string" && nested.startsWith("0x")) return nested;
  }
  return undefined;
}

function field(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

function hasCode(error: unknown, code: string): boolean {
  for (let inner: unknown = error; typeof inner === "object" && inner !== null; inner = field(inner, "cause")) {
    if (field(inner, "code") === code) return true;
  }
  return false;
}

function outcomeUnknown(hash: string): RegainError {
  return new RegainError(
    "OutcomeUnknown",
    EXIT.unknown,
    `The transaction ${hash} was sent, but the node does not say what became of it.`,
    "npx hardhat recovery status --case <id>",
  );
}
