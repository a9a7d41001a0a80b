import { join, sep } from "node:path";
import { TASK_TEST_GET_TEST_FILES } from "hardhat/builtin-tasks/task-names";
import { subtask } from "hardhat/config";

interface Chosen {
  readonly testFiles: readonly string[];
}

/** Has a runner of its own, which starts nodes and kills processes: npm run test:faults. */
const APART = "faults";
/** Rooms whose tests run in processes of their own, tell long stories, or measure: slow to trace, and no branch is theirs alone. */
const UNTRACED = ["cli", "gas", "peers", "scenarios"];
/** Repeats what the other tests of its room show, in sixty random worlds. */
const REPEATED = "preview-equals-execution.test.ts";

/** Hardhat takes every file below test/ for a test; ours say so by their name. */
subtask(TASK_TEST_GET_TEST_FILES, async (args: Chosen, { config }, runSuper) => {
  const files = (await runSuper(args)) as string[];
  if (args.testFiles.length > 0) return files;
  const isCoverage = process.argv.includes("coverage");
  const left = (isCoverage ? [APART, ...UNTRACED] : [APART]).map((room) => join(config.paths.tests, room, sep));
  return files
    .filter((file) => file.endsWith(".test.ts") && !left.some((room) => file.startsWith(room)))
    .filter((file) => !isCoverage || !file.endsWith(REPEATED));
});
