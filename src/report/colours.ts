type Paint = (text: string) => string;

/** What a page may colour; picocolors' `createColors()` is one. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly green: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
}

const asItIs: Paint = (text) => text;

/** For pipes, files and tests. */
export const PLAIN: Colours = { bold: asItIs, dim: asItIs, green: asItIs, red: asItIs, yellow: asItIs };
