import { RegainError } from "../../src/shared/errors";

/** The error with which something was refused; a failure of another kind, or none, fails the test. */
export async function refusalOf(act: () => unknown): Promise<RegainError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof RegainError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
