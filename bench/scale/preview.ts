import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getAddress, JsonRpcProvider } from "ethers";
import { HonestCompliance__factory, HonestToken__factory } from "../../typechain-types";
import { run, ROOT } from "../../test/cli/command";
import { CHAIN_ID, startAnvil, type Anvil } from "../../test/faults/anvil";
import { buildWorld, type World } from "../../test/faults/world";
import { countRequests } from "./counter";
import type { ScaleReport } from "./limits";
import { sendAll } from "./pipeline";
import { rounded, timed } from "./seconds";

/** The command itself on a wallet with so many tokens, every request counted, and what a first script does beside it. */
export async function measurePreview(count: number): Promise<ScaleReport["preview1000"]> {
  const anvil = await startAnvil();
  try {
    const world = await buildWorld(anvil, 0);
    const tokens = await giveTokens(anvil, world, count);
    const { requests, seconds } = await timePreview(anvil.url, world, tokens);
    return { requests, seconds, naiveSeconds: await timeNaive(anvil.url, world, tokens) };
  } finally {
    await anvil.stop();
  }
}

async function giveTokens(anvil: Anvil, { chain, cast, registry }: World, count: number): Promise<string[]> {
  const { issuer, holder } = cast;
  const [compliance] = await sendAll(anvil, issuer.address, [{ data: HonestCompliance__factory.bytecode }]);
  const creation = new HonestToken__factory(issuer).getDeployTransaction(registry, compliance?.contractAddress ?? "");
  const { data } = await creation;
  const deployed = await sendAll(anvil, issuer.address, Array<{ data: string }>(count).fill({ data }));
  const tokens = deployed.map(({ contractAddress }) => getAddress(contractAddress ?? ""));
  const abi = HonestToken__factory.createInterface();
  const calls = [
    abi.encodeFunctionData("addAgent", [chain.agentAddress]),
    abi.encodeFunctionData("addAgent", [issuer.address]),
    abi.encodeFunctionData("mint", [holder.address, 1000]),
  ];
  await sendAll(
    anvil,
    issuer.address,
    tokens.flatMap((to) => calls.map((call) => ({ to, data: call }))),
  );
  return tokens;
}

async function timePreview(
  node: string,
  { chain, cast }: World,
  tokens: readonly string[],
): Promise<{ readonly requests: number; readonly seconds: number }> {
  const cwd = mkdtempSync(join(ROOT, "cache", "bench-"));
  const counter = await countRequests(node);
  try {
    writeFileSync(join(cwd, "tokens.json"), JSON.stringify(tokens));
    const env = { REGAIN_RPC_URL: counter.url, REGAIN_AGENT: chain.agentAddress, REGAIN_TOKENS: "tokens.json" };
    const wallets = ["--lost", cast.holder.address, "--new", cast.newWallet.address];
    const command = ["recovery", "preview", ...wallets, "--json", "--network", "localhost"];
    const { result, seconds } = await timed(() => run(command, { cwd, env }));
    requireAllRecovered(result.stdout, tokens.length);
    return { requests: counter.requests(), seconds };
  } finally {
    await counter.stop();
    rmSync(cwd, { recursive: true });
  }
}

function requireAllRecovered(stdout: string, count: number): void {
  const { tokens } = JSON.parse(stdout) as { tokens: { outcome: string }[] };
  const recovered = tokens.filter(({ outcome }) => outcome === "recovered").length;
  if (recovered !== count) throw new Error(`The preview found ${recovered} of ${count} tokens to be recovered.`);
}

/** Five calls a token, each awaited. */
async function timeNaive(url: string, { chain, cast }: World, tokens: readonly string[]): Promise<number> {
  const provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, batchMaxCount: 1 });
  const { seconds } = await timed(async () => {
    for (const address of tokens) {
      const token = HonestToken__factory.connect(address, provider);
      await token.balanceOf(cast.holder);
      await token.getFrozenTokens(cast.holder);
      await token.isFrozen(cast.holder);
      await token.paused();
      await token.isAgent(chain.agentAddress);
    }
  });
  provider.destroy();
  return rounded(seconds);
}
