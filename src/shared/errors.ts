/** Exit codes of every command: docs/json.md lists them for machines. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  badInput: 2,
  refused: 3,
  notAuthorized: 4,
  incomplete: 5,
  unknown: 6,
  file: 7,
  busy: 8,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * A failure that its reader can act on: what is wrong, with its values, and what to do next.
 * Whatever could not be done has changed nothing, unless the message says so.
 */
export class RegainError extends Error {
  constructor(
    /** Stable name, for machines: `NotRegistered`. */
    readonly code: string,
    readonly exitCode: ExitCode,
    message: string,
    /** The next step; a command where there is one. */
    readonly next: string,
  ) {
    super(message);
    this.name = code;
  }
}

/** Input that no chain was asked about. */
export class BadInputError extends RegainError {
  constructor(code: string, message: string, next: string) {
    super(code, EXIT.badInput, message, next);
  }
}

/** The chain refuses, or something has to be put right first. */
export class RefusedError extends RegainError {
  constructor(code: string, message: string, next: string) {
    super(code, EXIT.refused, message, next);
  }
}

/** A role, an approval, a signature or a password is missing or wrong. */
export class NotAuthorizedError extends RegainError {
  constructor(code: string, message: string, next: string) {
    super(code, EXIT.notAuthorized, message, next);
  }
}

/** A file could not be read or written. */
export class FileError extends RegainError {
  constructor(code: string, message: string, next: string) {
    super(code, EXIT.file, message, next);
  }
}
