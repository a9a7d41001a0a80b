import { isCallException, isError, type ContractTransaction, type Signer, type TransactionReceipt } from "ethers";
import { RefusedError } from "../shared/errors";
import type { Chain } from "./connect";
import { deliver, signAtNonce, USUAL_PATIENCE, type Patience } from "./deliver";
import { explainRevert } from "./explain";
import { isUnreachable, outcomeUnknown, reverted, rpcUnavailable } from "./failures";
import { payableFees, type Fees } from "./fees";
import { readNonces } from "./nonces";
import type { Call, OpenTransaction, Outbox, SettledTransaction } from "./outbox.types";

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
  /** Where the transaction is kept, so that it is signed once; without one it is sent and forgotten. */
  readonly outbox?: Outbox;
  /** Of the same step, what a process that died did already: it is not done again. */
  readonly done?: readonly Sent[];
  readonly patience?: Partial<Patience>;
}

/** A transaction that is ready to be signed, and what it may cost. */
interface Rehearsed extends Call {
  readonly fees: Fees;
}

const LOOK_FIRST = "Look whether it arrived before you send anything again: npx hardhat recovery list";

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
  const { outbox } = limits;
  if (outbox !== undefined) return sendOnce(chain, signer, transaction, { ...limits, outbox });
  const { gasLimit, fees } = await rehearse(chain, await signer.getAddress(), transaction, limits);
  const step = stepOf(chain, transaction);
  const response = await tried(() => signer.sendTransaction({ ...transaction, gasLimit, ...fees }), step);
  const receipt = await response.wait().catch((error: unknown) => {
    if (isUnreachable(error)) throw outcomeUnknown(response.hash, LOOK_FIRST);
    throw isCallException(error) ? reverted(response.hash) : error;
  });
  if (receipt === null) throw outcomeUnknown(response.hash, LOOK_FIRST);
  return { hash: receipt.hash, gas: receipt.gasUsed, receipt };
}

/**
 * Finds out whether a call would do, and whether it can be paid for. Changes nothing.
 * @throws RegainError what the contract refuses with; RefusedError CannotPay, RpcUnavailable
 */
export async function rehearse(
  chain: Chain,
  from: string,
  transaction: ContractTransaction,
  limits: SendLimits = {},
): Promise<Rehearsed> {
  const gasLimit = await rehearseCall(chain, from, transaction, limits.gasLimit);
  const fees = await tried(() => payableFees(chain, from, gasLimit, limits.maxFeePerGas));
  return { chainId: chain.chainId, from, to: transaction.to, data: transaction.data, gasLimit, fees };
}

/**
 * Finds out whether a call would do, whoever pays for it. Changes nothing.
 * @param gas Given, not estimated, where the contract does as much as the gas allows.
 * @return The gas that it needs.
 * @throws RegainError what the contract refuses with; RefusedError RpcUnavailable
 */
export async function rehearseCall(
  chain: Chain,
  from: string,
  transaction: ContractTransaction,
  gas?: bigint,
): Promise<bigint> {
  const step = stepOf(chain, transaction);
  const gasLimit = gas ?? (await tried(() => chain.provider.estimateGas({ ...transaction, from }), step));
  if (gas !== undefined) await tried(() => chain.provider.call({ ...transaction, from, gasLimit }), step);
  return gasLimit;
}

/** As `send`, with every stage kept in the outbox before the next begins. */
async function sendOnce(
  chain: Chain,
  signer: Signer,
  transaction: ContractTransaction,
  limits: SendLimits & { readonly outbox: Outbox },
): Promise<Sent> {
  const { outbox } = limits;
  const patience = patienceOf(limits);
  const from = await signer.getAddress();
  for (;;) {
    const rehearsed = await rehearse(chain, from, transaction, limits);
    const { fees, ...call } = rehearsed;
    const reserved = await outbox.reserve(call, await tried(() => readNonces(chain, from)));
    const open = await signReserved(chain, signer, outbox, reserved, fees);
    const sent = await deliver(chain, outbox, open, patience, signer);
    // Another transaction took the nonce: this one had no effect, and is tried again at the next.
    if (sent !== undefined) return sent;
  }
}

/**
 * Brings every transaction that was begun to its end: the same bytes again.
 * @return Those that took effect, in order.
 */
export async function settleOpen(
  chain: Chain,
  limits: SendLimits & { readonly outbox: Outbox },
  signer?: Signer,
): Promise<Sent[]> {
  const { outbox } = limits;
  const settled: Sent[] = [];
  for (const open of await outbox.findOpen()) {
    if (open.signed.length === 0) {
      // Its intent was recorded, and nothing was signed: the step decides anew whether it is still wanted.
      await outbox.recordEnd(open.id, { status: "abandoned" });
      continue;
    }
    const sent = await deliver(chain, outbox, open, patienceOf(limits), signer);
    if (sent !== undefined) settled.push(sent);
  }
  return settled;
}

/** Between the first look and this one somebody else may have acted: what is refused now is not signed. */
async function signReserved(
  chain: Chain,
  signer: Signer,
  outbox: Outbox,
  reserved: OpenTransaction,
  fees: Fees,
): Promise<OpenTransaction> {
  const { from, to, data, gasLimit } = reserved;
  const step = stepOf(chain, { to, data });
  try {
    await tried(() => chain.provider.call({ from, to, data, gasLimit }), step);
    const bytes = await signAtNonce(signer, reserved, fees);
    await outbox.recordSigned(reserved.id, bytes);
    return { ...reserved, signed: [bytes] };
  } catch (error) {
    await outbox.recordEnd(reserved.id, { status: "abandoned" });
    throw error;
  }
}

function patienceOf({ patience, maxFeePerGas }: SendLimits): Patience {
  const cap = maxFeePerGas === undefined ? {} : { maxFeePerGas };
  return { ...USUAL_PATIENCE, resume: LOOK_FIRST, ...cap, ...patience };
}

function stepOf(chain: Chain, { to, data }: Pick<ContractTransaction, "to" | "data">): string | undefined {
  return to === chain.agentAddress ? chain.agent.interface.parseTransaction({ data })?.name : undefined;
}

/** A mined transaction as its own sender would have seen it. */
export async function findSent(chain: Chain, hash: string): Promise<Sent> {
  const receipt = await tried(() => chain.provider.getTransactionReceipt(hash));
  if (receipt === null) throw outcomeUnknown(hash, LOOK_FIRST);
  return { hash, gas: receipt.gasUsed, receipt };
}

/** What a mined transaction was, for the record of one that somebody else signed. */
export async function settledOf(chain: Chain, { hash, gas, receipt }: Sent): Promise<SettledTransaction> {
  const transaction = await tried(() => chain.provider.getTransaction(hash));
  if (transaction === null) throw outcomeUnknown(hash, LOOK_FIRST);
  const { from, nonce, data, gasLimit } = transaction;
  const { blockNumber: block, blockHash } = receipt;
  return { hash, from, nonce, to: transaction.to ?? "", data, gasLimit, block, blockHash, gasUsed: gas };
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
  if (isUnreachable(error)) return rpcUnavailable();
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
