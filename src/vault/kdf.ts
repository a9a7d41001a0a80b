import { scrypt } from "node:crypto";
import { argon2id } from "hash-wasm";
import { BadInputError } from "../shared/errors";
import { fromHex, KEY_BYTES } from "./sealing";

/** How much work a password costs whoever tries it (RFC 9106). */
export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** How a key is derived from a password, as a file says it; the salt in hex. */
export type PasswordKdf =
  | ({ readonly name: "argon2id"; readonly salt: string } & Argon2Cost)
  | ({ readonly name: "scrypt"; readonly salt: string } & ScryptCost);

/** RFC 9106, second recommended option: half a second, 64 MiB. */
export const ARGON2_COST: Argon2Cost = { memoryKiB: 64 * 1024, passes: 3, lanes: 4 };

/** The file says how much work it costs to open it: more than this only serves to block whoever tries. */
const MOST_ARGON2: Argon2Cost = { memoryKiB: 256 * 1024, passes: 6, lanes: 8 };
const MOST_SCRYPT: ScryptCost = { n: 2 ** 18, r: 8, p: 1 };
const SCRYPT_MEMORY = 2 * 128 * MOST_SCRYPT.n * MOST_SCRYPT.r;

/** @throws BadInputError KdfRefused, before any work is done */
export function requireBoundedWork(kdf: PasswordKdf): void {
  const most: Readonly<Record<string, number>> = { ...(kdf.name === "scrypt" ? MOST_SCRYPT : MOST_ARGON2) };
  for (const [name, given] of Object.entries(kdf)) {
    const limit = most[name];
    if (typeof given === "number" && limit !== undefined && given > limit) {
      throw kdfRefused(`${name}=${given} is more than ${limit}`);
    }
  }
  if (kdf.name === "scrypt" && (kdf.n < 2 || !Number.isInteger(Math.log2(kdf.n)))) {
    throw kdfRefused(`n=${kdf.n} is not a power of two`);
  }
  if (kdf.name === "argon2id" && kdf.memoryKiB < 8 * kdf.lanes) {
    throw kdfRefused(`memoryKiB=${kdf.memoryKiB} is less than the algorithm needs for ${kdf.lanes} lanes`);
  }
}

/** The same password typed on another keyboard may come as other bytes for the same letters: NFKC makes them one. */
export async function deriveKey(password: string, kdf: PasswordKdf): Promise<Uint8Array> {
  const typed = password.normalize("NFKC");
  if (kdf.name === "scrypt") return scryptKey(typed, kdf);
  return argon2id({
    password: typed,
    salt: fromHex(kdf.salt),
    memorySize: kdf.memoryKiB,
    iterations: kdf.passes,
    parallelism: kdf.lanes,
    hashLength: KEY_BYTES,
    outputType: "binary",
  });
}

function scryptKey(password: string, { salt, n, r, p }: ScryptCost & { readonly salt: string }): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    scrypt(password, fromHex(salt), KEY_BYTES, { N: n, r, p, maxmem: SCRYPT_MEMORY }, (error, key) => {
      if (error === null) done(key);
      else fail(error);
    });
  });
}

function kdfRefused(why: string): BadInputError {
  return new BadInputError(
    "KdfRefused",
    `The vault's key derivation was refused before any work was done on it: ${why}.`,
    "Check where the file comes from; Regain never asks for this much.",
  );
}
