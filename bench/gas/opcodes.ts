/** A step of a trace, as `debug_traceTransaction` tells it. */
interface Step {
  readonly op: string;
  readonly gas: number;
  readonly gasCost: number;
}

/** What a transaction's gas went into; the shares add up to what its code used, before refunds. */
export type Shares = Readonly<Record<Share, number>>;

export const SHARES = [
  "reaching accounts, creating them",
  "words read for the first time",
  "words read again",
  "words written",
  "events",
  "everything else",
] as const;
type Share = (typeof SHARES)[number];

/** Dearer than this, a word was not read before in the transaction. */
const COLD_READ = 2_000;

/** Sums the steps of a trace by what they do. What calls and creations pass on is told by the steps inside. */
export function sharesOf(steps: readonly Step[]): Shares {
  const sums = new Map<Share, number>();
  const [first, last] = [steps[0], steps.at(-1)];
  let left = (first?.gas ?? 0) - (last?.gas ?? 0) + (last?.gasCost ?? 0);
  for (const { op, gasCost } of steps) {
    if (/^(CALL|CALLCODE|DELEGATECALL|STATICCALL|CREATE2?)$/.test(op)) continue;
    const share = shareOf(op, gasCost);
    sums.set(share, (sums.get(share) ?? 0) + gasCost);
    left -= gasCost;
  }
  sums.set("reaching accounts, creating them", left);
  return Object.fromEntries(SHARES.map((share) => [share, sums.get(share) ?? 0])) as Shares;
}

function shareOf(op: string, gasCost: number): Share {
  if (op === "SLOAD") return gasCost > COLD_READ ? "words read for the first time" : "words read again";
  if (op === "SSTORE") return "words written";
  return op.startsWith("LOG") ? "events" : "everything else";
}
