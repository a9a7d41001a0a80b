import type { SignedClaim } from "../identity/claims";
import type { Recovery } from "./recovery";

/** One line of an incident: a recovery, with what its people handed over so far. */
export interface BatchEntry {
  /** In the file, the first being 1. */
  readonly line: number;
  readonly caseId: string;
  readonly recovery: Recovery;
  /** The new wallet's signature; without it the case is only previewed. */
  readonly acceptance?: string;
  readonly claims: readonly SignedClaim[];
}

/**
 * How far an entry is. `blocked`: something stands in the way; `waits`: for an acceptance, an approval or the delay;
 * `taken`: another worker has it now.
 */
export type EntryState = "blocked" | "waits" | "taken" | "completed" | "partial" | "failed" | "unknown";

export interface EntryReport {
  readonly line: number;
  /** Empty when the line names no recovery yet: its user is unknown, its acceptance cannot be read. */
  readonly caseId: string;
  readonly state: EntryState;
  /** In words: what it waits for, what failed. */
  readonly detail: string;
  /** The command or the deed that takes it further; empty when nothing is to be done. */
  readonly next: string;
  readonly transactions: number;
}

/** Told after every entry. */
export interface BatchProgress {
  readonly report: EntryReport;
  readonly done: number;
  readonly total: number;
  /** Entries a second so far. */
  readonly rate: number;
  /** In seconds. */
  readonly left: number;
}
