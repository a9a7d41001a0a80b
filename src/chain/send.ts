import {
  formatEther,
  formatUnits,
  isCallException,
  isError,
  type ContractTransaction,
  type Signer,
  type TransactionReceipt,
} from "ethers";
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
  const step = chain.agent.interface.parseTransaction(transaction)?.name;
  const gasLimit = limits.gasLimit ?? (await tried(() => chain.provider.estimateGas({ ...transaction, from }), step));
  if (limits.gasLimit !== undefined) await tried(() => chain.provider.call({ ...transaction, from, gasLimit }), step);
  const fees = await payableFees(chain, from, gasLimit, limits.maxFeePerGas);
  const response = await tried(() => signer.sendTransaction({ ...transaction, gasLimit, ...fees }), step);
  const receipt = await response.wait().catch((error: unknown) => {
    if (isUnreachable(error)) throw outcomeUnknown(response.hash);
    throw isCallException(error) ? reverted(response.hash) : error;
  });
  if (receipt === null) throw outcomeUnknown(response.hash);
  return { hash: receipt.hash, gas: receipt.gasUsed, receipt };
}

/**
 * Runs a call and turns what the chain answers into an error with its next step.
 * @param step The agent's function that is called, where it is one.
 */
export async function tried<T>(call: () => Promise<T>, step?: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explainFailure(error, step);
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
      `Gas costs ${formatUnits(price, "gwei")} gwei now, more than the ${formatUnits(cap, "gwei")} gwei allowed. Nothing was sent.`,
      "Wait until it costs less, or allow more with --max-fee.",
    );
  }
  if (balance < price * gasLimit) {
    throw new RefusedError(
      "CannotPay",
      `${from} has ${formatEther(balance)} of the chain's currency; the transaction may need ${formatEther(price * gasLimit)} ` +
        `(${gasLimit} gas at ${formatUnits(price, "gwei")} gwei). Nothing was sent.`,
      `Send funds to ${from}, or use another --signer.`,
    );
  }
  if (fee.maxFeePerGas === null || fee.maxPriorityFeePerGas === null) return {};
  return { maxFeePerGas: fee.maxFeePerGas, maxPriorityFeePerGas: fee.maxPriorityFeePerGas };
}

function explainFailure(error: unknown, step?: string): unknown {
  const data = revertDataOf(error);
  if (data !== undefined) return explainRevert(data, step);
  if (isError(error, "INSUFFICIENT_FUNDS")) {
    return new RefusedError(
      "CannotPay",
      "The account cannot pay for the gas. Nothing was sent.",
      "Send funds to it first.",
    );
  }
  if (isUnreachable(error)) {
    return new RefusedError(
      "RpcUnavailable",
      "The node does not answer. Nothing was sent.",
      "Check that the node runs, and its URL: hardhat.config.ts has it, or REGAIN_RPC_URL for the network localhost.",
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

const UNREACHABLE: readonly unknown[] = [
  ...["NETWORK_ERROR", "TIMEOUT", "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EPIPE"],
  ...["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_SOCKET"],
];

/** Whether no answer came at all; Hardhat hangs the reason on `parent`. */
function isUnreachable(error: unknown): boolean {
  for (
    let inner: unknown = error;
    typeof inner === "object" && inner !== null;
    inner = field(inner, "cause") ?? field(inner, "parent")
  ) {
    if (UNREACHABLE.includes(field(inner, "code"))) return true;
  }
  return false;
}

function reverted(hash: string): RefusedError {
  return new RefusedError(
    "ChainRefused",
    `The transaction ${hash} was paid for, but the chain had moved by then and refused it: it changed nothing.`,
    "Run the same command again: it will say what stands in the way now.",
  );
}

function outcomeUnknown(hash: string): RegainError {
  return new RegainError(
    "OutcomeUnknown",
    EXIT.unknown,
    `The transaction ${hash} was sent, but the node does not say what became of it.`,
    "Look whether it arrived before you send anything again: npx hardhat recovery list",
  );
}
