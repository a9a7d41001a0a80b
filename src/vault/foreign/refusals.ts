import { BadInputError, FileError, NotAuthorizedError, RegainError } from "../../shared/errors";
import { capitalize, quote } from "../../shared/wording";

/*
 * What a reader of another wallet's file can say. Each is thrown before the key is derived from the password, except
 * WrongPassword and the damage that only the opened file shows.
 */

const FROM_ITS_WALLET = "Export it again from the wallet that wrote it.";

/** It is whole, and still not what it is given as. */
export function schemaRefused(what: string, why: string, next = FROM_ITS_WALLET): BadInputError {
  return new BadInputError("SchemaRefused", `${capitalize(what)} is refused: ${why}.`, next);
}

/** It was cut off, or changed after it was written. */
export function fileDamaged(what: string, why: string, next = FROM_ITS_WALLET): FileError {
  return new FileError("FileDamaged", `${capitalize(what)} is damaged: ${why}.`, next);
}

export function tooLarge(what: string, why: string): BadInputError {
  return new BadInputError("TooLarge", `${capitalize(what)} is refused: ${why}.`, "Check that this is the right file.");
}

/** The file asks for more work than its wallet ever does: nothing was done of it. */
export function kdfRefused(what: string, why: string): BadInputError {
  return new BadInputError(
    "KdfRefused",
    `${capitalize(what)} is refused before its password was tried: ${why}.`,
    "Check where the file comes from; a wallet's own export never asks for this.",
  );
}

export function wrongPassword(what: string, why: string): NotAuthorizedError {
  return new NotAuthorizedError(
    "WrongPassword",
    `The password does not open ${what}: ${why}.`,
    "Run the same command again with the right password. If it is the right one, the file is damaged.",
  );
}

export function passwordMissing(what: string, why: string): NotAuthorizedError {
  return new NotAuthorizedError(
    "PasswordMissing",
    `${capitalize(what)} needs its password: ${why}.`,
    "Give the password that it was exported with.",
  );
}

/** The same failure, told of one entry among several: nothing of the batch is taken then. */
export function inEntry(error: unknown, index: number, name: string): unknown {
  if (!(error instanceof RegainError)) return error;
  const message = `Entry [${index}]${name === "" ? "" : ` (${quote(name)})`} stops the whole batch: ${error.message}`;
  return new RegainError(error.code, error.exitCode, message, error.next);
}
