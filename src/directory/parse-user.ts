import { BadInputError } from "../shared/errors";
import { quote } from "../shared/wording";
import type { NewUser } from "./directory";

/** As long as an e-mail address (RFC 5321) and a name may be. */
const LONGEST_EMAIL = 254;
const LONGEST_NAME = 128;

/** @throws BadInputError BadEmail, BadName */
export function parseNewUser(email: string, name: string): NewUser {
  return { email: parseEmail(email), name: parseName(name) };
}

/** @throws BadInputError BadEmail */
export function parseEmail(text: string): string {
  if (text.length <= LONGEST_EMAIL && /^[^\s@<>",;:\\()[\]\p{C}]+@[\p{L}\p{N}.-]+$/u.test(text))
    return text.toLowerCase();
  throw new BadInputError("BadEmail", `${quote(text)} is no e-mail address.`, "Give it as name@example.org.");
}

function parseName(text: string): string {
  if (text.trim() !== "" && text.length <= LONGEST_NAME && !/\p{C}/u.test(text)) return text.trim();
  throw new BadInputError(
    "BadName",
    `${quote(text)} is no name: 1 to ${LONGEST_NAME} visible characters are.`,
    "Give the person's name in quotes.",
  );
}
