import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WALLETS } from "../../src/directory/http/scim";
import { isSignedBody } from "../../src/shared/signed-body";

export const TOKEN = "canary-scim-token";
export const SECRET = "canary-webhook-secret";

interface Stored {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly wallets: { value: string }[];
  sessions: { id: string; createdAt: number; expiresAt: number }[];
}

/** A small identity provider: SCIM users and an access webhook, each on its own path. */
export interface ScimServer {
  readonly url: string;
  readonly users: Map<string, Stored>;
  /** The bodies that the webhook took. */
  readonly asked: { id: string; action: string; user: string }[];
  /** Answers like this instead, until it is undefined again. */
  fault: { status: number; text: string } | undefined;
  stop(): Promise<void>;
}

export async function startScimServer(): Promise<ScimServer> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const state: ScimServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    users: new Map(),
    asked: [],
    fault: undefined,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await textOf(incoming);
    const { status, value } = route(incoming, body);
    outgoing.writeHead(status, { "content-type": "application/scim+json" });
    outgoing.end(typeof value === "string" ? value : JSON.stringify(value));
  }

  function route(incoming: IncomingMessage, body: string): { status: number; value: unknown } {
    if (state.fault !== undefined) return { status: state.fault.status, value: state.fault.text };
    const url = new URL(incoming.url ?? "", state.url);
    if (url.pathname === "/access") return onAccess(incoming, body);
    if (incoming.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, value: {} };
    const id = decodeURIComponent(/^\/scim\/v2\/Users\/(.+)$/.exec(url.pathname)?.[1] ?? "");
    if (incoming.method === "POST") return onCreate(JSON.parse(body) as { userName: string; displayName: string });
    if (id === "") return onList(url.searchParams);
    const user = state.users.get(id);
    if (user === undefined) return { status: 404, value: {} };
    if (incoming.method === "PATCH") {
      const { Operations } = JSON.parse(body) as { Operations: { value: { value: string }[] }[] };
      for (const { value } of Operations) user.wallets.push(...value);
      return { status: 204, value: "" };
    }
    return { status: 200, value: resource(user) };
  }

  function onCreate({ userName, displayName }: { userName: string; displayName: string }) {
    if ([...state.users.values()].some((user) => user.userName === userName)) return { status: 409, value: {} };
    const user = { id: `user/${state.users.size + 1}`, userName, displayName, wallets: [], sessions: [] };
    state.users.set(user.id, user);
    return { status: 201, value: resource(user) };
  }

  /** Two users a page, whatever was asked for: providers may answer less. */
  function onList(query: URLSearchParams) {
    const [, attribute, value = ""] = /^(\S+) eq (".*")$/.exec(query.get("filter") ?? "") ?? [];
    const wanted = value === "" ? "" : (JSON.parse(value) as string);
    const found = [...state.users.values()].filter((user) => {
      if (attribute === undefined) return true;
      if (attribute === "userName") return user.userName === wanted;
      return user.wallets.some((wallet) => wallet.value.toLowerCase() === wanted.toLowerCase());
    });
    const start = Number(query.get("startIndex") ?? 1) - 1;
    const value200 = { totalResults: found.length, Resources: found.slice(start, start + 2).map(resource) };
    return { status: 200, value: value200 };
  }

  function onAccess(incoming: IncomingMessage, body: string) {
    const signature = String(incoming.headers["regain-signature"]);
    if (!isSignedBody(SECRET, body, signature, Math.floor(Date.now() / 1000))) return { status: 401, value: {} };
    const ask = JSON.parse(body) as { id: string; action: string; user: string };
    state.asked.push(ask);
    const user = state.users.get(ask.user);
    if (user === undefined) return { status: 404, value: {} };
    const { sessions } = user;
    if (ask.action === "show access") {
      const factors = [{ id: "1", kind: "smart card", name: "a kind that this version does not know" }];
      return { status: 200, value: { sessions, apiKeys: [], factors, lingersFor: 300 } };
    }
    if (ask.action === "reset factors") return { status: 200, value: { factors: 0 } };
    user.sessions = [];
    return { status: 200, value: { sessions: sessions.length, apiKeys: 0, lingersFor: 300 } };
  }

  return state;
}

function resource({ id, userName, displayName, wallets }: Stored): object {
  return { id, userName, displayName, [WALLETS]: { wallets } };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of incoming) text += String(part);
  return text;
}
