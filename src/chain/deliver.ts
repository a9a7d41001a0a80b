import { Transaction, type Signer, type TransactionReceipt } from "ethers";
import { sleep } from "../shared/clock";
import { RefusedError } from "../shared/errors";
import { broadcast } from "./broadcast";
import type { Chain } from "./connect";
import { isUnreachable, outcomeUnknown, reverted } from "./failures";
import { bumpedFees, type Fees } from "./fees";
import { findByNonce, readNonces } from "./nonces";
import type { OpenTransaction, Outbox, SignedBytes } from "./outbox.types";
import type { Sent } from "./send";

/** How long to wait for what. Times in milliseconds. */
export interface Patience {
  /** Blocks on a transaction, its own among them, after which it is done. */
  readonly confirmations: number;
  /** After which a transaction that is in no block is replaced by one that offers more. */
  readonly stuckAfter: number;
  /** After which its outcome is unknown. */
  readonly giveUpAfter: number;
  /** The longest that is waited between two looks. */
  readonly longestPause: number;
  /** The most that one unit of gas may cost, in wei. */
  readonly maxFeePerGas?: bigint;
  /** The command that takes up what was left open. */
  readonly resume: string;
}

export const USUAL_PATIENCE = {
  confirmations: 1,
  stuckAfter: 60_000,
  giveUpAfter: 300_000,
  longestPause: 2_000,
} as const;

const SHORTEST_PAUSE = 50;
/** Nodes forget what waits: the same bytes are sent again after so many looks. */
const LOOKS_UNTIL_RESENT = 10;

/**
 * Sends what was signed, and waits until it is deep enough in the chain.
 * @param signer Who may sign a replacement; without one the bytes there are have to do.
 * @return undefined when it never takes effect: another transaction took its nonce, or it would have left a gap before it
 * @throws RegainError OutcomeUnknown, WrongChain, ChainRefused when it was mined and reverted
 */
export async function deliver(
  chain: Chain,
  outbox: Outbox,
  transaction: OpenTransaction,
  patience: Patience,
  signer?: Signer,
): Promise<Sent | undefined> {
  await requireSameChain(chain);
  if (!transaction.sent && (await leavesGap(chain, outbox, transaction))) {
    await outbox.recordEnd(transaction.id, { status: "abandoned" });
    return undefined;
  }
  const delivery = new Delivery(chain, outbox, transaction, patience, signer);
  const receipt = await delivery.untilMined();
  if (receipt === undefined) {
    await outbox.recordEnd(transaction.id, { status: "displaced" });
    return undefined;
  }
  const { hash, blockNumber: block, blockHash, gasUsed } = receipt;
  const status = receipt.status === 0 ? "reverted" : "confirmed";
  await outbox.recordEnd(transaction.id, { status, hash, block, blockHash, gasUsed });
  if (status === "reverted") throw reverted(hash);
  return { hash, gas: gasUsed, receipt };
}

/** The signer's signature of a transaction at its nonce, with these fees. */
export async function signAtNonce(signer: Signer, transaction: OpenTransaction, fees: Fees): Promise<SignedBytes> {
  const { chainId, to, data, gasLimit, nonce } = transaction;
  const raw = await signer.signTransaction({ type: 2, chainId, to, data, gasLimit, nonce, ...fees });
  const signed = Transaction.from(raw);
  if (signed.hash === null || signed.from !== transaction.from || signed.nonce !== nonce || signed.data !== data) {
    throw new RefusedError(
      "SignerRefused",
      `The signer of ${transaction.from} signed something else than it was given. Nothing was sent.`,
      "Check the signer's configuration, or use another --signer.",
    );
  }
  return { hash: signed.hash, raw, ...fees };
}

class Delivery {
  private signed: SignedBytes[];

  constructor(
    private readonly chain: Chain,
    private readonly outbox: Outbox,
    private readonly transaction: OpenTransaction,
    private readonly patience: Patience,
    private readonly signer: Signer | undefined,
  ) {
    this.signed = [...transaction.signed];
  }

