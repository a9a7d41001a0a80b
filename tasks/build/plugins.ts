import { basename } from "node:path";

/** What Hardhat loads for a command before it runs it. */
export const PLUGINS = ["@nomicfoundation/hardhat-toolbox", "hardhat-deploy"] as const;

/** Of the toolbox, what our own commands use: the rest compiles, tests and verifies contracts. */
const NETWORK_PLUGINS = ["@nomicfoundation/hardhat-ethers", "hardhat-deploy"] as const;

/** Our scopes; every other command, Hardhat's own and a plugin's, gets everything. */
const SCOPES = ["account", "claims", "directory", "recovery", "vault", "wallet"];
/** Options of Hardhat's that a value follows. */
const WITH_VALUE = ["--config", "--max-memory", "--network", "--tsconfig"];

/**
 * The plugins that a command needs. They are most of the time that a command takes to start.
 * @param argv As Node gives it: a script, or a test runner, gets everything
 */
export function pluginsFor([, program = "", ...words]: readonly string[]): readonly string[] {
  if (!["hardhat", "bootstrap.js"].includes(basename(program))) return PLUGINS;
  const [scope = "", verb] = positionalsIn(words);
  if (!SCOPES.includes(scope)) return PLUGINS;
  return isOffline(scope, verb, words) ? [] : NETWORK_PLUGINS;
}

/** What asks the store alone. */
function isOffline(scope: string, verb: string | undefined, words: readonly string[]): boolean {
  return scope === "directory" || (scope === "recovery" && verb === "status" && !words.includes("--case"));
}

function positionalsIn(words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith("-") && !WITH_VALUE.includes(words[index - 1] ?? ""));
}
