import { EXIT, RefusedError, RegainError } from "../shared/errors";

const UNREACHABLE: readonly unknown[] = [
  ...["NETWORK_ERROR", "TIMEOUT", "SERVER_ERROR", "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN"],
  ...["ETIMEDOUT", "EPIPE", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_SOCKET"],
];
/** EIP-1474: the limit of requests is exceeded. */
const LIMIT_EXCEEDED = -32005;

/** Whether no answer came at all; Hardhat hangs the reason on `parent`. */
export function isUnreachable(error: unknown): boolean {
  for (
    let inner: unknown = error;
    typeof inner === "object" && inner !== null;
    inner = field(inner, "cause") ?? field(inner, "parent")
  ) {
    const code = field(inner, "code");
    if (UNREACHABLE.includes(code) || code === LIMIT_EXCEEDED) return true;
  }
  return false;
}

/** Whether there is nobody at the node's address. */
export function isRefusedConnection(error: unknown): boolean {
  return field(Object(error) as object, "code") === "ECONNREFUSED";
}

export function rpcUnavailable(): RefusedError {
  return new RefusedError(
    "RpcUnavailable",
    "The node does not answer. Nothing was sent.",
    "Check that the node runs, and its URL: hardhat.config.ts has it, or REGAIN_RPC_URL for the network localhost.",
  );
}

export function reverted(hash: string): RefusedError {
  return new RefusedError(
    "ChainRefused",
    `The transaction ${hash} was paid for, but the chain had moved by then and refused it: it changed nothing.`,
    "Run the same command again: it will say what stands in the way now.",
  );
}

/** @param resume The command that finds out */
export function outcomeUnknown(hash: string, resume: string): RegainError {
  return new RegainError(
    "OutcomeUnknown",
    EXIT.unknown,
    `The transaction ${hash} was sent, but the node does not say what became of it.`,
    resume,
  );
}

function field(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}
