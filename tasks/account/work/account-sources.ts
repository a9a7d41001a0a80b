import type { VaultNetwork } from "../../../src/vault/vault-file.types";
import type { VaultAccount } from "../../../src/vault/vault.types";
import { LARGEST_KEYSTORE, openKeystore, parseKeystore } from "../../../src/chain/keystore";
import { encryptKey } from "../../../src/vault/accounts/account-key";
import { keptAccount } from "../../../src/vault/accounts/kept-account";
import { restoreBatch, restorePolkadot } from "../../../src/vault/accounts/polkadot-account";
import { LARGEST_BATCH, openPolkadotBatch, parsePolkadotBatch } from "../../../src/vault/foreign/polkadot/batch";
import { parsePolkadotKeystore } from "../../../src/vault/foreign/polkadot/parse-keystore";
import { inEntry } from "../../../src/vault/foreign/refusals";
import { openAccount, pairFromSeed } from "../../../src/vault/keys/key-pair";
import { recognize, refuseOtherKind } from "../../../src/vault/recognize";
import { parseStrictJson } from "../../../src/shared/strict-json";
import { readText } from "../../io/files";
import { askPassword } from "../../io/terminal";

/** A file of accounts, checked as far as it can be without a password. */
export interface AccountSource {
  /** What the file says, shown before its password is asked for. */
  readonly about: readonly { readonly address: string; readonly name: string }[];
  readonly warnings: readonly string[];
  /** Asks for the password, or for one an account. */
  open(network: VaultNetwork): Promise<readonly VaultAccount[]>;
}

/** @throws BadInputError OtherKind for a vault or another wallet's whole export, and what the file's own checks throw */
export async function readAccountSource(path: string): Promise<AccountSource> {
  const text = await readText(path, "the account's file", Math.max(LARGEST_BATCH, LARGEST_KEYSTORE));
  const value = parseStrictJson(text, "the account's file");
  refuseOtherKind(value, "web3 keystore", "polkadot keystore", "polkadot batch");
  const kind = recognize(value);
  if (kind === "polkadot batch") return batchSource(text);
  return kind === "polkadot keystore" ? polkadotSource(text) : web3Source(text);
}

function web3Source(text: string): AccountSource {
  const keystore = parseKeystore(text);
  return {
    about: [{ address: keystore.address, name: "" }],
    warnings: [],
    open: async (network) => {
      const password = await askPassword(`Password of ${keystore.address}:`);
      const { privateKey } = await openKeystore(keystore, password);
      const open = openAccount(pairFromSeed("ethereum", Buffer.from(privateKey.slice(2), "hex")), "");
      return [keptAccount(open, await encryptKey(open, password), "restored", network)];
    },
  };
}

function polkadotSource(text: string): AccountSource {
  const keystore = parsePolkadotKeystore(text);
  return {
    about: [keystore],
    warnings: keystore.warnings,
    open: async (network) => {
      const password = await askPassword(`Password of ${keystore.address}:`);
      return [await restorePolkadot(keystore, password, network)];
    },
  };
}

/** The extension's batch opens with one password, and its accounts keep their own; a bare list has one an account. */
function batchSource(text: string): AccountSource {
  const batch = parsePolkadotBatch(text);
  const inside =
    "Accounts in the batch keep their own passwords; whether a key is its address's shows when it is first opened.";
  if (batch.shape === "sealed") {
    return {
      about: batch.listed,
      warnings: [inside],
      open: async (network) => {
        const password = await askPassword("Password of the batch:");
        return restoreBatch(await openPolkadotBatch(batch, password), password, network);
      },
    };
  }
  return {
    about: batch.keystores,
    warnings: batch.keystores.flatMap(({ warnings }) => warnings),
    open: async (network) => {
      const accounts: VaultAccount[] = [];
      for (const [index, keystore] of batch.keystores.entries()) {
        const password = await askPassword(`Password of ${keystore.address}:`);
        const account = await restorePolkadot(keystore, password, network).catch((error: unknown) => {
          throw inEntry(error, index, keystore.address);
        });
        accounts.push(account);
      }
      return accounts;
    },
  };
}
