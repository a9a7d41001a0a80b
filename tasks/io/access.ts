import type { AccessPort } from "../../src/recovery/close-access";

/** The directory that knows the users' sessions and second factors; undefined where none is configured. */
export function accessOf(): Promise<AccessPort | undefined> {
  return Promise.resolve(undefined);
}
