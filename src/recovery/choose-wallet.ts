import { ZeroAddress } from "ethers";
import { BadInputError, RefusedError } from "../shared/errors";
import type { WalletFacts } from "./situation.types";

/**
 * The wallet of a user that a recovery is about, where nobody named it: the one that is effective.
 * @throws RefusedError NoWallet; BadInputError WalletAmbiguous
 */
export function chooseLostWallet(wallets: readonly WalletFacts[]): string {
  const effective = wallets.filter((wallet) => wallet.effective);
  const [only, second] =
    effective.length > 0 ? effective : wallets.filter(({ successor }) => successor === ZeroAddress);
  if (only === undefined) {
    const lost = wallets.map(({ address, successor }) => `${address} (replaced by ${successor})`);
    throw new RefusedError(
      "NoWallet",
      `Every wallet of the user was lost before: ${lost.join(", ")}.`,
      "Link the wallet that took its place: npx hardhat directory link --user <user> --wallet <address>",
    );
  }
  if (second === undefined) return only.address;
  throw new BadInputError(
    "WalletAmbiguous",
    `The user has several wallets that count: ${effective.map(({ address }) => address).join(", ")}.`,
    "Ask which one is lost, and name it with --lost.",
  );
}
