import { join, sep } from "node:path";
import { TASK_TEST_GET_TEST_FILES } from "hardhat/builtin-tasks/task-names";
import { subtask } from "hardhat/config";

interface Chosen {
  readonly testFiles: readonly string[];
}

/** Has a runner of its own, which starts nodes and kills processes: npm run test:faults. */
const APART = "faults";
/** The rooms of the contracts. What other rooms test of them is slow to trace, and no branch is theirs alone. */
const TRACED = ["access", "compliance", "identity", "recovery", "recovery-suite", "registry", "token"];
/** Repeats what the other tests of its room show, in sixty random worlds. */
const REPEATED = "preview-equals-execution.test.ts";

/** Hardhat takes every file below test/ for a test; ours say so by their name. */
subtask(TASK_TEST_GET_TEST_FILES, async (args: Chosen, { config }, runSuper) => {
  const files = (await runSuper(args)) as string[];
  if (args.testFiles.length > 0) return files;
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  const isIn = (file: string, room: string): boolean => file.startsWith(join(config.paths.tests, room, sep));
  if (!process.argv.includes("coverage")) return tests.filter((file) => !isIn(file, APART));
  return tests.filter((file) => !file.endsWith(REPEATED) && TRACED.some((room) => isIn(file, room)));
});
