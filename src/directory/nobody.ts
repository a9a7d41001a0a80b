import type { Directory } from "./directory";
import { userUnknown } from "./refusals";

const unknown = (userId: string): Promise<never> => Promise.reject(userUnknown(userId));

/** The directory of a store that nobody wrote yet: reading it creates nothing. */
export const NOBODY: Omit<Directory, "add"> = {
  name: "better-auth, without a user yet",
  find: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  link: unknown,
  accessOf: unknown,
  revokeAccess: unknown,
  resetFactors: unknown,
};
