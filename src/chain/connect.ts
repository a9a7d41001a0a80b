import type { Provider } from "ethers";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory";
import { RecoveryAgent__factory } from "../../typechain-types/factories/contracts/recovery/RecoveryAgent__factory";
import type { RecoveryAgent } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import type { AgentDomain } from "../recovery/recovery";
import { RefusedError } from "../shared/errors";

/** A chain with its recovery agent: what every step of a recovery works on. */
export interface Chain {
  readonly provider: Provider;
  readonly chainId: bigint;
  readonly agent: RecoveryAgent;
  readonly agentAddress: string;
  /** The block from which the agent's events are searched. */
  readonly fromBlock: number;
  /** Whether the authority lets an account call a function of the agent: at once, or after so many seconds. */
  canCall(account: string, selector: string): Promise<readonly [immediate: boolean, delay: bigint]>;
}

/** The longest part of the chain's answers, in gas, that one transaction may take (EIP-7825 caps it at 16,777,216). */
export const MAX_TRANSACTION_GAS = 15_000_000n;

/**
 * Connects to the recovery agent at `agentAddress`.
 * @throws RefusedError WrongContract when something else, or nothing, lives there.
 */
export async function connectChain(provider: Provider, agentAddress: string, fromBlock = 0): Promise<Chain> {
  const agent = RecoveryAgent__factory.connect(agentAddress, provider);
  const { chainId } = await provider.getNetwork();
  const [domain, managed] = await Promise.all([
    agent.eip712Domain().catch(() => undefined),
    agent.authority().catch(() => undefined),
  ]);
  if (managed === undefined || domain?.name !== "Regain RecoveryAgent" || domain.version !== "1") {
    const isEmpty = (await provider.getCode(agentAddress)) === "0x";
    throw wrongContract(
      agentAddress,
      chainId,
      isEmpty ? "there is no code at that address" : "the code at that address is not a recovery agent of version 1",
    );
  }
  const authority = AccessManager__factory.connect(managed, provider);
  const canCall = (account: string, selector: string): Promise<readonly [boolean, bigint]> =>
    authority.canCall(account, agentAddress, selector);
  return { provider, chainId, agent, agentAddress, fromBlock, canCall };
}

/** @throws RefusedError WrongChain when a file was written for another chain or another agent. */
export function requireSameDomain(chain: Chain, file: AgentDomain, what: string): void {
  if (file.chainId !== chain.chainId) {
    throw new RefusedError(
      "WrongChain",
      `The ${what} is for chain ${file.chainId}, but the node serves chain ${chain.chainId}.`,
      "Choose the network with --network, or make the file anew on this chain.",
    );
  }
  if (file.agent !== chain.agentAddress) {
    throw new RefusedError(
      "WrongContract",
      `The ${what} is for the recovery agent ${file.agent}, but this network's agent is ${chain.agentAddress}.`,
      "Name the agent with --agent, or make the file anew.",
    );
  }
}

function wrongContract(address: string, chainId: bigint, why: string): RefusedError {
  return new RefusedError(
    "WrongContract",
    `${address} is not a recovery agent on chain ${chainId}: ${why}.`,
    "Name the right one with --agent <address>, or deploy one: npx hardhat deploy --network <network>",
  );
}
