import type { OpenAccount } from "../vault.types";
import { BadInputError } from "../../shared/errors";
import { quote } from "../../shared/wording";
import { deriveSubstrateAccount } from "../foreign/polkadot/derive";
import { splitSecretUri } from "../foreign/polkadot/suri";
import { KEY_TYPES, type KeyType } from "../keys/key-pair";
import { deriveEthereumAccount } from "../phrase/ethereum-account";
import { parsePhrase, type Phrase } from "../phrase/phrase";

/** What a phrase alone cannot bring back. */
export const NOT_IN_A_PHRASE =
  "A phrase brings back keys, and no more: names, the address book, claims, credentials, accounts of other phrases " +
  "and imported keys come from a backup of the vault, and an identity from the chain (vault scan) or a recovery.";

/** A phrase as a person kept it, with the path and the password that may stand behind it. */
export interface KeptPhrase {
  readonly phrase: Phrase;
  /** Empty where none stands there. */
  readonly path: string;
  readonly password: string;
}

/** @throws BadInputError BadPhrase, BadPath */
export function parseKeptPhrase(text: string): KeptPhrase {
  const { phrase, path, password } = splitSecretUri(text);
  return { phrase: parsePhrase(phrase), path, password };
}

/**
 * The account of a phrase. For Ethereum no path means BIP-44's first account; elsewhere it means the phrase itself, which is
 * an account of its own and not what every wallet derives.
 * @param path Instead of the one behind the phrase.
 * @throws BadInputError BadPath, ConflictingOptions
 */
export function accountOfPhrase(kept: KeptPhrase, type: KeyType, name: string, path?: string): OpenAccount {
  if (path !== undefined && kept.path !== "" && path !== kept.path) {
    const message = "A path stands behind the phrase, and --path gives another one.";
    throw new BadInputError("ConflictingOptions", message, "Give one of the two.");
  }
  const chosen = path ?? kept.path;
  if (type !== "ethereum") return deriveSubstrateAccount(kept.phrase, type, name, chosen, kept.password);
  return deriveEthereumAccount(kept.phrase, name, chosen === "" ? undefined : chosen, kept.password);
}

/** @throws BadInputError BadKeyType */
export function parseKeyType(text: string): KeyType {
  const found = KEY_TYPES.find((type) => type === text);
  if (found !== undefined) return found;
  throw new BadInputError(
    "BadKeyType",
    `${quote(text)} is no type of key that is known here.`,
    `Give one of ${KEY_TYPES.join(", ")}; MetaMask and this chain use ethereum.`,
  );
}
