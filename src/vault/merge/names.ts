/** As many letters of the address make a name that a wallet gave: Concordium's takes the first eight. */
const SHORTEST_ABBREVIATION = 8;
const RECOVERED = /^Recovered: Index [0-9]+$/;

/** The name of an account that was found by its key alone. */
export function recoveredName(index: number): string {
  return `Recovered: Index ${index}`;
}

/** Whether nobody chose this name: it gives way to one that somebody chose. */
export function isPlaceholder({ name, address }: { readonly name: string; readonly address: string }): boolean {
  const trimmed = name.trim();
  const isAbbreviation = trimmed.length >= SHORTEST_ABBREVIATION && address.includes(trimmed);
  return trimmed === "" || isAbbreviation || trimmed === address || RECOVERED.test(trimmed);
}
