import { spawn } from "node:child_process";
import { ROOT } from "./root";
import { transpiled } from "./transpile";

/** How a program of this folder ended. */
export interface Finished {
  readonly killed: boolean;
  /** The last line that it printed, an object; undefined when it did not come to print one. */
  readonly said: unknown;
  /** All that it printed. */
  readonly output: string;
}

/** Starts a program with its orders as its one argument, and waits for its end. */
export function runProgram(name: string, orders: object, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const words = JSON.stringify(orders, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [transpiled(name), words], { cwd: ROOT, env: { ...process.env, ...env } });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", fail);
    child.on("close", (_, signal) => {
      const last = stdout.trimEnd().split("\n").at(-1) ?? "";
      const said: unknown = last.startsWith("{") ? JSON.parse(last) : undefined;
      done({ said, killed: signal === "SIGKILL", output: stdout + stderr });
    });
  });
}

/** What the program that runs this was ordered to do. */
export function ordersGiven(): unknown {
  return JSON.parse(process.argv[2] ?? "", (_, value: unknown) =>
    typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  );
}
