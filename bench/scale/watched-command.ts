import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cleanEnvironment, HARDHAT } from "../../test/cli/command";

export interface Watched {
  readonly stdout: string;
  readonly stderr: string;
  /** The memory that the process had, in MiB, now and then. */
  readonly rss: readonly number[];
  readonly peakMiB: number;
}

const EVERY = 5_000;
const KIB = 1024;

/** Runs a command of ours in a process of its own, and looks at its memory while it works. */
export function runWatched(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Watched> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [HARDHAT, ...words], { cwd, env: { ...cleanEnvironment(), ...env } });
    const [rss, peaks]: [number[], number[]] = [[], []];
    const watch = setInterval(() => {
      const memory = memoryOf(child.pid ?? 0);
      if (memory === undefined) return;
      rss.push(memory.now);
      peaks.push(memory.peak);
    }, EVERY);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", fail);
    child.on("close", () => {
      clearInterval(watch);
      done({ stdout, stderr, rss, peakMiB: Math.max(0, ...peaks) });
    });
    child.stdin.end();
  });
}

/** As Linux tells it; undefined once the process has ended. */
function memoryOf(pid: number): { readonly now: number; readonly peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const mib = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / KIB;
    const memory = { now: mib("VmRSS"), peak: mib("VmHWM") };
    return Number.isNaN(memory.peak) ? undefined : memory;
  } catch {
    return undefined;
  }
}
