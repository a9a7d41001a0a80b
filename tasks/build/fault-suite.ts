import { join, sep } from "node:path";
import { TASK_TEST_GET_TEST_FILES } from "hardhat/builtin-tasks/task-names";
import { subtask } from "hardhat/config";

/** The fault suite starts nodes and kills processes by the hundred: `npm run test:faults` runs it, without Hardhat. */
subtask(TASK_TEST_GET_TEST_FILES, async (args: unknown, { config }, runSuper) => {
  const files = (await runSuper(args)) as string[];
  const faults = join(config.paths.tests, "faults", sep);
  return files.filter((file) => !file.startsWith(faults));
});
