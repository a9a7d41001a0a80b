const LONGEST = 80;

/** Text that came from outside, fit to stand in a message: one line, short, nothing in it that a terminal obeys. */
export function quote(text: string): string {
  const characters = Array.from(text);
  const shown = characters.slice(0, LONGEST).map(escape).join("");
  return characters.length > LONGEST ? `"${shown}…"` : `"${shown}"`;
}

/** `U+0430` for the Cyrillic letter that looks like an a. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** For the beginning of a sentence. */
export function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `1 account`, `2 accounts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function escape(character: string): string {
  return /[ -~]/.test(character) ? character : `<${codePoint(character)}>`;
}
