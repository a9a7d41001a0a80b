import { getBytes, keccak256, SigningKey, toUtf8Bytes } from "ethers";
import { BadInputError } from "../../../shared/errors";

/*
 * The seed of an iden3 identity: 32 bytes as they are, or, of the wallets before 2024, the hash of an account's signature
 * over one of two texts. They signed the text's bare hash: it could have been anything, which is why nobody does so today.
 */

/** The texts that old wallets had signed, each to the letter; the second has its backslashes and its n. */
export const OLD_SIGN_TEXTS = [
  "PrivadoId account access.\n\nSign this message if you are in a trusted application only.",
  "Every human being has the right to identity.\\n\\nSign this message if you are in a trusted application only.",
] as const;

/**
 * A seed as hex, 64 digits with or without 0x.
 * @throws BadInputError BadSeed, which never repeats any of it
 */
export function parsePrivadoSeed(text: string): Uint8Array {
  const digits = text.trim().replace(/^0x/, "");
  if (/^[0-9a-fA-F]{64}$/.test(digits)) return getBytes(`0x${digits}`);
  const found = /^[0-9a-fA-F]*$/.test(digits) ? `${digits.length} digits` : "other letters or signs";
  throw new BadInputError(
    "BadSeed",
    `The seed of a Privado identity has 64 hexadecimal digits, but this has ${found}.`,
    "Copy the whole seed again from where it is kept.",
  );
}

/** The seed that an old wallet derived from an account: no "Ethereum Signed Message" stands in front of the text. */
export function seedFromOldSignature(privateKey: string, text: (typeof OLD_SIGN_TEXTS)[number]): Uint8Array {
  const signature = new SigningKey(privateKey).sign(keccak256(toUtf8Bytes(text)));
  return getBytes(keccak256(signature.serialized));
}
