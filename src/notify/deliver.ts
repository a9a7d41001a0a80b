import type { Store } from "../store/open-store";
import type { Channels, Message } from "./notice.types";
import { markDelivered, markFailed, takeDue, type NoticeRow } from "./outbox";

const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 6 * 3_600_000;

export interface Delivered {
  readonly delivered: number;
  /** Tried again later, each with why. */
  readonly failed: readonly { readonly receiver: string; readonly why: string }[];
}

/** Delivers what is due, all at the same time; what fails waits for its next time, each time twice as long. */
export async function deliverDue(store: Store, channels: Channels, clock: () => number): Promise<Delivered> {
  const due = await takeDue(store, clock());
  const failures = await Promise.all(due.map((row) => deliverOne(store, channels, row, clock)));
  const failed = failures.filter((failure) => failure !== undefined);
  return { delivered: due.length - failed.length, failed };
}

/** Never throws for a receiver: what went wrong is recorded with the message. */
async function deliverOne(
  store: Store,
  channels: Channels,
  row: NoticeRow,
  clock: () => number,
): Promise<Delivered["failed"][number] | undefined> {
  const deliver = channels[row.channel];
  try {
    if (deliver === undefined) throw new Error(`no ${row.channel} is configured here`);
    await deliver(messageIn(row));
  } catch (error) {
    const why = (error instanceof Error ? error.message : "an unknown failure").slice(0, 200);
    await markFailed(store, row.notice_id, why, clock() + pauseAfter(row.attempts));
    return { receiver: row.receiver, why };
  }
  await markDelivered(store, row.notice_id, clock());
  return undefined;
}

/** Milliseconds until the next attempt. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);
}

function messageIn(row: NoticeRow): Message {
  const { notice_id: id, case_id: caseId, channel, receiver, subject, body } = row;
  return {
    id,
    caseId,
    chainId: BigInt(row.chain_id),
    kind: row.kind as Message["kind"],
    channel,
    receiver,
    subject,
    body,
  };
}
