/** What people are told of a case. */
export const NOTICE_KINDS = ["proposed", "contested", "ready", "expiring", "done", "cancelled"] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type Audience = "holder" | "custodian" | "guardian";

/** One message to one receiver. */
export interface Message {
  /** The same for the same message: sending it twice to the outbox stores it once, and a receiver can tell a repetition. */
  readonly id: string;
  readonly caseId: string;
  readonly chainId: bigint;
  readonly kind: NoticeKind;
  readonly channel: "webhook" | "mail";
  /** An e-mail address; the address's origin of a webhook. */
  readonly receiver: string;
  /** Empty for a webhook. */
  readonly subject: string;
  readonly body: string;
}

/** Something that takes a message to its receiver, or throws. */
export type Deliver = (message: Message) => Promise<void>;

export interface Channels {
  readonly webhook?: Deliver;
  readonly mail?: Deliver;
}
