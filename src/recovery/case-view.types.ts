import type { CaseStatus, Outcome, Standing } from "./outcome";
import type { Recovery } from "./recovery";

/** What became of one token of a case, read from the chain's events. Amounts are in base units. */
export interface TokenReport {
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly outcome: Outcome;
  /** In words, why not; empty when recovered. */
  readonly reason: string;
  /** Moved to the new wallet. */
  readonly amount: bigint;
  /** The part of it that is frozen there as it was before. */
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
  /** Of a token that is not recovered, as it is now: the chain names the first obstacle, there may be more. */
  readonly paused?: boolean;
  readonly agentAdmitted?: boolean;
}

export interface TimelineEntry {
  /** Seconds since 1970, of the block. */
  readonly at: number;
  readonly block: number;
  readonly transaction: string;
  /** The event, in words: "proposed", "approved", … */
  readonly what: string;
  /** Who did it; empty when nobody in particular. */
  readonly by: string;
}

/** What is left of a person besides the tokens. */
export interface Afterwards {
  /** In the registry of the case; null when it keeps no standings, as one of the standard alone. */
  readonly lostWalletStanding: Standing | null;
  readonly newWalletStanding: Standing | null;
  /** Further wallets that are still under the lost identity, and can follow to the replacement. */
  readonly movableWallets: readonly string[];
}

/** A case as the chain knows it, for everybody who has its id. */
export interface CaseView {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly recovery: Recovery;
  readonly proposer: string;
  readonly lostIdentity: string;
  readonly newIdentity: string;
  /** Seconds since 1970. */
  readonly readyAt: number;
  readonly expiresAt: number;
  /** The chain's time when this was read. */
  readonly now: number;
  readonly threshold: number;
  readonly approvals: readonly { readonly custodian: string; readonly counts: boolean }[];
  readonly contestable: boolean;
  /** Whether execution creates an identity for which the tokens' registries require claims. */
  readonly takesClaims: boolean;
  /** Tokens on which the case's freeze could not be set, or is not yet. */
  readonly unprotected: readonly string[];
  readonly tokens: readonly TokenReport[];
  readonly afterwards: Afterwards;
  readonly timeline: readonly TimelineEntry[];
}

/** One line of `recovery list`. */
export interface CaseSummary {
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly tokens: number;
  readonly settled: number;
  readonly approvals: number;
  readonly threshold: number;
  readonly readyAt: number;
  readonly expiresAt: number;
}

/** What `execute` and `retry` did. */
export interface ExecutionReport {
  readonly caseId: string;
  readonly status: "completed" | "partial" | "failed";
  readonly recovered: number;
  readonly total: number;
  readonly newWallet: string;
  readonly newIdentity: string;
  readonly verified: boolean;
  readonly lostWalletUnregistered: boolean;
  readonly afterwards: Afterwards;
  readonly tokens: readonly TokenReport[];
  readonly refusedClaims: readonly { readonly issuer: string; readonly topic: bigint }[];
  readonly transactions: readonly { readonly hash: string; readonly gas: bigint }[];
}
