import type { VaultNetwork } from "../vault-file.types";
import type { VaultAccount } from "../vault.types";
import { RegainError } from "../../shared/errors";
import { openPolkadotKeystore } from "../foreign/polkadot/open-keystore";
import type { PolkadotKeystore } from "../foreign/polkadot/keystore.types";
import { inEntry, schemaRefused } from "../foreign/refusals";
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

/**
 * The accounts of the extension's batch. Where the batch's password opens one, its key has to prove its address; the others
 * stay under their own passwords, and prove it when they are first opened.
 * @throws RegainError for the first bad entry, by its index: nothing of the batch is kept then
 */
export async function restoreBatch(
  keystores: readonly PolkadotKeystore[],
  password: string,
  network: VaultNetwork,
): Promise<VaultAccount[]> {
  const accounts: VaultAccount[] = [];
  for (const [index, keystore] of keystores.entries()) {
    const account = await restorePolkadot(keystore, password, network).catch((error: unknown) => {
      if (error instanceof RegainError && error.code === "WrongPassword") return lockedAccount(keystore, network);
      throw inEntry(error, index, keystore.address);
    });
    accounts.push(account);
  }
  return accounts;
}

/** Keeps an account whose own password nobody gave yet, as it was written. */
function lockedAccount(keystore: PolkadotKeystore, network: VaultNetwork): VaultAccount {
  const { type, name, address, json } = keystore;
  if (type === undefined) {
    throw schemaRefused(keystore.what, `${address} says no key type`, "Restore this account from a file of its own.");
  }
  return keptAccount({ name, type, address }, { format: "polkadot", keystore: json }, "restored", network);
}
