import { zeroPadValue } from "ethers";
import { IAgentRole__factory } from "../../typechain-types/factories/contracts/interfaces/IAgentRole__factory";
import type { Chain } from "./connect";
import { inHalves } from "./events";

const agentRoleAbi = IAgentRole__factory.createInterface();
const ADDED = agentRoleAbi.getEvent("AgentAdded").topicHash;
const REMOVED = agentRoleAbi.getEvent("AgentRemoved").topicHash;

/**
 * Every contract that said, since the agent's first block, that the recovery agent is an agent of it, and did not take it
 * back: tokens and registries. Warning: any contract can say so. What it is shows when it is asked.
 */
export async function servedContracts(chain: Chain): Promise<string[]> {
  const topics = [[ADDED, REMOVED], zeroPadValue(chain.agentAddress, 32)];
  const logs = await inHalves(chain, (fromBlock, toBlock) => chain.provider.getLogs({ topics, fromBlock, toBlock }));
  const served = new Set<string>();
  for (const { address, topics: said } of logs) {
    if (said[0] === ADDED) served.add(address);
    else served.delete(address);
  }
  return [...served];
}
