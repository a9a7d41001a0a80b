import { commandIn, type Command } from "./command";

/** What Hardhat loads for a command before it runs it. */
export const PLUGINS = ["@nomicfoundation/hardhat-toolbox", "hardhat-deploy"] as const;

/** Of the toolbox, what our own commands use: the rest compiles, tests and verifies contracts. */
const NETWORK_PLUGINS = ["@nomicfoundation/hardhat-ethers", "hardhat-deploy"] as const;

/**
 * The plugins that a command needs. They are most of the time that a command takes to start.
 * @param argv As Node gives it: a script, or a test runner, gets everything
 */
export function pluginsFor(argv: readonly string[]): readonly string[] {
  const command = commandIn(argv);
  if (command === undefined) return PLUGINS;
  return isOffline(command) ? [] : NETWORK_PLUGINS;
}

/** What asks the store alone. */
function isOffline({ scope, verb, words }: Command): boolean {
  return scope === "directory" || (scope === "recovery" && verb === "status" && !words.includes("--case"));
}
