import { formatCount } from "./amounts";

interface Watched {
  readonly cases: number;
  readonly added: number;
  readonly delivered: number;
  readonly failed: readonly { readonly receiver: string; readonly why: string }[];
}

/** One look at the cases, in a line; and a line for each receiver that failed. */
export function renderWatched({ cases, added, delivered, failed }: Watched): string {
  const summary = `${formatCount(cases, "case")}, ${formatCount(added, "new message")}, ${delivered} delivered`;
  return [summary, ...failed.map(({ receiver, why }) => `  ${receiver}: ${why}; tried again later`)].join("\n");
}

/** What `recovery watch --json` prints when it ends: its last look. */
export function watchedJson({ cases, added, delivered, failed }: Watched): Watched {
  return { cases, added, delivered, failed: failed.map(({ receiver, why }) => ({ receiver, why })) };
}
