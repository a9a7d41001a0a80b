import { basename } from "node:path";

/** Our scopes, each with a folder of its name. */
export const SCOPES = ["account", "claims", "directory", "recovery", "vault", "wallet"] as const;

export type Scope = (typeof SCOPES)[number];

/** Options of Hardhat's that a value follows. */
const WITH_VALUE = ["--config", "--max-memory", "--network", "--tsconfig"];

/** A command of ours, as it is typed. */
export interface Command {
  readonly scope: Scope;
  readonly verb: string | undefined;
  readonly words: readonly string[];
}

/** @return undefined for Hardhat's own commands, a plugin's, and for a script or a test runner, which may run any */
export function commandIn([, program = "", ...words]: readonly string[]): Command | undefined {
  if (!["hardhat", "bootstrap.js"].includes(basename(program))) return undefined;
  const [first, verb] = words.filter(
    (word, index) => !word.startsWith("-") && !WITH_VALUE.includes(words[index - 1] ?? ""),
  );
  const scope = SCOPES.find((each) => each === first);
  return scope && { scope, verb, words };
}
