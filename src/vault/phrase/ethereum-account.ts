import { HDKey } from "@scure/bip32";
import { mnemonicToSeedSync } from "@scure/bip39";
import { BadInputError } from "../../shared/errors";
import { quote } from "../../shared/wording";
import { openAccount, pairFromSeed } from "../keys/key-pair";
import type { OpenAccount } from "../vault.types";
import type { Phrase } from "./phrase";

/** BIP-44's first account of Ethereum: what MetaMask, ethers and polkadot-js start with. */
export const FIRST_ETHEREUM_PATH = "m/44'/60'/0'/0/0";

const DEEPEST = 10;
const FIRST_HARDENED = 2 ** 31;
const PATH = /^m(\/[0-9]{1,10}'?){1,10}$/;

/** The path of the account with this index. */
export function ethereumPath(index: number): string {
  return `m/44'/60'/0'/0/${index}`;
}

/**
 * A path of BIP-32, with one sign for what is hardened. polkadot-js writes it after the phrase and a slash.
 * @throws BadInputError BadPath
 */
export function parseEthereumPath(text: string): string {
  const path = text.replace(/^\/m/, "m").replace(/[hH]/g, "'");
  if (path.split("/").length > DEEPEST + 1) throw badPath(text, `it has more than ${DEEPEST} steps`);
  if (!PATH.test(path)) throw badPath(text, "it has to be m, and numbers after slashes");
  const tooLarge = path.split("/").find((step) => Number.parseInt(step, 10) >= FIRST_HARDENED);
  if (tooLarge !== undefined) throw badPath(text, `${tooLarge} is not below ${FIRST_HARDENED}`);
  return path;
}

/**
 * The account of a phrase on a path, as every wallet of Ethereum derives it.
 * @param passphrase BIP-39's own, "the 25th word"; empty for most people.
 * @throws BadInputError BadPath
 */
export function deriveEthereumAccount(
  { words }: Phrase,
  name: string,
  path: string = FIRST_ETHEREUM_PATH,
  passphrase = "",
): OpenAccount {
  const parsed = parseEthereumPath(path);
  const seed = mnemonicToSeedSync(words, passphrase);
  const { privateKey } = HDKey.fromMasterSeed(seed).derive(parsed);
  seed.fill(0);
  // One index in 2^127 has no key; BIP-32 says to take another.
  if (privateKey === null) throw badPath(path, "there is no key on it");
  return openAccount(pairFromSeed("ethereum", privateKey), name, parsed);
}

function badPath(text: string, why: string): BadInputError {
  return new BadInputError(
    "BadPath",
    `The path ${quote(text)} cannot be derived: ${why}.`,
    `Give one such as ${FIRST_ETHEREUM_PATH}, or leave it out for the first account.`,
  );
}
