import hre from "hardhat";
import type { Finished } from "./command-line";

/**
 * Runs a task as the command line does, but in this process: `vault import --in a.json --dry-run --json`. Dozens of
 * commands would take minutes otherwise.
 */
export async function runInProcess(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Finished> {
  const [scope = "", task = "", ...options] = command;
  const before = { ...process.env };
  const exitCode = process.exitCode;
  const output = { stdout: "", stderr: "" };
  const restore = [capture("stdout", output), capture("stderr", output)];
  Object.assign(process.env, env);
  process.exitCode = 0;
  try {
    await hre.run({ scope, task }, argumentsIn(options));
    return { ...output, code: process.exitCode };
  } finally {
    process.exitCode = exitCode;
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    for (const step of restore) step();
  }
}

function capture(stream: "stdout" | "stderr", output: Record<"stdout" | "stderr", string>): () => void {
  const write = process[stream].write.bind(process[stream]);
  process[stream].write = (chunk: string | Uint8Array) => {
    output[stream] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return () => {
    process[stream].write = write;
  };
}

/** `--dry-run --in a.json` as Hardhat hands it to a task. */
function argumentsIn(options: readonly string[]): Record<string, string | boolean> {
  const args: Record<string, string | boolean> = {};
  for (const [index, option] of options.entries()) {
    if (!option.startsWith("--")) continue;
    const name = option.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const value = options[index + 1];
    args[name] = value === undefined || value.startsWith("--") ? true : value;
  }
  return args;
}
