import type { VouchingTerms } from "../../../src/claims/vouching";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { parseContent } from "../../io/parameters";

export interface VouchingArgs {
  readonly data?: string;
  readonly text?: string;
  readonly validUntil?: string;
  readonly uri: string;
  readonly yes: boolean;
}

const DAY = 24n * 60n * 60n;

/** What the options say of the claims; `now` is the clock of whoever signs, in milliseconds since 1970. */
export function termsOf({ data, text, validUntil }: VouchingArgs, now = Date.now()): VouchingTerms {
  const seconds = BigInt(Math.floor(now / 1000));
  const saysMore = data !== undefined || text !== undefined;
  return {
    now: seconds,
    ...(validUntil === undefined ? {} : { validUntil: parseLastDay(validUntil, seconds) }),
    ...(saysMore ? { payload: parseContent(data, text) } : {}),
  };
}

/** The last second of a day in UTC; zero for `none`. @throws BadInputError BadDate */
function parseLastDay(text: string, now: bigint): bigint {
  if (text === "none") return 0n;
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const exists = !Number.isNaN(start) && new Date(start).toISOString().startsWith(text);
  const end = exists ? BigInt(start / 1000) + DAY - 1n : 0n;
  if (end >= now) return end;
  throw new BadInputError(
    "BadDate",
    `--valid-until ${quote(text)} is no day to come.`,
    "Give a day as 2027-12-31, or none for claims without an end.",
  );
}
