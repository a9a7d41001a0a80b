import { isError, type EventLog, type Log } from "ethers";
import type { TypedContractEvent, TypedDeferredTopicFilter, TypedEventLog } from "../../typechain-types/common";
import type { Chain } from "./connect";

/** In blocks: every node answers for so few. */
const SMALLEST_RANGE = 100;

/**
 * Every event of a kind since the agent's first block. A node that refuses a range as too large is asked for halves.
 */
export async function eventsOf<E extends TypedContractEvent>(
  chain: Chain,
  filter: TypedDeferredTopicFilter<E>,
): Promise<TypedEventLog<E>[]> {
  const latest = await chain.provider.getBlockNumber();
  return inHalves(chain.fromBlock, latest, (from, to) => chain.agent.queryFilter(filter, from, to));
}

/** Every event of the agent that names the case as its first topic, in order. */
export async function eventsOfCase(chain: Chain, caseId: string): Promise<Log[]> {
  const latest = await chain.provider.getBlockNumber();
  const address = chain.agentAddress;
  return inHalves(chain.fromBlock, latest, (fromBlock, toBlock) =>
    chain.provider.getLogs({ address, topics: [null, caseId], fromBlock, toBlock }),
  );
}

/** Asks for a range of blocks; a node that refuses it as too large is asked for halves. */
export async function inHalves<T extends Log | EventLog>(
  from: number,
  to: number,
  query: (from: number, to: number) => Promise<T[]>,
): Promise<T[]> {
  try {
    return await query(from, to);
  } catch (error) {
    if (to - from < SMALLEST_RANGE || isError(error, "NETWORK_ERROR")) throw error;
    const middle = Math.floor((from + to) / 2);
    const first = await inHalves(from, middle, query);
    return [...first, ...(await inHalves(middle + 1, to, query))];
  }
}
