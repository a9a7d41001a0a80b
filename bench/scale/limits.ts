/** The object that `--json` prints. */
export interface ScaleReport {
  readonly preview1000: { readonly requests: number; readonly seconds: number; readonly naiveSeconds: number };
  readonly batch1000: { readonly perSecond: number; readonly naivePerSecond: number; readonly rssMiB: number };
  readonly startup: { readonly ratio: number };
}

/** One number with what it must be. */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly limit: string;
  readonly isMet: boolean;
  /** The same, done without this software; empty where there is no such way. */
  readonly naive: string;
}

/** The limits. A batch has to be faster than a script that awaits each transaction, by whatever. */
export function judge({ preview1000, batch1000, startup }: ScaleReport): Measure[] {
  const { requests, seconds, naiveSeconds } = preview1000;
  const { perSecond, naivePerSecond, rssMiB } = batch1000;
  return [
    atMost("preview of 1,000 tokens, requests", requests, 20),
    { ...atMost("preview of 1,000 tokens, seconds", seconds, 10), naive: String(naiveSeconds) },
    {
      what: "batch of 1,000, recoveries a second",
      value: perSecond,
      limit: "more than naive",
      isMet: perSecond > naivePerSecond,
      naive: String(naivePerSecond),
    },
    atMost("batch of 1,000, peak RSS in MiB", rssMiB, 512),
    atMost("start-up, times that of --version", startup.ratio, 1.5),
  ];
}

function atMost(what: string, value: number, limit: number): Measure {
  return { what, value, limit: `at most ${limit}`, isMet: value <= limit, naive: "" };
}