  async untilMined(): Promise<TransactionReceipt | undefined> {
    const began = Date.now();
    let stuckSince = began;
    let nonceUsed = await this.sendNewest();
    for (let look = 1, pause = SHORTEST_PAUSE; ; look += 1, pause = Math.min(pause * 1.5, this.patience.longestPause)) {
      const receipt = await this.quietly(() => this.findSettled());
      if (receipt !== undefined) return receipt;
      if (nonceUsed && (await this.isDisplaced())) return undefined;
      if (Date.now() - began > this.patience.giveUpAfter) throw this.unknown();
      if (Date.now() - stuckSince > this.patience.stuckAfter && (await this.replace())) stuckSince = Date.now();
      if (look % LOOKS_UNTIL_RESENT === 0) {
        await this.sendAhead();
        nonceUsed = await this.sendNewest();
      }
      await sleep(pause);
    }
  }

  /** @return whether the node says that the nonce is used: by these bytes, or by others */
  private async sendNewest(): Promise<boolean> {
    const reception = await broadcast(this.chain, this.transaction, this.newest, this.patience.resume);
    if (reception === "taken") await this.outbox.recordSent(this.transaction.id, this.newest.hash);
    return reception === "nonce used";
  }

  /** What a process that died left behind blocks all that comes after it; one that lives has sent its own by now. */
  private async sendAhead(): Promise<void> {
    for (const { signed } of await this.outbox.findAhead(this.transaction)) {
      const bytes = signed.at(-1);
      if (bytes !== undefined) await this.chain.provider.broadcastTransaction(bytes.raw).catch(() => undefined);
    }
  }

  /** The receipt of any of the bytes, once it is deep enough, on the node's own chain, and part of its state. */
  private async findSettled(): Promise<TransactionReceipt | undefined> {
    const { provider } = this.chain;
    for (const { hash } of [...this.signed].reverse()) {
      const receipt = await provider.getTransactionReceipt(hash);
      if (receipt === null) continue;
      const [head, block, nonce] = await Promise.all([
        provider.getBlockNumber(),
        provider.getBlock(receipt.blockNumber),
        provider.getTransactionCount(this.transaction.from, "latest"),
      ]);
      const isDeep = head - receipt.blockNumber + 1 >= this.patience.confirmations;
      if (isDeep && block?.hash === receipt.blockHash && nonce > this.transaction.nonce) return receipt;
    }
    return undefined;
  }

  /** Only a block that shows the other transaction proves it: a node that knows no receipt may know it later. */
  private async isDisplaced(): Promise<boolean> {
    const { from, nonce } = this.transaction;
    const mined = await findByNonce(this.chain, from, nonce);
    return mined !== undefined && !this.signed.some(({ hash }) => hash === mined);
  }

  /** Offers more at the same nonce, within the cap. Both stay known: either may be mined. */
  private async replace(): Promise<boolean> {
    const old = this.newest;
    if (this.signer === undefined) return true;
    const fees = await this.quietly(() => bumpedFees(this.chain, old, this.patience.maxFeePerGas));
    if (fees === undefined) return true;
    const bytes = await signAtNonce(this.signer, this.transaction, fees);
    await this.outbox.recordSigned(this.transaction.id, bytes, old.hash);
    this.signed.push(bytes);
    await this.sendNewest();
    return true;
  }

  /** A look that the node does not answer is a look without news. */
  private async quietly<T>(look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      if (isUnreachable(error)) return undefined;
      throw error;
    }
  }

  private get newest(): SignedBytes {
    const bytes = this.signed.at(-1);
    if (bytes === undefined) throw new Error(`The transaction ${this.transaction.id} was not signed.`);
    return bytes;
  }

  private unknown(): Error {
    return outcomeUnknown(this.newest.hash, this.patience.resume);
  }
}

/** Whether a nonce before this one belongs to no transaction: the node told wrong ones when it was reserved. */
async function leavesGap(chain: Chain, outbox: Outbox, transaction: OpenTransaction): Promise<boolean> {
  const { pending } = await readNonces(chain, transaction.from);
  if (transaction.nonce <= pending) return false;
  const ahead = await outbox.findAhead(transaction);
  return ahead.filter(({ nonce }) => nonce >= pending).length < transaction.nonce - pending;
}

/** @throws RefusedError WrongChain when the node serves another chain than before */
async function requireSameChain({ provider, chainId }: Chain): Promise<void> {
  const serves = provider as typeof provider & { send?: (method: string, params: unknown[]) => Promise<unknown> };
  if (serves.send === undefined) return;
  const now = BigInt(String(await serves.send("eth_chainId", [])));
  if (now === chainId) return;
  throw new RefusedError(
    "WrongChain",
    `The node serves chain ${now} now; this is about chain ${chainId}. Nothing was sent.`,
    "Check the node's URL, and choose the network with --network.",
  );
}
