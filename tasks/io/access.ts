import type { AccessPort } from "../../src/recovery/close-access";
import { readDirectory } from "./directory";

/** The directory that knows the users' sessions and second factors. It is opened for each question, and closed after it. */
export async function accessOf(): Promise<AccessPort> {
  return {
    name: await readDirectory(({ name }) => Promise.resolve(name)),
    find: (key) => readDirectory((directory) => directory.find(key)),
    revokeAccess: (userId) => readDirectory((directory) => directory.revokeAccess(userId)),
    resetFactors: (userId) => readDirectory((directory) => directory.resetFactors(userId)),
  };
}
