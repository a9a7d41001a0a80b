import type { Spent } from "./blocks";

/** A suite on which a holder of some tokens loses the wallet. */
export interface RecoverySide {
  /** All that every party sends until the new wallet holds everything and the old claim is revoked. */
  recover(tokens: number): Promise<Spent>;
}

export const HOLDERS_OF = [1, 5, 20] as const;
export type HolderOf = (typeof HOLDERS_OF)[number];

export interface RecoveryCosts {
  readonly byTokens: Readonly<Record<HolderOf, Spent>>;
  /** Between the second and the last of the holders above. */
  readonly perFurtherToken: bigint;
}

export async function tellRecoveries(side: RecoverySide): Promise<RecoveryCosts> {
  const [one, five, twenty] = [await side.recover(1), await side.recover(5), await side.recover(20)];
  return { byTokens: { 1: one, 5: five, 20: twenty }, perFurtherToken: (twenty.gas - five.gas) / 15n };
}
