import type { ClaimsFile } from "../recovery/files/claims-file";
import type { ClaimSubject } from "./claims.types";

/** The files that are meant for one subject. */
export interface Parcel {
  readonly subject: ClaimSubject;
  readonly files: readonly ClaimsFile[];
}

/**
 * Sorts files by the case or the identity that they name. What fits nobody goes to the first subject: there every claim
 * of it is refused by name.
 */
export function parcelsOf(subjects: readonly ClaimSubject[], files: readonly ClaimsFile[]): Parcel[] {
  const [first] = subjects;
  const meantFor = (file: ClaimsFile): ClaimSubject | undefined => subjects.find((one) => fits(file, one)) ?? first;
  return subjects.map((subject) => ({ subject, files: files.filter((file) => meantFor(file) === subject) }));
}

function fits(file: ClaimsFile, { caseId, identity }: ClaimSubject): boolean {
  return caseId === null ? file.identity === identity : file.caseId === caseId;
}
