/** The contract's `Outcome`, in its order. */
export const OUTCOMES = [
  "pending",
  "recovered",
  "nothing held",
  "paused",
  "agent missing",
  "not verified",
  "compliance refused",
  "failed",
  "settled before",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The contract's `CaseStatus`, in its order. */
export const CASE_STATUSES = ["none", "proposed", "ready", "contested", "executed", "cancelled", "expired"] as const;

export type CaseStatus = (typeof CASE_STATUSES)[number];

/** The registry's `Standing`, in its order: why a wallet may not take part in a transfer. */
export const STANDINGS = ["free", "quarantined", "awaiting verification", "lost"] as const;

export type Standing = (typeof STANDINGS)[number];

export function outcomeOf(value: bigint): Outcome {
  return OUTCOMES[Number(value)] ?? "failed";
}

export function caseStatusOf(value: bigint): CaseStatus {
  return CASE_STATUSES[Number(value)] ?? "none";
}
