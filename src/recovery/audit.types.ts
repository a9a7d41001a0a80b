/** A fact on which two sources do not agree. */
export interface AuditDifference {
  readonly what: string;
  /** As the chain's events have it. */
  readonly chain: string;
  /** As the other source has it. */
  readonly other: string;
  readonly source: "store" | "agent's state";
  /** Whether a transaction of the store is in the chain no more, or elsewhere in it. */
  readonly reorganised: boolean;
}

/** Where a transaction of the store is in the chain now. */
export interface PlacedTransaction {
  readonly hash: string;
  /** Undefined when no block of the chain has it. */
  readonly place?: { readonly block: number; readonly blockHash: string; readonly succeeded: boolean };
}

export interface Audit {
  readonly caseId: string;
  /** Whether a store had something to compare. */
  readonly compared: "the chain alone" | "the chain and the store";
  /** How many facts were compared. */
  readonly facts: number;
  readonly differences: readonly AuditDifference[];
}
