/** What is to be sent, before it has a nonce. */
export interface Call {
  readonly chainId: bigint;
  readonly from: string;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
}

/** The bytes that a signer signed. */
export interface SignedBytes {
  readonly hash: string;
  readonly raw: string;
  /** In wei a unit of gas. */
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A transaction that was begun, and has no end yet. */
export interface OpenTransaction extends Call {
  readonly id: string;
  readonly nonce: number;
  /** Oldest first: each replaced the one before it, and any of them may be the one that is mined. */
  readonly signed: readonly SignedBytes[];
  /** Whether any of them may have reached a node. */
  readonly sent: boolean;
}

/** How a transaction ended. */
export type TransactionEnd =
  | {
      readonly status: "confirmed" | "reverted";
      readonly hash: string;
      readonly block: number;
      readonly blockHash: string;
      readonly gasUsed: bigint;
    }
  /** Another transaction of the signer took its nonce: it can never be mined. */
  | { readonly status: "displaced" }
  /** Given up before anything was sent. */
  | { readonly status: "abandoned" };

/** A transaction that somebody else signed, sent and had mined. */
export interface SettledTransaction {
  readonly hash: string;
  readonly from: string;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
  readonly block: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
}

/** The signer's nonces as the node tells them. */
export interface NoncesSeen {
  /** The next after what is mined. */
  readonly latest: number;
  /** The next after what waits, too. */
  readonly pending: number;
}

/**
 * Where a transaction is kept from the intent to its end, so that it is signed once: after a crash or a lost reply the same
 * bytes are sent again.
 */
export interface Outbox {
  /** Begun and not ended, oldest first, of this step. */
  findOpen(): Promise<readonly OpenTransaction[]>;
  /** Signed transactions of the same signer that come before this one: without them it waits for ever. */
  findAhead(transaction: OpenTransaction): Promise<readonly OpenTransaction[]>;
  /** Records the intent with a nonce that no other transaction has. @throws RegainError Busy */
  reserve(call: Call, seen: NoncesSeen): Promise<OpenTransaction>;
  /** Before it is broadcast. @param replaces The hash of the bytes that it takes the place of */
  recordSigned(id: string, bytes: SignedBytes, replaces?: string): Promise<void>;
  recordSent(id: string, hash: string): Promise<void>;
  recordEnd(id: string, end: TransactionEnd): Promise<void>;
}
