/**
 * Does the work of every item, so many at a time, beginning in their order.
 * @return The results, in the order of the items. Work that may fail catches what it throws: one failure ends all.
 */
export async function inParallel<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const goOn = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: most }, goOn));
  return results;
}

/** How far many things are. */
export interface Pace {
  readonly done: number;
  readonly total: number;
  /** So many a second so far. */
  readonly rate: number;
  /** In seconds. */
  readonly left: number;
}

/** @return To be called after each of them. */
export function paceOf(total: number, now: () => number = Date.now): () => Pace {
  const began = now();
  let done = 0;
  return () => {
    done += 1;
    const rate = done / Math.max((now() - began) / 1000, 0.001);
    return { done, total, rate, left: Math.ceil((total - done) / rate) };
  };
}
