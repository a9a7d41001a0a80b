import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../test/cli/command";
import { PLACES, buildWorld, DAY, type World } from "../../test/faults/world";
import { startAnvil, type Anvil } from "../../test/faults/anvil";
import { giveHolders, writeIncident, type Accepted } from "./incident";
import type { ScaleReport } from "./limits";
import { runNaively } from "./naive";
import { sendAll } from "./pipeline";
import { rounded, timed } from "./seconds";
import { runWatched, type Watched } from "./watched-command";

type Tell = (text: string) => void;

/** Of the naive way so many are enough to know its rate. */
const NAIVE = 20;
/** On a chain that mines at once nobody waits for anything. Blocks have room for all: block space is nobody's merit. */
const BLOCK_SECONDS = 1;
const BLOCK_GAS = "1000000000";

/**
 * The command itself, store included, on an incident of so many wallets: once to propose, once to execute. Beside it a
 * script that sends the same two transactions of each recovery and awaits them, on the same chain.
 */
export async function measureBatch(count: number, tell: Tell): Promise<ScaleReport["batch1000"]> {
  const anvil = await startAnvil("--gas-limit", BLOCK_GAS);
  try {
    const world = await buildWorld(anvil, 0);
    const accepted = await giveHolders(anvil, world, count);
    tell(`the stage of ${count} holders is set`);
    const backToStart = await anvil.snapshot();
    await anvil.send("evm_setIntervalMining", BLOCK_SECONDS);
    const some = accepted.slice(0, NAIVE);
    const naive = await runNaively(anvil.url, world, some, () => approveAll(anvil, world, some));
    tell(`naive: ${some.length} in ${naive} s`);
    await backToStart();
    const { seconds, rssMiB } = await timeBatch(anvil, world, accepted, tell);
    return { perSecond: rounded(count / seconds), naivePerSecond: rounded(some.length / naive), rssMiB };
  } finally {
    await anvil.stop();
  }
}

async function timeBatch(
  anvil: Anvil,
  world: World,
  accepted: readonly Accepted[],
  tell: Tell,
): Promise<{ readonly seconds: number; readonly rssMiB: number }> {
  const folder = mkdtempSync(join(ROOT, "cache", "bench-"));
  try {
    const file = writeIncident(folder, world, accepted);
    const carryOn = async (): Promise<Watched & { readonly seconds: number }> => {
      const { result, seconds } = await timed(() => runBatchCommand(anvil, world, folder, file));
      tell(`batch: ${seconds} s, RSS ${result.rss.map((mib) => mib.toFixed(0)).join(" ")} MiB`);
      return { ...result, seconds };
    };
    const proposed = await carryOn();
    requireStates(proposed, "waits", accepted.length);
    await approveAll(anvil, world, accepted);
    const executed = await carryOn();
    requireStates(executed, "completed", accepted.length);
    const rssMiB = Math.ceil(Math.max(proposed.peakMiB, executed.peakMiB));
    return { seconds: proposed.seconds + executed.seconds, rssMiB };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runBatchCommand(anvil: Anvil, { chain }: World, cwd: string, file: string): Promise<Watched> {
  const who = ["--signer", String(PLACES.proposer), "--yes", "--json", "--network", "localhost"];
  const words = ["recovery", "batch", "--file", file, ...who];
  return runWatched(words, cwd, { REGAIN_RPC_URL: anvil.url, REGAIN_AGENT: chain.agentAddress });
}

function requireStates({ stdout, stderr }: Watched, state: string, count: number): void {
  const { states } = JSON.parse(stdout) as { states?: Record<string, number> };
  if (states?.[state] === count) return;
  throw new Error(`Not all ${count} are ${state}: ${stdout.slice(0, 1000)} ${stderr.slice(-1000)}`);
}

/** Custodians approve, and the delay passes: no part of what is measured. */
async function approveAll(anvil: Anvil, { chain, cast }: World, accepted: readonly Accepted[]): Promise<void> {
  const calls = accepted.map(({ caseId }) => ({
    to: chain.agentAddress,
    data: chain.agent.interface.encodeFunctionData("approve", [caseId]),
  }));
  await sendAll(anvil, cast.custodian.address, calls);
  await anvil.send("evm_increaseTime", DAY);
  await anvil.send("evm_mine");
}
