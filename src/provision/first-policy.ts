/** The policy that a new recovery agent starts with: one custodian, a day to object, a week to execute. */
export const FIRST_POLICY = { delay: 86_400, window: 604_800, threshold: 1, maxLiveCases: 20 } as const;
