import { EXIT } from "../../../src/shared/errors";
import type { TaskResult } from "../../io/run";

/** One result as it is; several beneath each other, and for machines as a list of that name. */
export function together(name: string, results: readonly TaskResult[]): TaskResult {
  const [only, ...more] = results;
  if (only !== undefined && more.length === 0) return only;
  return {
    text: results.map(({ text }) => text).join("\n\n"),
    json: { [name]: results.map(({ json }) => json) },
    exitCode: results.find(({ exitCode = EXIT.done }) => exitCode !== EXIT.done)?.exitCode ?? EXIT.done,
  };
}
