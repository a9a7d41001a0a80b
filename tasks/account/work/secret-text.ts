import { readText } from "../../io/files";
import { askPassword } from "../../io/terminal";

const LARGEST_SECRET = 4096;

/** A phrase from a file, from REGAIN_MNEMONIC, or typed and not shown; never from an argument. */
export async function askPhrase(file: string | undefined): Promise<string> {
  if (file !== undefined) return readText(file, "the recovery phrase", LARGEST_SECRET);
  return askPassword("The recovery phrase, its words with spaces between:", "REGAIN_MNEMONIC");
}

/** A private key from a file, or typed and not shown. */
export async function askPrivateKey(file: string | undefined): Promise<string> {
  if (file !== undefined) return readText(file, "the private key", LARGEST_SECRET);
  return askPassword("The private key, 64 hexadecimal digits:", "REGAIN_PRIVATE_KEY");
}
