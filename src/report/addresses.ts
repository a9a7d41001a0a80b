/** `0x1234…cdef`, where a full address stands nearby. Never where somebody decides by it. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** `0x 1234 5678 …`: blocks of four, to be held against a hardware wallet's screen. */
export function inBlocks(hex: string): string {
  const digits = hex.startsWith("0x") ? hex.slice(2) : hex;
  return ["0x", ...(digits.match(/.{1,4}/g) ?? [])].join(" ");
}
