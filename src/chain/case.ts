import type { Log } from "ethers";
import { RefusedError } from "../shared/errors";
import type { Recovery } from "../recovery/recovery";
import type { Chain } from "./connect";
import { eventsOf, eventsOfCase } from "./events";

/** An event of a case, decoded. */
export interface CaseEvent {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly block: number;
  readonly transaction: string;
}

/** Finds a recovery by its case id alone: the chain is the only thing that operators share. */
export async function findRecovery(chain: Chain, caseId: string): Promise<Recovery> {
  const [event] = await eventsOf(chain, chain.agent.filters.RecoveryProposed(caseId));
  if (event === undefined) {
    throw new RefusedError(
      "CaseUnknown",
      `There is no case ${caseId} of the recovery agent ${chain.agentAddress} on chain ${chain.chainId}.`,
      "npx hardhat recovery list",
    );
  }
  const { registry, lostWallet, newWallet, identity, tokens, evidence, nonce } = event.args.recovery;
  return { registry, lostWallet, newWallet, identity, tokens: [...tokens], evidence, nonce };
}

export async function readCaseEvents(chain: Chain, caseId: string): Promise<CaseEvent[]> {
  return decodeEvents(chain, caseId, await eventsOfCase(chain, caseId));
}

/** The agent's events of a case among some logs: whoever sends transactions themselves may put several cases into one. */
export function decodeEvents(chain: Chain, caseId: string, logs: readonly Log[]): CaseEvent[] {
  return logs.flatMap((log) => {
    const event = log.address === chain.agentAddress ? chain.agent.interface.parseLog(log) : null;
    if (event === null) return [];
    const values = event.args.toObject() as Record<string, unknown>;
    if (values["caseId"] !== caseId) return [];
    return [{ name: event.name, values, block: log.blockNumber, transaction: log.transactionHash }];
  });
}

export interface ProposedCase {
  readonly caseId: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly tokens: number;
}

/** Every case that was ever proposed, oldest first. */
export async function listProposed(chain: Chain): Promise<ProposedCase[]> {
  const events = await eventsOf(chain, chain.agent.filters.RecoveryProposed());
  return events.map(({ args: { caseId, lostWallet, newWallet, recovery } }) => ({
    caseId,
    lostWallet,
    newWallet,
    tokens: recovery.tokens.length,
  }));
}

/** The time of a block, in seconds since 1970. */
export async function timeOf(chain: Chain, block: number | "latest"): Promise<number> {
  return (await chain.provider.getBlock(block))?.timestamp ?? 0;
}
