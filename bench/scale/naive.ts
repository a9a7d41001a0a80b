import { JsonRpcProvider } from "ethers";
import { RecoveryAgent__factory } from "../../typechain-types";
import { accountAt, CHAIN_ID } from "../../test/faults/anvil";
import { PLACES, type World } from "../../test/faults/world";
import type { Accepted } from "./incident";
import { timed } from "./seconds";

/** What a first script does: one transaction after the other, each awaited, with no record of any. @return seconds */
export async function runNaively(
  url: string,
  { chain }: World,
  accepted: readonly Accepted[],
  approve: () => Promise<void>,
): Promise<number> {
  const provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 100 });
  const proposer = accountAt(PLACES.proposer, provider);
  const agent = RecoveryAgent__factory.connect(chain.agentAddress, proposer);
  const structs = accepted.map(({ recovery, acceptance }) => ({
    recovery: { ...recovery, tokens: [...recovery.tokens] },
    acceptance,
  }));
  const proposing = await timed(async () => {
    for (const { recovery, acceptance } of structs) await (await agent.propose(recovery, acceptance)).wait();
  });
  await approve();
  const executing = await timed(async () => {
    for (const { recovery } of structs) await (await agent.execute(recovery, [], { gasLimit: 9_200_000 })).wait();
  });
  provider.destroy();
  return proposing.seconds + executing.seconds;
}
