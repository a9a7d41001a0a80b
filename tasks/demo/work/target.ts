import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";

/** The suites that the demonstration and the sandbox can play on. */
export const TARGETS = {
  regain: { name: "regain", words: "tokens of our own suite", short: "our suite" },
  "t-rex": { name: "t-rex-4.1.6", words: "T-REX 4.1.6 tokens", short: "T-REX 4.1.6" },
} as const;

export type TargetOption = keyof typeof TARGETS;

/** @throws BadInputError UnknownTarget */
export function parseTarget(option: string): TargetOption {
  if (option === "regain" || option === "t-rex") return option;
  throw new BadInputError(
    "UnknownTarget",
    `There is no target ${quote(option)}: the stage can be set with our own suite (regain) or with T-REX 4.1.6 (t-rex).`,
    "npx hardhat demo --target t-rex",
  );
}

/** The suite to compare with. */
export function otherTarget(option: TargetOption): TargetOption {
  return option === "regain" ? "t-rex" : "regain";
}

/** @throws BadInputError WrongNetwork: on any other network it would deploy for real */
export function requireEmbedded(network: string, what: string): void {
  if (network === "hardhat") return;
  throw new BadInputError(
    "WrongNetwork",
    `The ${what} runs on an embedded chain, not on "${network}".`,
    "Leave out --network. To try the tasks by hand: npm run sandbox",
  );
}
