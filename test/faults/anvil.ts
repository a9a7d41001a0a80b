import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { HDNodeWallet, JsonRpcProvider, Network } from "ethers";
import { ROOT } from "./root";

const PHRASE = "test test test test test test test test test test test junk";
export const CHAIN_ID = 31337;

/** A real node in a process of its own, on a port that is free. */
export interface Anvil {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  send(method: string, ...params: unknown[]): Promise<unknown>;
  /** Remembers the chain as it is. @return what brings it back, as often as wanted */
  snapshot(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

export async function startAnvil(...options: readonly string[]): Promise<Anvil> {
  const port = await freePort();
  const node = ["--port", String(port), "--chain-id", String(CHAIN_ID), "--hardfork", "osaka", "--accounts", "20"];
  const child = spawn(join(ROOT, "node_modules/.bin/anvil"), [...node, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => {
      fail(new Error(`Anvil ended with exit code ${code}.`));
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Listening on")) ready();
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const provider = providerAt(url);
  const send = (method: string, ...params: unknown[]): Promise<unknown> => provider.send(method, params);
  return {
    url,
    provider,
    send,
    snapshot: async () => {
      let id = await send("evm_snapshot");
      return async () => {
        await send("evm_revert", id);
        id = await send("evm_snapshot");
      };
    },
    stop: async () => {
      provider.destroy();
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export function providerAt(url: string): JsonRpcProvider {
  return new JsonRpcProvider(url, Network.from(CHAIN_ID), {
    staticNetwork: true,
    cacheTimeout: -1,
    pollingInterval: 20,
  });
}

/** One of the accounts that every such node gives money to. */
export function accountAt(index: number, provider: JsonRpcProvider): HDNodeWallet {
  return HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`).connect(provider);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
