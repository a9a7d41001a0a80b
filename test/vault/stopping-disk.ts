import { promises as fs } from "node:fs";
import type { FileHandle } from "node:fs/promises";

const CALLS = ["open", "rename", "link", "rm", "writeFile", "readFile", "lstat"];
const HANDLE_CALLS = ["writeFile", "sync", "chmod", "close", "stat", "read"];

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** What a process that was killed at a file operation leaves: that operation and all later ones do not happen. */
export interface StoppingDisk {
  /** How many operations there were. */
  readonly calls: () => number;
  readonly restore: () => Promise<void>;
}

/** @param stopAt The operation that the process does not live to see; left out, it lives. */
export function stopDisk(stopAt = Infinity): StoppingDisk {
  let calls = 0;
  const undo: (() => unknown)[] = [];
  const watch = (target: object, names: readonly string[]): void => {
    const methods = target as Methods;
    for (const name of names) {
      const original = methods[name]!;
      methods[name] = async (...args) => {
        calls += 1;
        if (calls >= stopAt) throw new Error("The process is gone.");
        const result = await original.apply(target, args);
        if (name === "open") {
          const handle = result as FileHandle;
          const close = handle.close.bind(handle);
          undo.unshift(() => close().catch(() => undefined));
          watch(handle, HANDLE_CALLS);
        }
        return result;
      };
      undo.push(() => (methods[name] = original));
    }
  };
  watch(fs, CALLS);
  return {
    calls: () => calls,
    restore: async () => {
      for (const step of undo) await step();
    },
  };
}
