import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "../../test/cli/command";
import { rounded, timed } from "./seconds";

const ROUNDS = 25;

export interface Startup {
  /** Of `recovery status` on an empty store to `--version`. */
  readonly ratio: number;
  /** Medians of both, `--version` first. */
  readonly seconds: readonly number[];
}

/** The two commands by turns, as one types them: what else the machine does meets both. */
export async function measureStartup(): Promise<Startup> {
  const cwd = mkdtempSync(join(ROOT, "cache", "bench-"));
  try {
    const version: number[] = [];
    const status: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      version.push(await timeCommand(cwd, ["--version"]));
      status.push(await timeCommand(cwd, ["recovery", "status"]));
    }
    const seconds = [median(version), median(status)];
    return { ratio: rounded(median(status) / median(version)), seconds };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function timeCommand(cwd: string, words: readonly string[]): Promise<number> {
  const { result, seconds } = await timed(() => runProgram("npx", ["hardhat", ...words], { cwd }));
  if (result.code !== 0) throw new Error(`hardhat ${words.join(" ")} ended with ${result.code}: ${result.stderr}`);
  return seconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
