import type { SignedClaim } from "../identity/claims";
import type { Pace } from "../shared/in-parallel";
import type { CaseStatus } from "./outcome";
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
 * `taken`: another worker has it now; `handed over`: its next step is somebody else's to send.
 */
export type EntryState = "blocked" | "waits" | "taken" | "handed over" | "completed" | "partial" | "failed" | "unknown";

/** How far an entry is, for people. */
export interface Found {
  readonly state: EntryState;
  /** In words: what it waits for, what failed. */
  readonly detail: string;
  /** The command or the deed that takes it further; empty when nothing is to be done. */
  readonly next: string;
}

/** What a batch can do for an entry. */
export type Deed = "propose" | "execute" | "retry" | "resume";

/** What a look at an entry showed. */
export interface Outlook {
  readonly entry: BatchEntry;
  /** Where its case was then; undefined when that could not be found out. */
  readonly where: CaseStatus | "left open" | undefined;
  /** What can be done for it now; undefined when there is nothing, and `found` says why. */
  readonly deed: Deed | undefined;
  readonly found: Found;
  /** What the steps that are left take, as far as it is known; else 0. */
  readonly gas: bigint;
}

export interface EntryReport extends Found {
  readonly line: number;
  /** Empty when the line names no recovery yet: its user is unknown, its acceptance cannot be read. */
  readonly caseId: string;
  readonly transactions: number;
}

/** Told after every entry. */
export interface BatchProgress extends Pace {
  readonly report: EntryReport;
}
