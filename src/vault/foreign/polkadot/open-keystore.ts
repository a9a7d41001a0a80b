import { getBytes } from "ethers";
import type { OpenAccount } from "../../vault.types";
import { fileDamaged } from "../refusals";
import {
  accountIdOf,
  addressOf,
  KEY_TYPES,
  openAccount,
  pairFromSecret,
  sameBytes,
  type KeyPair,
} from "../../keys/key-pair";
import type { PolkadotKeystore } from "./keystore.types";
import { decodePkcs8, type Pkcs8 } from "./pkcs8";
import { unseal } from "./secret-box";

/**
 * Opens a keystore. polkadot-js shows the address that the file declares, which anybody can change; here the key has to be
 * the address's own.
 * @param password Not looked at where the keystore is not encrypted.
 * @throws NotAuthorizedError PasswordMissing, WrongPassword; FileError FileDamaged
 */
export async function openPolkadotKeystore(keystore: PolkadotKeystore, password: string): Promise<OpenAccount> {
  const { sealed, sealing, what } = keystore;
  const plain = await unseal(sealed, sealing, password, what);
  const pair = findPair(keystore, decodePkcs8(plain, what));
  return openAccount(pair, keystore.name);
}

/** The key as the declared type reads it; in files that declare none, as the type does that gives the declared address. */
function findPair({ type, declared, address, what }: PolkadotKeystore, inside: Pkcs8): KeyPair {
  const types = type === undefined ? KEY_TYPES : [type];
  const pairs = types.flatMap((each) => {
    try {
      return [pairFromSecret(each, inside.secretKey)];
    } catch {
      return [];
    }
  });
  const own = pairs.filter(({ publicKey }) => sameBytes(publicKey, inside.publicKey));
  const [pair] = own;
  if (pair === undefined) throw fileDamaged(what, "its secret does not belong to its public key");
  const found = own.find((each) => isDeclared(each, declared));
  if (found !== undefined) return found;
  throw fileDamaged(
    what,
    `it says ${address}, but holds the key of ${addressOf(pair.type, pair.publicKey)}`,
    "Do not use this file: get it again from where it was made.",
  );
}

function isDeclared({ type, publicKey }: KeyPair, declared: Uint8Array): boolean {
  if (sameBytes(publicKey, declared)) return true;
  if (type === "ecdsa") return sameBytes(accountIdOf(publicKey), declared);
  return type === "ethereum" && sameBytes(getBytes(addressOf(type, publicKey)), declared);
}
