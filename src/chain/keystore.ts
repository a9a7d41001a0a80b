import { decryptKeystoreJson, encryptKeystoreJson, getAddress, hexlify, randomBytes, Wallet } from "ethers";
import { z } from "zod";
import { BadInputError, FileError, NotAuthorizedError } from "../shared/errors";
import { parseStrictJson } from "../shared/strict-json";
import { quote } from "../shared/wording";

/** From 0 to 1. Deriving a key from a password takes a second or so, on purpose. */
export type OnProgress = (done: number) => void;

/** A keystore that was checked, and not yet opened. */
export interface Keystore {
  /** What the file says; `openKeystore` finds out whether it is true. */
  readonly address: string;
  /** Rebuilt from what was checked, so that no other reading of the file is possible. */
  readonly checked: string;
}

/** Larger than any keystore of one key. */
export const LARGEST_KEYSTORE = 64 * 1024;

const WHAT = "the keystore";
/** What its makers use, geth's 2^18 rounds at once or 2^12 six times: more only serves to block whoever opens the file. */
const MOST_SCRYPT = { n: 2 ** 18, r: 8, p: 8 };
const MOST_SCRYPT_WORK = 2 ** 18 * 8;
const MOST_PBKDF2_ROUNDS = 1_000_000;
const SCRYPT_N = 2 ** 17;

/** Most wallets write no 0x anywhere in such a file; some do. */
const digits = (expected: RegExp, problem: string): z.ZodType<string> =>
  z
    .string("is missing")
    .transform((text) => text.replace(/^0x/i, ""))
    .refine((text) => expected.test(text), problem);
const hex = (count: number) => digits(new RegExp(`^[0-9a-fA-F]{${count}}$`), `is not ${count} hexadecimal digits`);
const salt = digits(/^([0-9a-fA-F]{2}){1,64}$/, "is not 1 to 64 bytes in hexadecimal");
const count = z.int().min(1);

const cipher = {
  cipher: z.literal("aes-128-ctr"),
  cipherparams: z.object({ iv: hex(32) }),
  ciphertext: hex(64),
  mac: hex(64),
};
const crypto = z.discriminatedUnion("kdf", [
  z.object({
    ...cipher,
    kdf: z.literal("scrypt"),
    kdfparams: z.object({ salt, n: count, r: count, p: count, dklen: z.literal(32) }),
  }),
  z.object({
    ...cipher,
    kdf: z.literal("pbkdf2"),
    kdfparams: z.object({ salt, c: count, prf: z.enum(["hmac-sha256", "hmac-sha512"]), dklen: z.literal(32) }),
  }),
]);
const schema = z.object({ version: z.literal(3), address: hex(40), crypto });
type Crypto = z.infer<typeof crypto>;

/** Makes a new key and encrypts it. The key leaves this function encrypted only. */
export async function createKeystore(
  password: string,
  onProgress?: OnProgress,
  scryptN = SCRYPT_N,
): Promise<{ readonly address: string; readonly json: string }> {
  const wallet = new Wallet(hexlify(randomBytes(32)));
  return { address: wallet.address, json: await encryptKeystore(wallet, password, onProgress, scryptN) };
}

/** A key as a file that every wallet opens (Web3 Secret Storage, version 3). */
export async function encryptKeystore(
  { address, privateKey }: { readonly address: string; readonly privateKey: string },
  password: string,
  onProgress?: OnProgress,
  scryptN = SCRYPT_N,
): Promise<string> {
  const json = await encryptKeystoreJson({ address, privateKey }, password, {
    scrypt: { N: scryptN, r: 8, p: 1 },
    ...(onProgress === undefined ? {} : { progressCallback: onProgress }),
  });
  return `${json}\n`;
}

/**
 * Checks a keystore file before any work is done on it: the file, not its reader, says how much work that is, and no
 * timer stops it.
 * @throws BadInputError TooLarge, SchemaRefused, KdfRefused; FileError FileDamaged
 */
export function parseKeystore(text: string): Keystore {
  if (Buffer.byteLength(text) > LARGEST_KEYSTORE) {
    const message = `The keystore has more than ${LARGEST_KEYSTORE} bytes.`;
    throw new BadInputError("TooLarge", message, "Check that this is the right file.");
  }
  const value = parseStrictJson(text, WHAT);
  if (typeof value !== "object" || value === null) throw schemaRefused("it is not a JSON object");
  const { crypto, Crypto, ...members } = value as Record<string, unknown>;
  if (crypto !== undefined && Crypto !== undefined) throw schemaRefused("it has two members crypto");
  requireKnownKdf(crypto ?? Crypto);
  const result = schema.safeParse({ ...members, crypto: crypto ?? Crypto });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw schemaRefused(`${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is wrong"}`);
  }
  requireBoundedWork(result.data.crypto);
  const address = getAddress(`0x${result.data.address.toLowerCase()}`);
  return { address, checked: JSON.stringify({ version: 3, crypto: result.data.crypto }) };
}

/**
 * Opens a keystore with its password.
 * @throws NotAuthorizedError WrongPassword; FileError FileDamaged when the key is not the address's
 */
export async function openKeystore(keystore: Keystore, password: string, onProgress?: OnProgress): Promise<Wallet> {
  const { address, privateKey } = await decryptKeystoreJson(keystore.checked, password, onProgress).catch(() => {
    throw new NotAuthorizedError(
      "WrongPassword",
      `The password does not open the keystore of ${keystore.address}.`,
      "Run the same command again with the right password.",
    );
  });
  if (address === keystore.address) return new Wallet(privateKey);
  throw new FileError(
    "FileDamaged",
    `The keystore says ${keystore.address}, but holds the key of ${address}.`,
    "Do not use this file: get it again from where it was made.",
  );
}

function requireKnownKdf(crypto: unknown): void {
  if (typeof crypto !== "object" || crypto === null || !("kdf" in crypto)) return; // The schema says what is missing.
  const { kdf } = crypto;
  if (typeof kdf !== "string" || kdf === "scrypt" || kdf === "pbkdf2") return;
  throw kdfRefused(`${quote(kdf)} is not known`);
}

function requireBoundedWork({ kdf, kdfparams }: Crypto): void {
  if (kdf === "pbkdf2") {
    if (kdfparams.c > MOST_PBKDF2_ROUNDS) throw kdfRefused(`c=${kdfparams.c} is more than ${MOST_PBKDF2_ROUNDS}`);
    return;
  }
  const { n, r, p } = kdfparams;
  if (n < 2 || !Number.isInteger(Math.log2(n))) throw kdfRefused(`n=${n} is not a power of two`);
  for (const [name, given] of Object.entries({ n, r, p })) {
    const most = MOST_SCRYPT[name as keyof typeof MOST_SCRYPT];
    if (given > most) throw kdfRefused(`${name}=${given} is more than ${most}`);
  }
  if (n * r * p > MOST_SCRYPT_WORK) throw kdfRefused(`n=${n}, r=${r}, p=${p} together are more work than any wallet's`);
}

function kdfRefused(why: string): BadInputError {
  return new BadInputError(
    "KdfRefused",
    `The keystore's key derivation was refused before any work was done on it: ${why}.`,
    "Check where the file comes from; a wallet's own export never asks for this much.",
  );
}

function schemaRefused(why: string): BadInputError {
  return new BadInputError(
    "SchemaRefused",
    `The keystore is not one of version 3: ${why}.`,
    "Export the key again as a version 3 keystore, or make a new wallet: npx hardhat wallet create --out new-wallet.json",
  );
}
