import { BadInputError } from "../../../src/shared/errors";

/** @throws BadInputError for tokens or a network that the demonstration does not know */
export function requireTarget(target: string, network: string): void {
  if (target !== "t-rex") {
    throw new BadInputError(
      "UnknownTarget",
      `The demonstration has no target "${target}".`,
      "npx hardhat demo --target t-rex",
    );
  }
  requireEmbedded(network, "demonstration");
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
