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

/** Delivers what is due; what fails waits for its next time, each time twice as long. Never throws for a receiver. */
export async function deliverDue(store: Store, channels: Channels, clock: () => number): Promise<Delivered> {
  let delivered = 0;
  const failed: { receiver: string; why: string }[] = [];
  for (const row of await takeDue(store, clock())) {
    const deliver = channels[row.channel];
    try {
      if (deliver === undefined) throw new Error(`no ${row.channel} is configured here`);
      await deliver(messageIn(row));
      await markDelivered(store, row.notice_id, clock());
      delivered += 1;
    } catch (error) {
      const why = (error instanceof Error ? error.message : "an unknown failure").slice(0, 200);
      await markFailed(store, row.notice_id, why, clock() + pauseAfter(row.attempts));
      failed.push({ receiver: row.receiver, why });
    }
  }
  return { delivered, failed };
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
