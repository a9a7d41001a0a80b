import type { Step } from "./plan.types";

/** What a transaction of a step costs beside what the preview ran: itself, its calldata, roles and signatures. */
const OVERHEAD: Readonly<Partial<Record<Step["step"], bigint>>> = {
  propose: 90_000n,
  approve: 90_000n,
  execute: 60_000n,
  retry: 60_000n,
};
/** Calldata of a token's address, and storage that is cold again in the second transaction. */
const PER_TOKEN = 12_000n;

/** The gas of the steps that are left, from what the preview used; 0 when it did not run. */
export function estimateGas(previewed: bigint, steps: readonly Step[], tokens: number): bigint {
  if (previewed === 0n) return 0n;
  const left = new Set(steps.map(({ step }) => step));
  const overhead = [...left].reduce((sum, step) => sum + (OVERHEAD[step] ?? 0n), 0n);
  return overhead === 0n ? 0n : previewed + overhead + PER_TOKEN * BigInt(tokens);
}
