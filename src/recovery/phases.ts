import type { StepLog } from "../store/step-log";
import type { PhaseStatus } from "../store/tables.types";

/** What an execution goes through, in this order. */
export const PHASES = [
  "check",
  "access",
  "identity",
  "registry",
  "tokens",
  "claims",
  "final check",
  "summary",
] as const;

export type PhaseName = (typeof PHASES)[number];

/** How far a phase is. */
export interface PhaseReport {
  readonly phase: PhaseName;
  readonly status: PhaseStatus;
  readonly detail: string;
}

export type OnPhase = (report: PhaseReport) => void;

/** The phases of one run: each is recorded when it ends, and done once, whatever number of processes it takes. */
export class PhaseRecord {
  private readonly ended = new Map<PhaseName, PhaseReport>();

  private constructor(
    private readonly log: StepLog,
    private readonly tell: OnPhase,
  ) {}

  /** Tells at once what an earlier process did already. */
  static async open(log: StepLog, tell: OnPhase): Promise<PhaseRecord> {
    const record = new PhaseRecord(log, tell);
    for (const { phase: name, status, detail } of await log.phases()) {
      const phase = PHASES.find((each) => each === name);
      if (phase === undefined || status === "running" || status === "failed") continue;
      record.ended.set(phase, { phase, status, detail });
      tell({ phase, status, detail });
    }
    return record;
  }

  hasEnded(phase: PhaseName): boolean {
    return this.ended.has(phase);
  }

  /** That a phase goes on; nothing is recorded. */
  progress(phase: PhaseName, detail = ""): void {
    if (!this.hasEnded(phase)) this.tell({ phase, status: "running", detail });
  }

  /** @param status `failed` does not stop the run: it says that somebody has to follow up. */
  async end(phase: PhaseName, status: PhaseStatus, detail: string): Promise<void> {
    if (this.hasEnded(phase)) return;
    await this.log.recordPhase(phase, status, detail);
    this.ended.set(phase, { phase, status, detail });
    this.tell({ phase, status, detail });
  }

  /** In their order. */
  get reports(): PhaseReport[] {
    return PHASES.flatMap((phase) => this.ended.get(phase) ?? []);
  }
}
