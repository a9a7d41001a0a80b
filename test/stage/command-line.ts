import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = resolve(__dirname, "../..");
const HARDHAT = join(ROOT, "node_modules/hardhat/internal/cli/bootstrap.js");

/** Runs `npx hardhat …` as an operator does, in a pipe. */
export function hardhat(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [HARDHAT, ...args], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: "1", HARDHAT_DISABLE_TELEMETRY_PROMPT: "true", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", fail);
    child.on("close", (code) => {
      done({ code, stdout, stderr });
    });
  });
}

/** How a command with `--json` refused. */
export function refusalIn({ code, stdout }: Finished): { exitCode: number | null; code: string; message: string } {
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string; next: string } };
  return { exitCode: code, code: error.code, message: error.message };
}

/** A folder of the tests' own, gone when they end. */
export function folderForFiles(): (name: string) => string {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "regain-"));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return (name) => join(folder, name);
}
