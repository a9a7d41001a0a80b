import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Directory } from "../../src/directory/directory";
import type { AccessPort } from "../../src/recovery/close-access";
import type { LazyStore } from "./store";

/**
 * The directory that knows the users' sessions and second factors, opened once it is asked; undefined on a chain that is
 * gone with the process.
 * @param store Shared with whoever else writes to it now: a second connection to one file would wait for the first.
 */
export async function accessOf(hre: HardhatRuntimeEnvironment, store: LazyStore): Promise<AccessPort | undefined> {
  if (hre.network.name === "hardhat") return undefined;
  const { directoryPlaceFrom } = await import("../../src/directory/settings");
  const place = directoryPlaceFrom(process.env);
  let opened: Promise<Directory> | undefined;
  const open = async (): Promise<Directory> => {
    if (place.kind === "http") {
      const { openHttpDirectory } = await import("../../src/directory/http/open");
      return openHttpDirectory(place);
    }
    const { openBetterAuth } = await import("../../src/directory/better-auth/open");
    const { db, kind } = await store.open();
    return openBetterAuth({ db, type: kind }, place);
  };
  const directory = (): Promise<Directory> => (opened ??= open());
  return {
    name: place.kind === "http" ? "the directory" : "better-auth",
    find: async (key) => (await directory()).find(key),
    revokeAccess: async (userId) => (await directory()).revokeAccess(userId),
    resetFactors: async (userId) => (await directory()).resetFactors(userId),
  };
}
