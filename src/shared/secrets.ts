const SECRET_WORDS = /(^|-)(password|passwd|passphrase|private-?key|secret(-key)?|mnemonic|seed|pin)(-|$)/;
/** Options whose value is public although it is 32 bytes long, as a private key is. */
const PUBLIC_VALUES = /(^|-)(case|case-id|evidence|data|hash|hashes|salt)$/;
const KEY_SIZED = /^(0x)?[0-9a-f]{64}$/i;
/** The words of a recovery phrase (BIP-39) have three to eight letters. */
const PHRASE_WORD = /^[a-z]{3,8}$/;
const PHRASE_LENGTH = 12;

/**
 * Looks for a password, a private key or a recovery phrase among a command's arguments, where every other user of the
 * machine and the shell's history can see it.
 * @returns The option's name, and never its value; undefined when there is none.
 */
export function findSecretInArguments(argv: readonly string[]): string | undefined {
  let option: string | undefined;
  let wordsInARow = 0;
  for (const [index, argument] of argv.entries()) {
    const { name, value } = splitOption(argument);
    if (name !== undefined) {
      if (SECRET_WORDS.test(name)) return `--${name}`;
      option = name;
    }
    if (value === undefined) continue;
    if (isSecretValue(option, value)) return nameOf(option, index);
    wordsInARow = PHRASE_WORD.test(value) ? wordsInARow + 1 : 0;
    if (wordsInARow >= PHRASE_LENGTH) return nameOf(option, index);
    if (name === undefined && !PHRASE_WORD.test(value)) option = undefined;
  }
  return undefined;
}

function isSecretValue(option: string | undefined, value: string): boolean {
  if (option === "path" && value.includes("///")) return true; // What follows is a Substrate path's password.
  if (KEY_SIZED.test(value.trim())) return option === undefined || !PUBLIC_VALUES.test(option);
  const words = value.trim().split(/\s+/);
  return words.length >= PHRASE_LENGTH && words.every((word) => PHRASE_WORD.test(word));
}

/** `--privateKey=0x…`, `--private-key`, `-pin`: the name in kebab case, and the value where it hangs on. */
function splitOption(argument: string): { readonly name?: string; readonly value?: string } {
  const [, written, value] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(argument) ?? [];
  if (written === undefined) return { value: argument };
  const name = written
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
  return value === undefined ? { name } : { name, value };
}

function nameOf(option: string | undefined, index: number): string {
  return option === undefined ? `argument ${index + 1}` : `--${option}`;
}
