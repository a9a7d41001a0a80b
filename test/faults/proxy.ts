import { once } from "node:events";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * What goes wrong with a request: it is forwarded and the reply lost; it is answered with a status instead; or the node's
 * answer is replaced by another.
 */
export type Fault = "reply lost" | 429 | 503 | { readonly result: unknown };
/** Decides what goes wrong; undefined: nothing. @param turn Counts what is posted, be it one request or a batch */
export type Judge = (request: RpcRequest, turn: number) => Fault | undefined;

/** Stands between an operator and the node, and does to their talk what it is told. */
export interface FaultProxy {
  readonly url: string;
  /** From now on. */
  judge: Judge;
  stop(): Promise<void>;
}

export async function startProxy(node: string): Promise<FaultProxy> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      void answer(Buffer.concat(parts).toString("utf8"), outgoing);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judge: () => undefined,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(body: string, outgoing: ServerResponse): Promise<void> {
    const asked = JSON.parse(body) as RpcRequest | RpcRequest[];
    turn += 1;
    const faults = [asked].flat().map((each) => ({ id: each.id, fault: proxy.judge(each, turn) }));
    const status = faults.map(({ fault }) => fault).find((fault) => typeof fault === "number");
    if (status !== undefined) {
      outgoing.writeHead(status).end("later, perhaps");
      return;
    }
    const text = await forward(node, body);
    if (faults.some(({ fault }) => fault === "reply lost")) {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(200, { "content-type": "application/json" }).end(replaced(text, faults));
  }
  return proxy;
}

/** Goes wrong with the first so many requests of a method, and never again. */
export function firstOf(count: number, method: string, fault: (request: RpcRequest) => Fault): Judge {
  let left = count;
  return (asked) => {
    if (asked.method !== method || left === 0) return undefined;
    left -= 1;
    return fault(asked);
  };
}

function forward(node: string, body: string): Promise<string> {
  return new Promise((done, fail) => {
    const forwarded = request(node, { method: "POST", headers: { "content-type": "application/json" } }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () => {
        done(text);
      });
    });
    forwarded.on("error", fail).end(body);
  });
}

function replaced(text: string, faults: readonly { id: number; fault: Fault | undefined }[]): string {
  const reply = JSON.parse(text) as { id: number } | { id: number }[];
  const replace = (one: { id: number }): object => {
    const fault = faults.find(({ id }) => id === one.id)?.fault;
    return typeof fault === "object" ? { jsonrpc: "2.0", id: one.id, result: fault.result } : one;
  };
  return JSON.stringify(Array.isArray(reply) ? reply.map(replace) : replace(reply));
}
