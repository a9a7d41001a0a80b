import { createDecipheriv, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { BadInputError } from "../../../shared/errors";
import { parseForeignJson } from "../foreign-json";
import { fileDamaged, wrongPassword } from "../refusals";
import { checkContents, type ConcordiumContents } from "./contents";
import type { ConcordiumExport } from "./envelope";

const WHAT = "the Concordium export";
const NO_DATA = "Unable to parse decrypted data";
const SHORTEST_PASSWORD = 6;
const KEY_BYTES = 32;
/** How every export begins. */
const BEGINNING = '{"';

const deriveKey = promisify(pbkdf2);

/**
 * Opens an export with its password.
 * @throws BadInputError PasswordTooShort, MobileExport, SchemaRefused; NotAuthorizedError WrongPassword; FileError FileDamaged
 */
export async function openConcordiumExport(exported: ConcordiumExport, password: string): Promise<ConcordiumContents> {
  if (password.length < SHORTEST_PASSWORD) throw passwordTooShort();
  const plain = await decrypt(exported, password);
  // One wrong password in 150 leaves a valid padding, and noise.
  if (plain.toString("latin1", 0, BEGINNING.length) !== BEGINNING) {
    throw wrongPassword(WHAT, NO_DATA);
  }
  return checkContents(parseForeignJson(toText(plain), WHAT, NO_DATA));
}

async function decrypt(exported: ConcordiumExport, password: string): Promise<Buffer> {
  const { cipherText, salt, initializationVector, iterations } = exported;
  const key = await deriveKey(password, salt, iterations, KEY_BYTES, "sha256");
  const decipher = createDecipheriv("aes-256-cbc", key, initializationVector);
  try {
    return Buffer.concat([decipher.update(cipherText), decipher.final()]);
  } catch {
    throw wrongPassword(WHAT, "Unable to decrypt file");
  } finally {
    key.fill(0);
  }
}

function toText(plain: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    throw fileDamaged(WHAT, NO_DATA);
  }
}

function passwordTooShort(): BadInputError {
  return new BadInputError(
    "PasswordTooShort",
    `Password has to be at least ${SHORTEST_PASSWORD} characters: no export was written with a shorter one.`,
    "Give the password that it was exported with.",
  );
}
