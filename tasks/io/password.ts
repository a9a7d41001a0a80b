import { BadInputError } from "../../src/shared/errors";
import type { TaskOutput } from "./run";

const SHORTEST = 6;
const ADVISED = 12;

/** @throws BadInputError PasswordTooShort */
export function requireGoodPassword(password: string): void {
  if (Array.from(password).length >= SHORTEST) return;
  throw new BadInputError(
    "PasswordTooShort",
    `The password has fewer than ${SHORTEST} characters. Nothing was written.`,
    `Choose one of ${ADVISED} characters or more: several words are easy to keep.`,
  );
}

/** A short password opens to whoever gets the file and has the time. */
export function warnOfShortPassword(password: string, out: TaskOutput): void {
  if (Array.from(password).length >= ADVISED) return;
  out.progress(`⚠ The password has fewer than ${ADVISED} characters: whoever gets the file could find it by trying.`);
}
