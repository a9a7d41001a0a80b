import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { TASK_NODE_CREATE_SERVER } from "hardhat/builtin-tasks/task-names";
import type { HardhatRuntimeEnvironment, JsonRpcServer } from "hardhat/types";
import { RefusedError } from "../../../src/shared/errors";
import { parseIndex } from "../../io/parameters";
import type { TaskOutput, TaskResult } from "../../io/run";
import { setStage, type Stage } from "./stage";
import { requireEmbedded, TARGETS, type TargetOption } from "./target";

const HOST = "127.0.0.1";
/** Where the network `localhost` looks for a node: the contracts of one node at a time are recorded for it. */
const USUAL_PORT = "8545";

/** Sets the stage, serves it over JSON-RPC until it is interrupted, and says what to try. */
export async function openSandbox(
  hre: HardhatRuntimeEnvironment,
  out: TaskOutput,
  target: TargetOption,
  port: string,
): Promise<TaskResult> {
  requireEmbedded(hre.network.name, "sandbox");
  const number = parseIndex(port, "port", 65_535);
  await requireFreePort(number);
  out.progress("Setting the stage…");
  const stage = await setStage(hre, target);
  const options = { hostname: HOST, port: number, provider: hre.network.provider };
  const server = (await hre.run(TASK_NODE_CREATE_SERVER, options)) as JsonRpcServer;
  await server.listen();
  const unpublish = port === USUAL_PORT ? await publishDeployments(hre) : undefined;
  out.say(welcome(stage, port));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void server.close());
  await server.waitUntilClosed();
  await unpublish?.();
  return { text: "\nThe sandbox is closed, and its chain is gone.", json: {} };
}

/** @throws RefusedError PortTaken */
async function requireFreePort(port: number): Promise<void> {
  const probe = createServer().listen(port, HOST);
  await once(probe, "listening").catch(() => {
    throw new RefusedError(
      "PortTaken",
      `Nobody can listen on port ${port}: another sandbox does, perhaps.`,
      `npx hardhat sandbox --port ${(port % 65_535) + 1}`,
    );
  });
  probe.close();
  await once(probe, "close");
}

/** Lets tasks in another terminal find the contracts: as the deploy scripts would have written them. @return what undoes it */
async function publishDeployments(hre: HardhatRuntimeEnvironment): Promise<() => Promise<void>> {
  const folder = join(hre.config.paths.deployments, "localhost");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".chainId"), String(hre.network.config.chainId));
  for (const [name, { address, abi, receipt }] of Object.entries(await hre.deployments.all())) {
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ address, abi, receipt }, null, 2)}\n`);
  }
  return () => rm(folder, { recursive: true, force: true });
}

const ISSUERS = {
  regain: [
    ["1", "issuer", "administers the authority, which owns tokens and registries"],
    ["2", "tokenAgent", "mints, freezes, pauses, registers: each by its role, through the authority"],
  ],
  "t-rex": [
    ["1", "issuer", "owns the tokens and registries"],
    ["2", "tokenAgent", "the issuer's agent on tokens and registries"],
  ],
} as const;

const PARTS = [
  ["3", "identityManager", "proposes, executes, retries"],
  ["4", "custodian", "approves"],
  ["5", "secondCustodian", "approves"],
  ["6", "guardian", "upholds, cancels"],
  ["8", "claimIssuerSigner", "signs claims"],
  ["9", "holder", "the lost wallet; may contest"],
  ["10", "newWallet", "takes its place"],
] as const;

function welcome({ cast, target, registry, claimIssuer, agent, ...stage }: Stage, port: string): string {
  const tokens = stage.tokens.map((token) => token.address).join(",");
  const url = port === USUAL_PORT ? "" : `REGAIN_RPC_URL=http://${HOST}:${port} REGAIN_AGENT=${agent} `;
  const at = "--network localhost";
  return [
    `A node with five ${TARGETS[target].words} listens on http://${HOST}:${port}. Stop it with Ctrl+C.`,
    "",
    ...[...ISSUERS[target], ...PARTS].map(
      ([index, part, what]) => `  --signer ${index.padEnd(3)} ${cast[part].address}  ${part.padEnd(18)} ${what}`,
    ),
    "",
    ...stage.tokens.map(({ symbol, name, address }) => `  ${symbol.padEnd(5)}        ${address}  ${name}`),
    `  registry     ${registry}`,
    `  claim issuer ${claimIssuer}`,
    `  agent        ${agent}`,
    "",
    "In another terminal:",
    `  ${url}npx hardhat recovery preview --lost ${cast.holder.address} --new ${cast.newWallet.address} --tokens ${tokens} --out plan.json ${at}`,
    `  ${url}npx hardhat wallet accept --plan plan.json --signer 10 --out acceptance.json ${at}`,
    `  ${url}npx hardhat claims sign --plan plan.json --issuer ${claimIssuer} --topic 1 --text checked --signer 8 --out claims.json ${at}`,
    `  ${url}npx hardhat recovery propose --plan plan.json --acceptance acceptance.json --signer 3 ${at}`,
    `  ${url}npx hardhat recovery list ${at}`,
    "",
    "The delay is a day; let it pass with:",
    `  curl -s -H 'content-type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"evm_increaseTime","params":[86400]}' http://${HOST}:${port}`,
    `  curl -s -H 'content-type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"evm_mine"}' http://${HOST}:${port}`,
  ].join("\n");
}
