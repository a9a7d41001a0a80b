import { getBytes } from "ethers";
import { encryptKeystore, openKeystore, parseKeystore } from "../../chain/keystore";
import type { JsonObject } from "../../shared/canonical-json";
import { FileError, RefusedError } from "../../shared/errors";
import { openPolkadotKeystore } from "../foreign/polkadot/open-keystore";
import { checkPolkadotKeystore } from "../foreign/polkadot/parse-keystore";
import { DEFAULT_SCRYPT, type ScryptParameters } from "../foreign/polkadot/secret-box";
import { writePolkadotKeystore } from "../foreign/polkadot/write-keystore";
import { openAccount, pairFromSeed } from "../keys/key-pair";
import type { AccountKey, OpenAccount, VaultAccount } from "../vault.types";

/** An account as one takes it elsewhere: every wallet of Ethereum reads `web3`, polkadot-js and its kin read `polkadot`. */
export type KeyFormat = AccountKey["format"];

/** Encrypts a key under the account's own password, in the form that its wallets read. */
export async function encryptKey(
  account: OpenAccount,
  password: string,
  format: KeyFormat = account.type === "ethereum" ? "web3" : "polkadot",
  cost: ScryptParameters = DEFAULT_SCRYPT,
): Promise<AccountKey> {
  if (format === "polkadot") return { format, keystore: await writePolkadotKeystore(account, password, cost) };
  const text = await encryptKeystore({ ...account, privateKey: account.secretKey }, password, undefined, cost.N);
  return { format, keystore: JSON.parse(text) as JsonObject };
}

/**
 * Opens an account's key with the account's own password.
 * @throws RefusedError KeyElsewhere; NotAuthorizedError WrongPassword; FileError FileDamaged when it is another account's key
 */
export async function openKey(account: VaultAccount, password: string): Promise<OpenAccount> {
  const { key, address, name } = account;
  if (key === undefined) throw keyElsewhere(address);
  const open =
    key.format === "web3" ? await openWeb3(key.keystore, password) : await openPolkadot(key.keystore, password);
  if (open.address === address) return { ...open, name };
  throw new FileError(
    "FileDamaged",
    `The vault has the key of ${open.address} for the account ${address}.`,
    "Do not use this account: restore it again from where its key was made.",
  );
}

async function openWeb3(keystore: JsonObject, password: string): Promise<OpenAccount> {
  const { privateKey } = await openKeystore(parseKeystore(JSON.stringify(keystore)), password);
  return openAccount(pairFromSeed("ethereum", getBytes(privateKey)), "");
}

async function openPolkadot(keystore: JsonObject, password: string): Promise<OpenAccount> {
  return openPolkadotKeystore(checkPolkadotKeystore(keystore, "the account's key"), password);
}

function keyElsewhere(address: string): RefusedError {
  return new RefusedError(
    "KeyElsewhere",
    `The vault knows the account ${address}, but another wallet holds its key.`,
    "Use that wallet, or restore the account from its own file: npx hardhat account restore --in <file>",
  );
}
