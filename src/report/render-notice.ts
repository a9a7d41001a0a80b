import type { CaseView } from "../recovery/case-view.types";
import { formatCount } from "./amounts";
import { caseCommand } from "./commands";
import { formatTime, isoTime } from "./durations";
import { isDone } from "./obstacles";
import type { Setting } from "./setting";

type Kind = "proposed" | "contested" | "ready" | "expiring" | "done" | "cancelled";
type Audience = "holder" | "custodian" | "guardian";

const SUBJECT: Readonly<Record<Kind, string>> = {
  proposed: "A wallet recovery was proposed",
  contested: "A wallet recovery was contested",
  ready: "A wallet recovery is ready to be executed",
  expiring: "A wallet recovery is about to expire",
  done: "A wallet recovery was executed",
  cancelled: "A wallet recovery was cancelled",
};

/** A notice in words, for what its reader is to the case. */
export function renderNotice(
  kind: Kind,
  audience: Audience,
  view: CaseView,
  setting: Setting,
): { readonly subject: string; readonly text: string } {
  const { caseId, recovery } = view;
  const lines = [
    whatHappened(kind, view),
    "",
    `Case         ${caseId}`,
    `Lost wallet  ${recovery.lostWallet}`,
    `New wallet   ${recovery.newWallet}`,
    "",
    ...whatToDo(kind, audience, view, setting),
    `See where it stands:\n  ${caseCommand(setting, "status", caseId)}`,
    "",
    "Nobody will ever ask you for a key, a recovery phrase or a password because of this message.",
    "",
  ];
  return { subject: `${SUBJECT[kind]} (${caseId.slice(0, 10)})`, text: lines.join("\n") };
}

/** What a webhook gets: docs/notifications.md has the meaning of every field. */
export function noticeJson(
  kind: Kind,
  view: CaseView,
  { chainId, agent }: { readonly chainId: bigint; readonly agent: string },
): object {
  return {
    kind,
    caseId: view.caseId,
    chainId: chainId.toString(),
    agent,
    status: view.status,
    lostWallet: view.recovery.lostWallet,
    newWallet: view.recovery.newWallet,
    readyAt: isoTime(view.readyAt),
    expiresAt: isoTime(view.expiresAt),
    tokens: { done: view.tokens.filter(isDone).length, total: view.tokens.length },
  };
}

function whatHappened(kind: Kind, { readyAt, expiresAt, tokens }: CaseView): string {
  switch (kind) {
    case "proposed":
      return `Somebody asked to give the identity and the tokens of a wallet to another one. The lost wallet is frozen. Not before ${formatTime(readyAt)} can it happen.`;
    case "contested":
      return "The holder says that the wallet is not lost. Nothing happens until a guardian decides.";
    case "ready":
      return `Enough people approved, and the delay is over: it can be executed until ${formatTime(expiresAt)}.`;
    case "expiring":
      return `It has not been executed, and expires at ${formatTime(expiresAt)}.`;
    case "done":
      return `The new wallet took the lost one's place. ${tokens.filter(isDone).length} of ${formatCount(tokens.length, "token")} are done.`;
    case "cancelled":
      return "A guardian ended it; the lost wallet is what it was.";
  }
}

function whatToDo(kind: Kind, audience: Audience, { caseId, contestable }: CaseView, setting: Setting): string[] {
  const step = (what: string, verb: Parameters<typeof caseCommand>[1]): string[] => [
    `${what}\n  ${caseCommand(setting, verb, caseId)}`,
    "",
  ];
  const isOpen = kind === "proposed" || kind === "ready" || kind === "expiring";
  if (audience === "holder" && isOpen && contestable)
    return step("If you have not lost your wallet, object:", "contest");
  if (audience === "custodian" && kind === "proposed") return step("If you know it to be right, approve:", "approve");
  if (audience === "guardian" && isOpen) return step("If something is wrong with it, end it:", "cancel");
  if (audience === "guardian" && kind === "contested") {
    return [...step("Let it go on:", "uphold"), ...step("Or end it:", "cancel")];
  }
  return [];
}
