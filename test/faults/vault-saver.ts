/**
 * A process that saves a vault without its address book, as a command does, and kills itself at one of its file operations.
 * Its last line is how many there were.
 */
import { promises as fs } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { withOldVault } from "../../tasks/vault/work/locked-vault";

const [path = "", dieAt = "0"] = process.argv.slice(2);
const SILENT = { forMachines: true, say: () => undefined, progress: () => undefined };
const CALLS = ["open", "rename", "link", "rm", "writeFile", "readFile", "lstat", "copyFile"];
const HANDLE_CALLS = ["sync", "chmod", "close", "stat", "read"];

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

let moment = 0;
function pass(): void {
  moment += 1;
  if (moment === Number(dieAt)) process.kill(process.pid, "SIGKILL");
}

/** Every operation is a moment before it happens. */
function watch(target: object, names: readonly string[]): void {
  const methods = target as Methods;
  for (const name of names) {
    const original = methods[name]?.bind(target);
    methods[name] = async (...args) => {
      pass();
      const result = await original?.(...args);
      if (name === "open") watchHandle(result as FileHandle);
      return result;
    };
  }
}

/** A file is written in two halves, and there is a moment between them. */
function watchHandle(handle: FileHandle): void {
  watch(handle, HANDLE_CALLS);
  const write = handle.write.bind(handle);
  Object.assign(handle, {
    writeFile: async (text: string) => {
      const half = Math.floor(text.length / 2);
      pass();
      await write(text.slice(0, half));
      pass();
      await write(text.slice(half));
    },
  });
}

async function work(): Promise<void> {
  watch(fs, CALLS);
  await withOldVault(path, SILENT, async (vault, locked) => {
    await locked.save(vault, { ...vault.payload, addressBook: [] });
  });
  process.stdout.write(`${moment}\n`);
}

void work();
