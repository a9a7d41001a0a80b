import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { randomBytes, scrypt } from "node:crypto";
import { fileDamaged, kdfRefused, passwordMissing, wrongPassword } from "../refusals";

/*
 * How Polkadot's wallets encrypt, a keystore and a batch alike: xsalsa20-poly1305 (NaCl's secretbox) under a key from
 * scrypt, whose salt and parameters stand in front; before version 3, under the padded password itself.
 */

/** What was done to the plain text: nothing, or encrypted with or without a key derivation. */
export type Sealing = "none" | "padded password" | "scrypt";

export interface ScryptParameters {
  readonly N: number;
  readonly p: number;
  readonly r: number;
}

/** All that its makers ever wrote or planned; everything else serves only to block whoever opens the file. */
const KNOWN_PARAMETERS: readonly ScryptParameters[] = [
  { N: 2 ** 13, p: 10, r: 8 },
  { N: 2 ** 14, p: 5, r: 8 },
  { N: 2 ** 15, p: 3, r: 8 },
  { N: 2 ** 15, p: 1, r: 8 },
  { N: 2 ** 16, p: 2, r: 8 },
  { N: 2 ** 17, p: 1, r: 8 },
];
export const DEFAULT_SCRYPT: ScryptParameters = { N: 2 ** 17, p: 1, r: 8 };

const SALT_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const SCRYPT_HEADER_BYTES = SALT_BYTES + 3 * 4;
const KEY_BYTES = 32;
const MOST_MEMORY = 256 * 2 ** 20;

/** What encryption adds to the plain text. */
export const OVERHEAD_BYTES = SCRYPT_HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * Looks at the outside of an encrypted text, without any work.
 * @throws FileError FileDamaged when it is too short; BadInputError KdfRefused
 */
export function checkSealed(sealed: Uint8Array, sealing: Sealing, what: string): void {
  if (sealing === "none") return;
  const header = sealing === "scrypt" ? SCRYPT_HEADER_BYTES : 0;
  if (sealed.length < header) {
    throw fileDamaged(what, `Invalid input length: expected ${header} bytes, found ${sealed.length}`);
  }
  if (sealing === "scrypt") readParameters(sealed, what);
  if (sealed.length > header + NONCE_BYTES + TAG_BYTES) return;
  throw fileDamaged(what, `Invalid input length: ${sealed.length} bytes leave nothing to decrypt`);
}

/**
 * Opens what `checkSealed` let pass.
 * @throws NotAuthorizedError PasswordMissing, WrongPassword
 */
export async function unseal(
  sealed: Uint8Array,
  sealing: Sealing,
  password: string,
  what: string,
): Promise<Uint8Array> {
  if (sealing === "none") return sealed;
  if (password === "") throw passwordMissing(what, "Password required to decode encrypted data");
  const boxed = sealing === "scrypt" ? sealed.subarray(SCRYPT_HEADER_BYTES) : sealed;
  const key =
    sealing === "scrypt"
      ? await deriveKey(password, sealed.subarray(0, SALT_BYTES), readParameters(sealed, what))
      : padded(password);
  try {
    return xsalsa20poly1305(key, boxed.subarray(0, NONCE_BYTES)).decrypt(boxed.subarray(NONCE_BYTES));
  } catch {
    throw wrongPassword(what, "Unable to decode using the supplied passphrase");
  } finally {
    key.fill(0);
  }
}

/** Encrypts as polkadot-js of today does. */
export async function seal(plain: Uint8Array, password: string, parameters = DEFAULT_SCRYPT): Promise<Uint8Array> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await deriveKey(password, salt, parameters);
  const box = xsalsa20poly1305(key, nonce).encrypt(plain);
  key.fill(0);
  return concatBytes(salt, writeParameters(parameters), nonce, box);
}

function readParameters(sealed: Uint8Array, what: string): ScryptParameters {
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const [N = 0, p = 0, r = 0] = [0, 4, 8].map((offset) => view.getUint32(SALT_BYTES + offset, true));
  const known = KNOWN_PARAMETERS.find((each) => each.N === N && each.p === p && each.r === r);
  if (known !== undefined) return known;
  throw kdfRefused(what, `Scrypt parameters exceed safe limits, or were never in use: N=${N}, p=${p}, r=${r}`);
}

function writeParameters({ N, p, r }: ScryptParameters): Uint8Array {
  const view = new DataView(new ArrayBuffer(12));
  for (const [at, value] of [N, p, r].entries()) view.setUint32(4 * at, value, true);
  return new Uint8Array(view.buffer);
}

/** 64 bytes are derived, as its makers do, and the first half is the key. */
function deriveKey(password: string, salt: Uint8Array, { N, p, r }: ScryptParameters): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 2 * KEY_BYTES, { N, p, r, maxmem: MOST_MEMORY }, (error, derived) => {
      if (error === null) resolve(Uint8Array.from(derived.subarray(0, KEY_BYTES)));
      else reject(error);
    });
  });
}

/** Versions 0 to 2 took the password for the key: cut off at 32 bytes, filled up with zeros. */
function padded(password: string): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  key.set(utf8ToBytes(password).subarray(0, KEY_BYTES));
  return key;
}
