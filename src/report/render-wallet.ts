import type { Recovery } from "../recovery/recovery";
import { inBlocks } from "./addresses";

/** What `wallet create` shows: the address, and nothing of the key. */
export function renderNewWallet(address: string, file: string): string {
  return [
    `✔ A new wallet, encrypted in ${file}, which only you can read`,
    "",
    `  ${address}`,
    `  ${inBlocks(address)}`,
    "",
    "Keep the file and its password, each in a place of its own: nothing else opens the wallet.",
    "",
    "Next, the operator previews the recovery to this address:",
    `  npx hardhat recovery preview --lost <lost wallet> --new ${address} --tokens <token>,<token> --out plan.json`,
  ].join("\n");
}

/** What somebody who accepts a recovery has to know before they sign. */
export function renderAcceptanceRequest(recovery: Recovery, newIdentity: string): string {
  const { lostWallet, newWallet, tokens, identity } = recovery;
  const keeps = BigInt(identity) !== 0n;
  return [
    "You are about to accept, for good, to take the place of a lost wallet.",
    "",
    `  lost wallet   ${lostWallet}`,
    `  new wallet    ${newWallet}`,
    `  identity      ${newIdentity} (${keeps ? "kept" : "a replacement"})`,
    ...tokens.map((token, index) => `  ${index === 0 ? "tokens" : "      "}        ${token}`),
    "",
  ].join("\n");
}
