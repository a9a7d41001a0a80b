import { sleep } from "../shared/clock";
import { RefusedError } from "../shared/errors";
import type { Chain } from "./connect";
import type { OpenTransaction, SignedBytes } from "./outbox.types";
import { isUnreachable, outcomeUnknown } from "./failures";

/** What a node says of bytes that are sent to it. */
export type Reception = "taken" | "nonce used" | "underpriced";

const KNOWN = /already known|already imported|already exists|known transaction|already in the (mem)?pool/i;
const NONCE_USED =
  /nonce too low|nonce.{0,20}(already been used|too low|expired)|lower than the current nonce|NONCE_EXPIRED/i;
const UNDERPRICED = /underpriced|fee too low to replace/i;
const CANNOT_PAY = /insufficient funds|not have enough funds|insufficient balance/i;
/** Between attempts to reach the node with the same bytes, in milliseconds. */
const PAUSES = [500];

/**
 * Sends signed bytes: the same ones again while the node does not answer, which does no harm.
 * @throws RegainError OutcomeUnknown when no answer came; RefusedError CannotPay
 */
export async function broadcast(
  chain: Chain,
  transaction: OpenTransaction,
  bytes: SignedBytes,
  resume: string,
): Promise<Reception> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      await chain.provider.broadcastTransaction(bytes.raw);
      return "taken";
    } catch (error) {
      const said = saidIn(error);
      if (KNOWN.test(said)) return "taken";
      if (NONCE_USED.test(said)) return "nonce used";
      if (UNDERPRICED.test(said)) return "underpriced";
      if (CANNOT_PAY.test(said)) throw cannotPay(transaction.from, resume);
      if (!isUnreachable(error)) throw error;
      if (pause === undefined) throw outcomeUnknown(bytes.hash, resume);
      await sleep(pause);
    }
  }
  throw outcomeUnknown(bytes.hash, resume);
}

/** Everything that an error and what caused it say. */
function saidIn(error: unknown): string {
  const words: string[] = [];
  for (let inner: unknown = error; typeof inner === "object" && inner !== null; inner = causeOf(inner)) {
    const { message, code } = inner as { message?: unknown; code?: unknown };
    words.push(String(message), String(code));
  }
  return words.join(" ");
}

function causeOf(error: object): unknown {
  const { error: inner, info, cause, parent } = error as Record<string, unknown>;
  return inner ?? (info as { error?: unknown } | undefined)?.error ?? cause ?? parent;
}

function cannotPay(from: string, resume: string): RefusedError {
  return new RefusedError(
    "CannotPay",
    `${from} cannot pay for the transaction, which is signed and waits. Nothing was sent.`,
    `Send funds to ${from}; then: ${resume}`,
  );
}
