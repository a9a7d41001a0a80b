import { MAX_TRANSACTION_GAS } from "../chain/connect";
import type { HandedOverCall } from "./files/safe-batch";

/** A step that shares a transaction with others. Gas is what it may use, and what it wants to be there when it begins. */
export interface PackedStep {
  readonly calls: readonly HandedOverCall[];
  readonly uses: bigint;
  readonly wants: bigint;
}

/** Steps of one transaction, in their order, and the least gas that does all of them. */
export interface Pack<T extends PackedStep> {
  readonly steps: readonly T[];
  readonly calls: readonly HandedOverCall[];
  readonly gas: bigint;
}

const MOST_CALLS = 100;

/**
 * As few transactions as hold the steps in their order. One that wants more than there may be gets a transaction of its own:
 * it does as much as its gas allows.
 */
export function packSteps<T extends PackedStep>(steps: readonly T[]): Pack<T>[] {
  const packs: Pack<T>[] = [];
  let pack: (Pack<T> & { readonly used: bigint }) | undefined;
  for (const step of steps) {
    const together: typeof pack = pack && joined(pack, step);
    if (together !== undefined && together.gas <= MAX_TRANSACTION_GAS && together.calls.length <= MOST_CALLS) {
      packs.pop();
      pack = together;
    } else {
      pack = { steps: [step], calls: step.calls, gas: step.wants, used: step.uses };
    }
    packs.push(pack);
  }
  return packs;
}

function joined<T extends PackedStep>(
  pack: Pack<T> & { readonly used: bigint },
  step: T,
): Pack<T> & { readonly used: bigint } {
  const needed = pack.used + step.wants;
  return {
    steps: [...pack.steps, step],
    calls: [...pack.calls, ...step.calls],
    gas: needed > pack.gas ? needed : pack.gas,
    used: pack.used + step.uses,
  };
}
