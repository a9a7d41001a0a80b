import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cleanEnvironment, HARDHAT } from "./command";

/** What a terminal showed. */
export interface Typed {
  readonly code: number;
  /** Every byte, with what steers the terminal. */
  readonly bytes: string;
  /** What a person read. */
  readonly screen: string;
}

/** What is typed once the screen asks for it, in this order. */
export type Answers = readonly (readonly [question: RegExp, keys: string])[];

/** Runs `npx hardhat <args>` on a terminal of its own. Needs `script`, which every Unix has. */
export async function typeInto(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  answers: Answers,
): Promise<Typed> {
  const child = spawn("script", scriptArguments([process.execPath, HARDHAT, ...args]), {
    cwd,
    env: { ...cleanEnvironment(), ...env, NO_COLOR: "1", TERM: "xterm" },
  });
  const waiting = [...answers];
  let bytes = "";
  let answered = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    bytes += text;
    const [question, keys] = waiting[0] ?? [];
    if (question === undefined || keys === undefined || !question.test(bytes.slice(answered))) return;
    waiting.shift();
    answered = bytes.length;
    child.stdin.write(keys);
  });
  const [code] = (await once(child, "close")) as [number];
  // eslint-disable-next-line no-control-regex -- What steers a terminal is no part of what it shows.
  return { code, bytes, screen: bytes.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "") };
}

/** The `script` of Linux takes a command line, that of BSD and macOS its words. */
function scriptArguments(command: readonly string[]): string[] {
  const { error, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  if (error !== undefined) throw new Error("These tests need the program `script`: on Linux it is part of util-linux.");
  const line = command.map((word) => `'${word}'`).join(" ");
  return stdout.includes("util-linux") ? ["-qec", line, "/dev/null"] : ["-q", "/dev/null", ...command];
}
