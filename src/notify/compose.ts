import type { CaseView } from "../recovery/case-view.types";
import { noticeJson, renderNotice } from "../report/render-notice";
import type { Setting } from "../report/setting";
import type { Audience, Message, NoticeKind } from "./notice.types";

/** Who gets what: addresses of mail by what people are to the case, and whether there is a webhook. */
export interface Receivers {
  readonly mail: Readonly<Record<Audience, readonly string[]>>;
  /** Its origin. */
  readonly webhook?: string;
}

/** A message to every receiver of a notice. Who is two things to a case gets one for each. */
export function composeMessages(
  kind: NoticeKind,
  view: CaseView,
  place: { readonly chainId: bigint; readonly agent: string },
  receivers: Receivers,
  setting: Setting,
): Message[] {
  const { caseId } = view;
  const { chainId } = place;
  const idFor = (channel: string, receiver: string): string => [chainId, caseId, kind, channel, receiver].join(":");
  const mails = (["holder", "custodian", "guardian"] as const).flatMap((audience) =>
    [...new Set(receivers.mail[audience])].map((receiver): Message => {
      const { subject, text } = renderNotice(kind, audience, view, setting);
      const id = idFor(`mail to ${audience}`, receiver);
      return { id, caseId, chainId, kind, channel: "mail", receiver, subject, body: text };
    }),
  );
  if (receivers.webhook === undefined) return mails;
  const id = idFor("webhook", receivers.webhook);
  const body = JSON.stringify({ id, ...noticeJson(kind, view, place) });
  const hook: Message = {
    id,
    caseId,
    chainId,
    kind,
    channel: "webhook",
    receiver: receivers.webhook,
    subject: "",
    body,
  };
  return [hook, ...mails];
}
