// Measures the preview of a wallet with 1,000 tokens on Anvil: the command itself, and the naive way beside it. The last line is JSON.
import { writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { JsonRpcProvider } from "ethers";
import { run } from "../../test/cli/command";
import { countRequests, startAnvil, type Counter } from "./anvil";

const TOKENS = Number(process.env["TOKENS"] ?? 1000);
const ROOT = resolve(__dirname, "../..");

async function main(): Promise<void> {
  const node = await startAnvil();
  try {
    process.env["HARDHAT_NETWORK"] = "localhost";
    process.env["REGAIN_RPC_URL"] = node.url;
    const { setStage } = await import("./stage");
    const stage = await setStage(TOKENS);
    const counter = await countRequests(node.url);
    const preview = await timePreview(counter, stage);
    const naiveSeconds = await timeNaive(node.url, stage);
    await counter.stop();
    console.log(JSON.stringify({ preview1000: { ...preview, naiveSeconds } }));
  } finally {
    await node.stop();
  }
}

interface Holder {
  readonly agent: string;
  readonly holder: string;
  readonly newWallet: string;
  readonly tokens: readonly string[];
}

async function timePreview(counter: Counter, stage: Holder): Promise<{ requests: number; seconds: number }> {
  const cwd = mkdtempSync(join(ROOT, "cache", "bench-"));
  try {
    writeFileSync(join(cwd, "tokens.json"), JSON.stringify(stage.tokens));
    const env = { REGAIN_RPC_URL: counter.url, REGAIN_AGENT: stage.agent, REGAIN_TOKENS: "tokens.json" };
    const words = ["recovery", "preview", "--lost", stage.holder, "--new", stage.newWallet, "--json"];
    const begun = performance.now();
    const { code, stdout, stderr } = await run([...words, "--network", "localhost"], { cwd, env });
    const seconds = secondsSince(begun);
    const { tokens } = JSON.parse(stdout) as { tokens: { outcome: string }[] };
    const recovered = tokens.filter(({ outcome }) => outcome === "recovered").length;
    const outcomes = [...new Set(tokens.map(({ outcome }) => outcome))].join(", ");
    if (code !== 0 || recovered !== TOKENS)
      throw new Error(`${recovered} of ${TOKENS}: ${outcomes}, exit ${code}. ${stderr}`);
    return { requests: counter.requests(), seconds };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Five calls a token, each awaited: what a first script does. */
async function timeNaive(url: string, { holder, agent, tokens }: Holder): Promise<number> {
  const { HonestToken__factory } = await import("../../typechain-types");
  const provider = new JsonRpcProvider(url, 31337, { staticNetwork: true, batchMaxCount: 1 });
  const begun = performance.now();
  for (const address of tokens) {
    const token = HonestToken__factory.connect(address, provider);
    await token.balanceOf(holder);
    await token.getFrozenTokens(holder);
    await token.isFrozen(holder);
    await token.paused();
    await token.isAgent(agent);
  }
  provider.destroy();
  return secondsSince(begun);
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 10) / 100;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
