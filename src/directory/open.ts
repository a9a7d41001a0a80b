import type { DirectoryDatabase } from "./better-auth/setup";
import type { Directory } from "./directory";
import type { DirectoryPlace } from "./settings";

/**
 * The directory of these settings.
 * @param database The store's, which better-auth shares: asked for only where it is needed.
 */
export async function openDirectory<Tables>(
  place: DirectoryPlace,
  database: () => Promise<DirectoryDatabase<Tables>>,
): Promise<Directory> {
  if (place.kind === "http") {
    const { openHttpDirectory } = await import("./http/open");
    return openHttpDirectory(place);
  }
  const { openBetterAuth } = await import("./better-auth/open");
  return openBetterAuth(await database(), place);
}
