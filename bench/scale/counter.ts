import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Counter {
  readonly url: string;
  /** JSON-RPC requests since it began; each one of a batch counts. */
  readonly requests: () => number;
  stop(): Promise<void>;
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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
