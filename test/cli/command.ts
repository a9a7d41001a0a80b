import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");
/** What `npx hardhat` runs, without npx. */
export const HARDHAT = join(ROOT, "node_modules/hardhat/internal/cli/bootstrap.js");

export interface RunOptions {
  /** Where the command is typed: below the repository, so that Hardhat finds its configuration. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it; nothing when left out. */
  readonly input?: string;
}

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npx hardhat <args>` in a process of its own; as many at a time as the machine has cores. */
export async function run(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return inTurn(() => runProgram(process.execPath, [HARDHAT, ...args], options));
}

/** Runs any program to its end, without a terminal. */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: options.cwd, env: { ...cleanEnvironment(), ...options.env } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", fail);
    child.on("close", (code) => {
      done({ code, stdout, stderr });
    });
    child.stdin.on("error", () => undefined); // It may end without reading.
    child.stdin.end(options.input ?? "");
  });
}

/** This process's environment without what Hardhat, a build machine or a tester would add to it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const added = /^(HARDHAT_|TS_NODE_|REGAIN_|CI$|GITHUB_|NODE_OPTIONS$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** A command as one types it, cut into its arguments; quotes keep words together. */
export function wordsOf(command: string): string[] {
  return (command.match(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g) ?? []).map((word) => word.replace(/['"]/g, ""));
}

const waiting: (() => void)[] = [];
let free = Math.max(2, availableParallelism());

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free === 0) await new Promise<void>((go) => waiting.push(go));
  else free -= 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}
