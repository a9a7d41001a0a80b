import type { Provider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../src/chain/connect";

/** Options that every task has which asks the chain. */
export interface ChainArgs {
  readonly agent?: string;
  readonly fromBlock?: string;
}

/** The recovery agent of the chosen network: named with `--agent` or `REGAIN_AGENT`, or the one deployed from here. */
export async function engineOf(hre: HardhatRuntimeEnvironment, args: ChainArgs): Promise<Chain> {
  const { connectChain } = await import("../../src/chain/connect");
  const { parseAddress } = await import("../../src/shared/addresses");
  const { tried } = await import("../../src/chain/send");
  const { parseIndex } = await import("./parameters");
  const named = args.agent ?? setting("REGAIN_AGENT");
  const deployed = named === undefined ? await hre.deployments.getOrNull("RecoveryAgent") : null;
  const address = named === undefined ? deployed?.address : parseAddress(named, "the recovery agent");
  const since = args.fromBlock ?? setting("REGAIN_FROM_BLOCK");
  const fromBlock = since === undefined ? (deployed?.receipt?.blockNumber ?? 0) : parseIndex(since, "block");
  if (address === undefined) throw await noAgent(hre.network.name);
  return tried(async () => connectChain(await nodeOf(hre), address, fromBlock));
}

/** The network's node: one over HTTP by a connection that outlasts its bad moments. */
async function nodeOf(hre: HardhatRuntimeEnvironment): Promise<Provider> {
  const { config, name } = hre.network;
  if (!("url" in config)) return hre.ethers.provider;
  const { connectNode } = await import("../../src/chain/node");
  const node = await connectNode(config.url, { headers: config.httpHeaders, timeout: config.timeout });
  const { chainId } = await node.getNetwork();
  if (config.chainId === undefined || BigInt(config.chainId) === chainId) return node;
  const { RefusedError } = await import("../../src/shared/errors");
  throw new RefusedError(
    "WrongChain",
    `The network ${name} is chain ${config.chainId} by the configuration, but its node serves chain ${chainId}.`,
    "Check the node's URL in hardhat.config.ts, and choose the network with --network.",
  );
}

async function noAgent(network: string): Promise<Error> {
  const { RefusedError } = await import("../../src/shared/errors");
  return new RefusedError(
    "WrongContract",
    `No recovery agent is known on the network "${network}".`,
    `Name it with --agent <address> or REGAIN_AGENT, or deploy one: npx hardhat deploy --network ${network}`,
  );
}

/** A variable of the environment; one that is empty is not set. */
export function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
