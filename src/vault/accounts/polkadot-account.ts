import type { VaultNetwork } from "../vault-file.types";
import type { VaultAccount } from "../vault.types";
import { openPolkadotKeystore } from "../foreign/polkadot/open-keystore";
import type { PolkadotKeystore } from "../foreign/polkadot/keystore.types";
import { schemaRefused } from "../foreign/refusals";
import { encryptKey } from "./account-key";
import { keptAccount } from "./kept-account";

/**
 * Opens a Polkadot account, so that the key proves the address, and keeps it: a key of Ethereum as a keystore that acts on
 * this chain, a well sealed one of another type as it was written, and a badly sealed one sealed anew.
 */
export async function restorePolkadot(
  keystore: PolkadotKeystore,
  password: string,
  network: VaultNetwork,
): Promise<VaultAccount> {
  const open = await openPolkadotKeystore(keystore, password);
  const isKept = open.type !== "ethereum" && keystore.sealing === "scrypt";
  const key = isKept ? { format: "polkadot" as const, keystore: keystore.json } : await encryptKey(open, password);
  return keptAccount(open, key, "restored", network);
}

/** Keeps an account whose own password nobody gave yet, as it was written. */
export function lockedAccount(keystore: PolkadotKeystore, network: VaultNetwork): VaultAccount {
  const { type, name, address, json } = keystore;
  if (type === undefined) {
    throw schemaRefused(keystore.what, `${address} says no key type`, "Restore this account from a file of its own.");
  }
  return keptAccount({ name, type, address }, { format: "polkadot", keystore: json }, "restored", network);
}
