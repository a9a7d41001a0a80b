import type { OnPhase, PhaseName, PhaseReport } from "../../src/recovery/phases";
import { PHASE_TITLES, renderPhase } from "../../src/report/render-phase";
import type { TaskOutput } from "./run";
import { coloursFor } from "./terminal";

/**
 * Shows the phases of a run while it runs: a list for people at a terminal, else a line for each that ends. On stderr.
 */
export async function showingPhases<T>(out: TaskOutput, run: (onPhase: OnPhase) => Promise<T>): Promise<T> {
  if (process.stderr.isTTY && !out.forMachines) return inList(run);
  const colours = coloursFor(process.stderr);
  return run((report) => {
    if (report.status !== "running" || report.detail !== "") out.progress(renderPhase(report, { colours }));
  });
}

interface Entry {
  readonly ended: Promise<PhaseReport>;
  readonly end: (report: PhaseReport) => void;
  show: (detail: string) => void;
}

async function inList<T>(run: (onPhase: OnPhase) => Promise<T>): Promise<T> {
  const { Listr } = await import("listr2");
  const entries = new Map<PhaseName, Entry>();
  for (const phase of Object.keys(PHASE_TITLES) as PhaseName[]) entries.set(phase, entry());
  const list = new Listr(
    [...entries].map(([phase, { ended }]) => ({
      title: PHASE_TITLES[phase],
      task: async (_context: unknown, task: { output: string; title: string; skip(message: string): void }) => {
        const shown = entries.get(phase);
        if (shown !== undefined) shown.show = (detail) => void (task.output = detail);
        const { status, detail } = await ended;
        task.title = `${PHASE_TITLES[phase]}  ${detail}`;
        if (status === "skipped") task.skip(task.title);
        if (status === "failed") throw new Error(detail);
      },
    })),
    { concurrent: true, exitOnError: false, rendererOptions: { collapseErrors: false, collapseSkips: false } },
  );
  const shown = list.run();
  try {
    return await run((report) => {
      const found = entries.get(report.phase);
      if (report.status === "running") found?.show(report.detail);
      else found?.end(report);
    });
  } finally {
    for (const [phase, { end }] of entries) end({ phase, status: "skipped", detail: "not reached" });
    await shown;
  }
}

function entry(): Entry {
  let end: (report: PhaseReport) => void = () => undefined;
  const ended = new Promise<PhaseReport>((done) => (end = done));
  return {
    ended,
    end: (report) => {
      end(report);
    },
    show: () => undefined,
  };
}
