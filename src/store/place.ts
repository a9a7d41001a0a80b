import { promises as fs } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { BadInputError } from "../shared/errors";

/** Where the operational database is. */
export type StorePlace = { readonly kind: "sqlite"; readonly path: string } | PostgresPlace;

export interface PostgresPlace {
  readonly kind: "postgres";
  /** May hold a password: never shown. */
  readonly url: string;
}

/** A database that is gone with the process, for a chain that is. */
export const IN_MEMORY: StorePlace = { kind: "sqlite", path: ":memory:" };

/** Whether somebody created a store there: in memory nobody did; of a server nothing is known before it is asked. */
export async function isStoreThere(place: StorePlace): Promise<boolean> {
  if (place.kind === "postgres") return true;
  return (await fs.stat(place.path).catch(() => undefined)) !== undefined;
}

const DEFAULT_FILE = "regain.db";

/**
 * PostgreSQL by `DATABASE_URL`, or else one file: `REGAIN_STORE`, or regain.db in the folder.
 * @throws BadInputError BadStorePlace
 */
export function storePlaceFrom(env: Readonly<Record<string, string | undefined>>, folder: string): StorePlace {
  const { DATABASE_URL: url = "", REGAIN_STORE: file = "" } = env;
  if (url === "") {
    const path = file === "" ? DEFAULT_FILE : file;
    return { kind: "sqlite", path: isAbsolute(path) ? path : resolve(folder, path) };
  }
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: "postgres", url };
  throw new BadInputError(
    "BadStorePlace",
    "DATABASE_URL is set, but is no address of a PostgreSQL database.",
    "Set it to postgres://<user>@<host>/<database>, or unset it to use a file.",
  );
}

/** The place in words: a URL without its password. */
export function placeInWords(place: StorePlace): string {
  if (place.kind === "sqlite") return place.path;
  const { hostname, port, pathname } = new URL(place.url);
  return `PostgreSQL ${hostname}${port === "" ? "" : `:${port}`}${pathname}`;
}
