import type { Afterwards } from "../recovery/case-view.types";

/** What the registry of a case says of its wallets; null where it keeps no standings. */
export interface StandingJson {
  readonly lostWallet: string | null;
  readonly newWallet: string | null;
}

export function standingJson(seen: Pick<Afterwards, "lostWalletStanding" | "newWalletStanding">): StandingJson {
  return { lostWallet: seen.lostWalletStanding, newWallet: seen.newWalletStanding };
}
