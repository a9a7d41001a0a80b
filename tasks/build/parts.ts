import { existsSync } from "node:fs";
import { join } from "node:path";
import { SCOPES, type Command } from "./command";

const TASKS = join(__dirname, "..");

/** Below tasks/: what Hardhat's own commands, a script or a test runner may ask for. */
export const PARTS = [
  "build/coverage",
  "build/solc-from-npm",
  "build/test-files",
  "demo/demo",
  "demo/sandbox",
  "provision/deploy",
  ...SCOPES,
];

/**
 * The parts of tasks/ that a command needs: its own task alone. Each file costs a command's start half a millisecond.
 * @param command undefined gets everything; a verb that does not exist gets its scope, for Hardhat to suggest another
 */
export function partsFor(command: Command | undefined): readonly string[] {
  if (command === undefined) return PARTS;
  const { scope, verb } = command;
  if (verb === undefined || !/^[a-z-]+$/.test(verb)) return [scope];
  const task = `${scope}/${verb}`;
  return [existsSync(join(TASKS, `${task}.ts`)) ? task : scope];
}
