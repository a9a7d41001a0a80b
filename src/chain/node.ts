import { FetchRequest, isError, JsonRpcProvider, Network, type JsonRpcPayload, type JsonRpcResult } from "ethers";
import { sleep } from "../shared/clock";
import { isRefusedConnection, isUnreachable } from "./failures";
import type { Ask } from "./remote-signer";

export interface NodeOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of one request, in milliseconds. */
  readonly timeout?: number;
}

/** Between attempts at the same request, in milliseconds. */
const PAUSES = [200, 500, 1_000, 2_000];
/** Nobody listens there: that rarely changes by waiting. */
const PAUSES_AT_A_CLOSED_PORT = [200];
const TIMEOUT = 20_000;
const MOST_IN_A_BATCH = 100;

/** A node over HTTP. Asked again while it is too busy, away for a moment, or its reply is lost. */
export async function connectNode(url: string, options: NodeOptions = {}): Promise<JsonRpcProvider> {
  const request = requestTo(url, options);
  // Asked outside of the provider, which would complain on stdout of a node that does not answer.
  const [answer] = await new PatientProvider(request)._send({
    jsonrpc: "2.0",
    id: 1,
    method: "eth_chainId",
    params: [],
  });
  if (answer === undefined || !("result" in answer)) throw new Error("The node does not tell its chain id.");
  return new PatientProvider(request, Network.from(BigInt(String(answer.result))), {
    staticNetwork: true,
    batchMaxCount: MOST_IN_A_BATCH,
    cacheTimeout: -1,
  });
}

/** Asks a JSON-RPC server that is no node: a remote signer, for one. */
export function askAt(url: string, options: NodeOptions = {}): Ask {
  const request = requestTo(url, options);
  return async (method, params) => {
    const call = request.clone();
    call.body = { jsonrpc: "2.0", id: 1, method, params };
    const response = await call.send().catch((error: unknown) => {
      throw withoutAddress(error);
    });
    if (!response.ok()) throw new Error(`it answers ${response.statusCode}`);
    const answer = response.bodyJson as { result?: unknown; error?: { message?: string } };
    if (answer.error !== undefined) throw new Error(answer.error.message ?? "it refuses");
    return answer.result;
  };
}

function requestTo(url: string, { headers = {}, timeout = TIMEOUT }: NodeOptions): FetchRequest {
  const request = new FetchRequest(url);
  request.timeout = timeout;
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
  // Throttled requests are repeated here, with the others: not for minutes.
  request.retryFunc = () => Promise.resolve(false);
  return request;
}

class PatientProvider extends JsonRpcProvider {
  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await super._send(payload);
      } catch (error) {
        const pause = (isRefusedConnection(error) ? PAUSES_AT_A_CLOSED_PORT : PAUSES)[attempt];
        if (pause === undefined || !isUnreachable(error)) throw withoutAddress(error);
        await sleep(pause);
      }
    }
  }
}

/** An address may hold a password or an API key, and ethers repeats it in what it says of a failure. */
function withoutAddress(error: unknown): unknown {
  return isError(error, "SERVER_ERROR") ? Object.assign(new Error(error.shortMessage), { code: error.code }) : error;
}
