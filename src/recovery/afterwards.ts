import type { Chain } from "../chain/connect";
import { findOtherWallets } from "../chain/other-wallets";
import { readStandings, storagesOf } from "../chain/standing";
import type { Afterwards } from "./case-view.types";
import { modeOf, type Recovery } from "./recovery";

/** Reads what is left of a person besides the tokens of a case. */
export async function surveyAfterwards(chain: Chain, recovery: Recovery, lostIdentity: string): Promise<Afterwards> {
  const { registry, lostWallet, newWallet } = recovery;
  const [lostWalletStanding = null, newWalletStanding = null] = await readStandings(chain, registry, [
    lostWallet,
    newWallet,
  ]);
  const canMove = lostWalletStanding !== null && modeOf(recovery) === "replace";
  if (!canMove) return { lostWalletStanding, newWalletStanding, movableWallets: [] };
  const [storage] = await storagesOf(chain, [registry]);
  const { wallets } = await findOtherWallets(chain, registry, storage, lostIdentity, [lostWallet, newWallet]);
  const movable = wallets.filter(({ standing }) => standing !== "quarantined");
  return { lostWalletStanding, newWalletStanding, movableWallets: movable.map(({ address }) => address) };
}
