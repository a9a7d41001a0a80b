import { subtask } from "hardhat/config";
import { TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD } from "hardhat/builtin-tasks/task-names";
import { HardhatPluginError } from "hardhat/plugins";
import type { SolcBuild } from "hardhat/types";

interface SolcPackage {
  version(): string;
}

/** The compiler comes from the lock file like every other package: the same bytes for everybody, and no download. */
subtask(TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD).setAction(
  async ({ solcVersion }: { solcVersion: string }): Promise<SolcBuild> => {
    const { default: solc } = (await import("solc")) as { default: SolcPackage };
    const longVersion = solc.version().replace(".Emscripten.clang", "");
    if (!longVersion.startsWith(`${solcVersion}+`)) {
      throw new HardhatPluginError(
        "regain",
        `hardhat.config.ts asks for solc ${solcVersion}, but the installed package is ${longVersion}. Run: npm ci`,
      );
    }
    return { compilerPath: require.resolve("solc/soljson.js"), isSolcJs: true, version: solcVersion, longVersion };
  },
);
