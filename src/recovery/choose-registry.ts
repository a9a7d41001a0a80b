import { RefusedError } from "../shared/errors";
import type { WalletFacts } from "./situation.types";

/**
 * The registry that knows the lost wallet, or else the one that is used most.
 * @param wallets The lost wallet among them, each with the registries that know it.
 * @param registries Those of the tokens that are known, the one that is used most first.
 * @throws RefusedError NoTokens
 */
export function chooseRegistry(
  wallets: readonly WalletFacts[],
  lostWallet: string,
  registries: readonly string[],
  agent: string,
): string {
  const known = wallets.find(({ address }) => address === lostWallet)?.registrations[0];
  const registry = known?.registry ?? registries[0];
  if (registry !== undefined) return registry;
  throw new RefusedError(
    "NoTokens",
    `No token is known that the recovery agent ${agent} serves.`,
    "Name tokens with --tokens or REGAIN_TOKENS, or search from an earlier block with --from-block.",
  );
}
