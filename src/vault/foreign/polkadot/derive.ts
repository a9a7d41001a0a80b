import { blake2b } from "@noble/hashes/blake2.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { HDKD } from "@scure/sr25519";
import { BadInputError } from "../../../shared/errors";
import type { Phrase } from "../../phrase/phrase";
import type { OpenAccount } from "../../vault.types";
import { withCompactLength, type Junction } from "./junction";
import { openAccount, pairFromSecret, pairFromSeed, type KeyPair, type KeyType } from "../../keys/key-pair";
import { parseSubstratePath } from "./suri";

/** The types that derive on Substrate's paths; ethereum derives as BIP-44 says. */
export type SubstrateType = Exclude<KeyType, "ethereum">;

const MINI_SECRET_BYTES = 32;
const ROUNDS = 2048;
const HARD_STEP: Readonly<Record<"ecdsa" | "ed25519", string>> = { ecdsa: "Secp256k1HDKD", ed25519: "Ed25519HDKD" };
const NO_RANDOMNESS = new Uint8Array(32);

/**
 * The account of a phrase on a Substrate path.
 * @param path `//hard/soft`; empty is an account of its own.
 * @param password What stands after `///`: it changes the key, and is not kept.
 * @throws BadInputError BadPath, also for a soft step of a type that has hard ones only
 */
export function deriveSubstrateAccount(
  phrase: Phrase,
  type: SubstrateType,
  name: string,
  path = "",
  password = "",
): OpenAccount {
  const junctions = parseSubstratePath(path);
  const seed = miniSecret(phrase, password);
  const pair = junctions.reduce(deriveStep, pairFromSeed(type, seed));
  return openAccount(pair, name, path);
}

/** Unlike BIP-39's seed, this comes of the entropy, not of the words. */
export function miniSecret({ entropy }: Phrase, password: string): Uint8Array {
  const salt = utf8ToBytes(`mnemonic${password.normalize("NFC")}`);
  return pbkdf2(sha512, entropy, salt, { c: ROUNDS, dkLen: 64 }).slice(0, MINI_SECRET_BYTES);
}

function deriveStep(pair: KeyPair, junction: Junction): KeyPair {
  const { type, secretKey } = pair;
  if (type === "sr25519") return pairFromSecret(type, deriveSr25519(secretKey, junction));
  if (!junction.isHard || type === "ethereum") throw hardOnly(type);
  const label = withCompactLength(utf8ToBytes(HARD_STEP[type]));
  const seed = concatBytes(label, secretKey.subarray(0, MINI_SECRET_BYTES), junction.chainCode);
  return pairFromSeed(type, blake2b(seed, { dkLen: MINI_SECRET_BYTES }));
}

/**
 * The second half of a softly derived secret is the nonce's seed, which others take at random. Drawn from the parent's
 * secret alone, the same phrase gives the same bytes each time.
 */
function deriveSr25519(secretKey: Uint8Array, { isHard, chainCode }: Junction): Uint8Array {
  return isHard ? HDKD.secretHard(secretKey, chainCode) : HDKD.secretSoft(secretKey, chainCode, NO_RANDOMNESS);
}

function hardOnly(type: KeyType): BadInputError {
  return new BadInputError(
    "BadPath",
    `The path cannot be derived: keys of ${type} know hard steps only, written with two slashes.`,
    "Write each step with two slashes, or choose sr25519.",
  );
}
