/** Milliseconds since 1970. */
export type Clock = () => number;

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
