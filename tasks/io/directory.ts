import type { Directory } from "../../src/directory/directory";
import type { Store } from "../../src/store/open-store";

/** What reading takes: a directory that may have nobody yet. */
export type Readable = Omit<Directory, "add">;

/** Runs work on the directory, and closes the store after it where the directory is in it. */
export async function withDirectory<T>(work: (directory: Directory) => Promise<T>): Promise<T> {
  const { openHttpDirectory } = await import("../../src/directory/http/open");
  const { openStore } = await import("../../src/store/open-store");
  const { place, storePlace } = await places();
  if (place.kind === "http") return work(openHttpDirectory(place));
  return inStore(await openStore(storePlace), place, work);
}

/** As `withDirectory`, for what only reads: a store that is not there is not created. */
export async function readDirectory<T>(work: (directory: Readable) => Promise<T>): Promise<T> {
  const { openHttpDirectory } = await import("../../src/directory/http/open");
  const { openStoreIfThere } = await import("../../src/store/open-store");
  const { place, storePlace } = await places();
  if (place.kind === "http") return work(openHttpDirectory(place));
  const store = await openStoreIfThere(storePlace);
  if (store !== undefined) return inStore(store, place, work);
  const { NOBODY } = await import("../../src/directory/nobody");
  return work(NOBODY);
}

async function inStore<T>(
  store: Store,
  settings: { readonly cookieCacheSeconds: number },
  work: (directory: Directory) => Promise<T>,
): Promise<T> {
  try {
    const { openBetterAuth } = await import("../../src/directory/better-auth/open");
    return await work(await openBetterAuth({ db: store.db, type: store.kind }, settings));
  } finally {
    await store.close();
  }
}

async function places() {
  const { directoryPlaceFrom } = await import("../../src/directory/settings");
  const { storePlaceFrom } = await import("../../src/store/place");
  return { place: directoryPlaceFrom(process.env), storePlace: storePlaceFrom(process.env, process.cwd()) };
}
