import type { ConfigurableTaskDefinition } from "hardhat/types";
import type { ChainArgs } from "./engine";
import type { SignerOptions } from "./signer";

/** What every task offers. Values arrive as text and are checked inside the task, where errors have an exit code. */
export interface OutputArgs {
  readonly json: boolean;
}

export type ReadingArgs = ChainArgs & OutputArgs;
export type SendingArgs = ReadingArgs & SignerOptions & { readonly maxFee?: string };

/** For tasks that read the chain. */
export function reading(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task
    .addOptionalParam("agent", "The recovery agent, where it is not the one deployed from here")
    .addOptionalParam("fromBlock", "The block from which to search for its events")
    .addFlag("json", "Print JSON for machines: see docs/json.md");
}

/** For tasks that send transactions. */
export function sending(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return signing(reading(task)).addOptionalParam("maxFee", "The most to pay for a unit of gas, in gwei");
}

/** For tasks whose transaction somebody else may send, once `--out` is theirs. */
export interface HandOverArgs extends SendingArgs {
  readonly export?: string;
  readonly out?: string;
}

/** For tasks whose step can be handed over to whoever broadcasts it themselves. */
export function handingOver(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return exporting(sending(task)).addOptionalParam("out", "With --export: the file to write");
}

/** As `handingOver`, for a task that has --out already. */
export function exporting(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task.addOptionalParam(
    "export",
    'Send nothing: "safe" writes a file for the Safe\'s Transaction Builder, which --signer <address> will send',
  );
}

/** For tasks that sign, with or without a node. */
export function signing(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task
    .addOptionalParam("signer", "An account of the network, by its index or address")
    .addOptionalParam("keystore", "An encrypted keystore; its password is asked for, or comes from REGAIN_PASSWORD");
}
