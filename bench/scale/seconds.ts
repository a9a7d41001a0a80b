/** How long some work takes, in seconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, seconds: rounded((performance.now() - begun) / 1000) };
}

/** Two places. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
