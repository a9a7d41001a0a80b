import type { Setting } from "../../src/report/setting";

/** Where a command was told to work, as Hardhat reads it: an error may come before its environment is there to ask. */
export function chosenPlace(): Pick<Setting, "network" | "agentOption"> {
  const agentOption = valueOf("--agent");
  return {
    network: valueOf("--network") ?? process.env["HARDHAT_NETWORK"] ?? "hardhat",
    ...(agentOption === undefined ? {} : { agentOption }),
  };
}

function valueOf(option: string): string | undefined {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : process.argv[at + 1];
}
