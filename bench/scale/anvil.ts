import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";

const ANVIL = join(resolve(__dirname, "../.."), "node_modules/.bin/anvil");

export interface Node {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real node in a process of its own, on a port that is free. */
export async function startAnvil(): Promise<Node> {
  const port = await freePort();
  const child = spawn(
    ANVIL,
    ["--port", String(port), "--chain-id", "31337", "--hardfork", "osaka", "--accounts", "20"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise<void>((ready, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => {
      fail(new Error(`Anvil ended with exit code ${code}.`));
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Listening on")) ready();
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export interface Counter extends Node {
  /** JSON-RPC requests since it began; each one of a batch counts. */
  readonly requests: () => number;
}

/** Stands before a node and counts what it is asked. */
export async function countRequests(node: string): Promise<Counter> {
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const body = Buffer.concat(parts);
      const asked: unknown = JSON.parse(body.toString("utf8"));
      requests += Array.isArray(asked) ? asked.length : 1;
      const headers = { "content-type": "application/json" };
      const forwarded = request(node, { method: "POST", headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(outgoing);
      });
      forwarded.end(body);
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
