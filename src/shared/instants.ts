/** The last second that JavaScript has a date for. */
const LAST_DATE = 8_640_000_000_000n;

/** `2027-11-21T23:59:59Z`; a second that no calendar reaches stays a number. */
export function writeInstant(seconds: bigint): string {
  if (seconds > LAST_DATE) return `second ${seconds}`;
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
