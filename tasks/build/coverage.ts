import { join, sep } from "node:path";
import { TASK_TEST_GET_TEST_FILES } from "hardhat/builtin-tasks/task-names";
import { extendConfig, subtask } from "hardhat/config";

/** Instrumented code goes where nobody runs it: artifacts/ and typechain-types/ stay those of the contracts. */
extendConfig((config) => {
  if (!process.argv.includes("coverage")) return;
  config.paths.artifacts = `${config.paths.root}/coverage/artifacts`;
  config.paths.cache = `${config.paths.root}/coverage/cache`;
  config.typechain.dontOverrideCompile = true;
  // Instrumented transactions may exceed the gas cap that later hardforks put on each (EIP-7825).
  config.networks.hardhat.hardfork = "prague";
});

/** Rooms whose tests run in processes of their own, tell long stories, or measure: slow to trace, and no branch is theirs alone. */
const UNTRACED = ["cli", "gas", "peers", "scenarios", "upgrades"];
/** Repeats what the other tests of its room show, in sixty random worlds. */
const REPEATED = "preview-equals-execution.test.ts";

subtask(TASK_TEST_GET_TEST_FILES, async (args: unknown, { config }, runSuper) => {
  const files = (await runSuper(args)) as string[];
  if (!process.argv.includes("coverage")) return files;
  const untraced = UNTRACED.map((room) => join(config.paths.tests, room, sep));
  return files.filter((file) => !untraced.some((room) => file.startsWith(room)) && !file.endsWith(REPEATED));
});
