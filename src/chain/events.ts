import { isError, type EventLog, type Filter, type Log } from "ethers";
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
  return inHalves(chain, (from, to) => chain.agent.queryFilter(filter, from, to));
}

/** Every event of the agent that names the case as its first topic, in order. */
export async function eventsOfCase(chain: Chain, caseId: string): Promise<Log[]> {
  const address = chain.agentAddress;
  return inHalves(chain, (fromBlock, toBlock) =>
    chain.provider.getLogs({ address, topics: [null, caseId], fromBlock, toBlock }),
  );
}

/** Logs that a bounded number of questions found. */
export interface FoundLogs {
  readonly logs: readonly Log[];
  /** Whether the whole chain was searched. */
  readonly complete: boolean;
}

/**
 * Logs of a contract that is older than the agent. A node may refuse such ranges, so it is asked a bounded number of
 * times, latest blocks first.
 */
export async function searchLogs(
  chain: Chain,
  filter: Pick<Filter, "address" | "topics">,
  mostQuestions: number,
): Promise<FoundLogs> {
  const ranges: (readonly [from: number, to: number | "latest"])[] = [[0, "latest"]];
  const logs: Log[] = [];
  for (let asked = 0; asked < mostQuestions; asked += 1) {
    const range = ranges.pop();
    if (range === undefined) return { logs, complete: true };
    const [fromBlock, toBlock] = range;
    try {
      logs.push(...(await chain.provider.getLogs({ ...filter, fromBlock, toBlock })));
    } catch {
      const end = toBlock === "latest" ? await chain.provider.getBlockNumber() : toBlock;
      if (end - fromBlock < SMALLEST_RANGE) break;
      const middle = Math.floor((fromBlock + end) / 2);
      ranges.push([fromBlock, middle], [middle + 1, end]);
    }
  }
  return { logs, complete: ranges.length === 0 };
}

type Query<T> = (from: number, to: number | "latest") => Promise<T[]>;

/** Asks for all blocks since the agent's first; a node that refuses a range as too large is asked for halves. */
export async function inHalves<T extends Log | EventLog>(
  { provider, fromBlock }: Pick<Chain, "provider" | "fromBlock">,
  query: Query<T>,
): Promise<T[]> {
  const within = async (from: number, to: number | "latest"): Promise<T[]> => {
    try {
      return await query(from, to);
    } catch (error) {
      if (isError(error, "NETWORK_ERROR")) throw error;
      const end = to === "latest" ? await provider.getBlockNumber() : to;
      if (end - from < SMALLEST_RANGE) throw error;
      const middle = Math.floor((from + end) / 2);
      return [...(await within(from, middle)), ...(await within(middle + 1, end))];
    }
  };
  return within(fromBlock, "latest");
}
