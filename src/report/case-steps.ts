import type { Afterwards, CaseView } from "../recovery/case-view.types";
import { formatCount } from "./amounts";
import { capitalize } from "../shared/wording";
import { caseCommand, executeCommand, previewCommand } from "./commands";
import { formatDistance } from "./durations";
import type { Advice } from "./next-step";
import { isDone } from "./obstacles";
import type { Setting } from "./setting";

/** Something that somebody may do now, and who. */
export interface RoleAdvice extends Advice {
  readonly who: string;
}

/** How many approvals count now. */
export function approvalsOf(view: CaseView): number {
  return view.approvals.filter(({ counts }) => counts).length;
}

export function sentence({ who, what }: RoleAdvice): string {
  return `${capitalize(who)} ${what}:`;
}

/** What each role can do with a case as it stands; the first is what brings it forward. */
export function stepsFor(view: CaseView, setting: Setting): RoleAdvice[] {
  const { caseId, recovery } = view;
  const of = (verb: Parameters<typeof caseCommand>[1]): string => caseCommand(setting, verb, caseId);
  const cancel = { who: "a guardian", what: "ends the case and lifts its freezes", command: of("cancel") };
  const execute = {
    who: "an identity manager",
    what:
      view.now < view.readyAt ? `executes the case, ${formatDistance(view.readyAt, view.now)}` : "executes the case",
    command: executeCommand(setting, caseId, view.takesClaims),
  };
  const anew = { who: "an identity manager", what: "begins anew", command: previewCommand(recovery, setting) };
  switch (view.status) {
    case "proposed":
    case "ready":
      return [
        ...approveStep(view, of("approve")),
        execute,
        ...protectStep(view, of("quarantine")),
        ...contestStep(view, of("contest")),
        cancel,
      ];
    case "contested":
      return [{ who: "a guardian", what: "lets the case go on", command: of("uphold") }, cancel];
    case "executed":
      return [
        ...(view.tokens.every(isDone)
          ? []
          : [{ who: "an identity manager", what: "goes on with the open tokens", command: of("retry") }]),
        ...finishingSteps(view.afterwards, caseId, setting),
      ];
    case "expired":
      return [{ who: "anybody", what: "lifts the case's freezes", command: of("cancel") }, anew];
    case "cancelled":
    case "none":
      return [anew];
  }
}

/** What is left of a person once the tokens are done. */
export function finishingSteps(
  { newWalletStanding, movableWallets }: Afterwards,
  caseId: string,
  setting: Setting,
): RoleAdvice[] {
  const steps: RoleAdvice[] = [];
  if (movableWallets.length > 0) {
    const wallets = formatCount(movableWallets.length, "other wallet");
    const what = `moves the person's ${wallets} to the replacement identity`;
    steps.push({ who: "an identity manager", what, command: caseCommand(setting, "reassign", caseId) });
  }
  if (newWalletStanding === "awaiting verification") {
    const what = "lets the new wallet go, once its identity has the claims";
    steps.push({ who: "anybody", what, command: caseCommand(setting, "release", caseId) });
  }
  return steps;
}

function approveStep(view: CaseView, command: string): RoleAdvice[] {
  const missing = view.threshold - approvalsOf(view);
  if (missing <= 0) return [];
  const what = missing === 1 ? "approves the case" : `approves the case; ${missing} approvals are missing`;
  return [{ who: "a custodian other than the proposer", what, command }];
}

function protectStep(view: CaseView, command: string): RoleAdvice[] {
  if (view.unprotected.length === 0) return [];
  return [{ who: "an identity manager", what: "freezes the lost wallet where that failed", command }];
}

function contestStep(view: CaseView, command: string): RoleAdvice[] {
  if (!view.contestable) return [];
  return [{ who: "the holder", what: "contests the case", command }];
}
