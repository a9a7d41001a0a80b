import type { CaseView } from "../recovery/case-view.types";
import type { NoticeKind } from "./notice.types";

/** How long before its expiry a case is about to expire, in seconds. */
const WARNING = 24 * 3600;
/** A case that ended longer ago is nobody's news, in seconds: a first look at an old agent tells nothing of its past. */
const NEWS = 7 * 24 * 3600;

type Seen = Pick<CaseView, "status" | "now" | "readyAt" | "expiresAt"> & {
  readonly timeline: readonly { readonly at: number; readonly what: string }[];
};

/** All that people have to know of a case by now, whether or not they were told before. */
export function noticesDue({ status, now, expiresAt, timeline }: Seen): NoticeKind[] {
  const happened = (what: string): boolean => timeline.some((entry) => entry.what === what);
  const contested: NoticeKind[] = happened("contested") ? ["contested"] : [];
  switch (status) {
    case "proposed":
    case "ready":
    case "contested":
      return [
        "proposed",
        ...contested,
        ...(status === "ready" ? (["ready"] as const) : []),
        ...(now >= expiresAt - WARNING ? (["expiring"] as const) : []),
      ];
    case "executed":
      return isNews(timeline, "executed", now) ? ["proposed", ...contested, "done"] : [];
    case "cancelled":
      return isNews(timeline, "cancelled", now) ? ["proposed", ...contested, "cancelled"] : [];
    case "expired":
    case "none":
      return [];
  }
}

/** Whether a closed case may still be news, from what a list has of it. */
export function mayBeNews({ status, expiresAt }: Pick<Seen, "status" | "expiresAt">, now: number): boolean {
  if (status === "expired" || status === "none") return false;
  return now <= expiresAt + NEWS;
}

function isNews(timeline: Seen["timeline"], what: string, now: number): boolean {
  const end = timeline.findLast((entry) => entry.what === what);
  return end !== undefined && now - end.at <= NEWS;
}
