import { once } from "node:events";
import { EXIT, RegainError, type ExitCode } from "../../src/shared/errors";
import { toJson } from "../../src/shared/canonical-json";
import { onNetwork } from "../../src/report/commands";
import { chosenPlace } from "./place";
import { coloursFor } from "./terminal";

/** What a task ends with: the same for people and for machines. */
export interface TaskResult {
  /** For people. */
  readonly text: string;
  /** For machines: whole numbers of any size become decimal strings. */
  readonly json: object;
  /** When it ended, but not well: `EXIT.incomplete`. */
  readonly exitCode?: ExitCode;
}

/** Where a task speaks while it works. */
export interface TaskOutput {
  readonly forMachines: boolean;
  /** What people read before they decide: on stdout, or on stderr where machines read stdout. */
  say(text: string): void;
  /** That something takes its time: always on stderr. */
  progress(text: string): void;
}

/**
 * Runs a task's work, prints its result, and sets the exit code. A user's mistake ends with what is wrong and what to do
 * next: Hardhat would end a thrown error with exit code 1 whatever it is. Anything unexpected is thrown on.
 * @param json Whether stdout is for machines: then it is one JSON object and nothing else.
 */
export async function runTask(json: boolean, work: (out: TaskOutput) => Promise<TaskResult>): Promise<void> {
  const out: TaskOutput = {
    forMachines: json,
    say: (text) => void (json ? process.stderr : process.stdout).write(`${text}\n`),
    progress: (text) => void process.stderr.write(`${text}\n`),
  };
  try {
    const result = await work(out);
    await print(json ? `${JSON.stringify(toJson(result.json))}\n` : `${result.text}\n`);
    process.exitCode = result.exitCode ?? EXIT.done;
  } catch (error) {
    if (!(error instanceof RegainError)) throw error;
    reportError(error, json);
    process.exitCode = error.exitCode;
  }
}

/** Hardhat ends the process after the task, whether or not a pipe has taken what was written to it. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** Prints an error for people on stderr, and for machines on stdout. */
export function reportError({ code, message, next }: RegainError, json: boolean): void {
  const colours = coloursFor(process.stderr);
  const there = onNetwork(next, chosenPlace());
  process.stderr.write(`${colours.red(`✖ ${code}`)}  ${message}\n  ${colours.bold("Next:")} ${there}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, next: there } })}\n`);
}
