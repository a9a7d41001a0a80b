import { BadInputError } from "../shared/errors";
import type { Recovery } from "./recovery";

/** @throws BadInputError SameWallet */
export function requireTwoWallets(lostWallet: string, newWallet: string): void {
  if (lostWallet !== newWallet) return;
  throw new BadInputError(
    "SameWallet",
    `The lost and the new wallet are the same: ${lostWallet}.`,
    "Name a fresh wallet with --new; create one with: npx hardhat wallet create --out new-wallet.json",
  );
}

/** @throws BadInputError ForbiddenAddress when a contract of the system is named as a wallet */
export function requireWallets(recovery: Recovery, agent: string): void {
  const system = new Map([
    ...recovery.tokens.map((token) => [token, "a token of the case"] as const),
    [recovery.registry, "the identity registry"],
    [agent, "the recovery agent"],
  ]);
  for (const wallet of [recovery.lostWallet, recovery.newWallet]) {
    const what = system.get(wallet);
    if (what === undefined) continue;
    throw new BadInputError(
      "ForbiddenAddress",
      `${wallet} is ${what}, not a wallet.`,
      "Name the person's own account.",
    );
  }
}
