import type { CaseView } from "./case-view.types";

/** A claim of the new wallet's identity that a registry of the case requires, or that execution left out. */
export interface ClaimRecord {
  readonly topic: bigint;
  /** The zero address when nobody made it. */
  readonly issuer: string;
  readonly status: "held" | "missing" | "refused";
}

/** A transaction in which the agent did something for the case. */
export interface TransactionRecord {
  readonly hash: string;
  readonly block: number;
  readonly blockHash: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly from: string;
  readonly gas: bigint;
  /** In wei. */
  readonly fee: bigint;
  /** The agent's events in it, each once. */
  readonly events: readonly string[];
}

/** Everything that the chain knows of a case. */
export interface CaseFile {
  readonly chainId: bigint;
  readonly agent: string;
  readonly view: CaseView;
  readonly executor: string;
  readonly claims: readonly ClaimRecord[];
  readonly transactions: readonly TransactionRecord[];
}
