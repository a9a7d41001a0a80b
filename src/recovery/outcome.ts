import type { Outcome } from "../chain/enums";

export type { CaseStatus, Outcome, Standing } from "../chain/enums";

/** Whether a token with this outcome needs nothing more. */
export function isSettled(outcome: Outcome): boolean {
  return outcome === "recovered" || outcome === "nothing held" || outcome === "settled before";
}
