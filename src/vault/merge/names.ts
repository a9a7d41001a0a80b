const RECOVERED = /^Recovered: Index [0-9]+$/;

/** The name of an account that was found by its key alone. */
export function recoveredName(index: number): string {
  return `Recovered: Index ${index}`;
}

/** Whether nobody chose this name: it gives way to one that somebody chose. */
export function isPlaceholder({ name, address }: { readonly name: string; readonly address: string }): boolean {
  const trimmed = name.trim();
  return trimmed === "" || trimmed === address || RECOVERED.test(trimmed);
}
