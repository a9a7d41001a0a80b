import { constants, promises as fs } from "node:fs";
import { Kysely, PostgresDialect, SqliteDialect, type Dialect } from "kysely";
import type { Database } from "better-sqlite3";
import { FileError, RegainError } from "../shared/errors";
import { quote } from "../shared/wording";
import { migrateStore } from "./migrate";
import { isStoreThere, placeInWords, type PostgresPlace, type StorePlace } from "./place";
import type { Tables } from "./tables.types";

/** The operational database, open. Other rooms reach their own tables by `db.withTables<…>()`. */
export interface Store {
  readonly kind: StorePlace["kind"];
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

const OWNER_ONLY = 0o600;
/** How long one process waits while another writes, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Opens the store, and creates it or brings it to this version where that is needed.
 * @throws FileError StoreUnusable: it is locked, damaged, of a newer version, or cannot be reached. It is left as it is.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  try {
    return place.kind === "sqlite" ? await openFile(place.path) : await openServer(place);
  } catch (error) {
    throw error instanceof RegainError ? error : storeUnusable(place, reasonOf(error));
  }
}

/** Opens a store that is there already; a file that nobody wrote yet is left unwritten. */
export async function openStoreIfThere(place: StorePlace): Promise<Store | undefined> {
  return (await isStoreThere(place)) ? openStore(place) : undefined;
}

async function openFile(path: string): Promise<Store> {
  if (path !== ":memory:") await requireOwnFile(path);
  const { default: Sqlite } = await import("better-sqlite3");
  const file = new Sqlite(path, { timeout: PATIENCE });
  try {
    file.pragma("journal_mode = WAL");
    // What was signed has to survive a power cut, before it is sent.
    file.pragma("synchronous = FULL");
    file.pragma("foreign_keys = ON");
    requireIntact(path, file);
    return await opened("sqlite", new SqliteDialect({ database: file }), path, file);
  } catch (error) {
    file.close();
    throw error;
  }
}

async function openServer(place: PostgresPlace): Promise<Store> {
  const { default: pg } = await import("pg");
  const BIGINT = 20;
  const parserOf = pg.types.getTypeParser as (oid: number, format?: "text" | "binary") => unknown;
  const pool = new pg.Pool({
    connectionString: place.url,
    max: 4,
    connectionTimeoutMillis: PATIENCE,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary"): unknown =>
        oid === BIGINT ? Number : parserOf(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks while nobody uses it is replaced by the next one.
  pool.on("error", () => undefined);
  try {
    return await opened("postgres", new PostgresDialect({ pool }), placeInWords(place));
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw error;
  }
}

async function opened(kind: Store["kind"], dialect: Dialect, where: string, file?: Database): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  await migrateStore(db, where, file);
  return { kind, db, close: () => db.destroy() };
}

/** Creates the file for its owner alone. @throws FileError StoreUnusable when others may read it */
async function requireOwnFile(path: string): Promise<void> {
  const handle = await fs.open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, OWNER_ONLY);
  const { mode } = await handle.stat().finally(() => handle.close());
  if ((mode & 0o077) === 0) return;
  throw new FileError(
    "StoreUnusable",
    `The store ${quote(path)} can be read by other users of this machine. It was left as it is.`,
    `chmod 600 ${path}`,
  );
}

function requireIntact(path: string, file: Database): void {
  const found = file.pragma("quick_check(1)", { simple: true });
  if (found !== "ok") throw storeUnusable({ kind: "sqlite", path }, `it is damaged: ${String(found)}`);
}

function storeUnusable(place: StorePlace, why: string): FileError {
  return new FileError(
    "StoreUnusable",
    `The store ${quote(placeInWords(place))} cannot be used: ${why}. It was left as it is.`,
    place.kind === "sqlite"
      ? "Let other commands end; if it is damaged, restore it from a backup, or begin another one with REGAIN_STORE: the cases themselves are on the chain."
      : "Check DATABASE_URL, and that the server runs.",
  );
}

const REASONS: Readonly<Record<string, string>> = {
  SQLITE_BUSY: "another program keeps it locked",
  SQLITE_LOCKED: "another program keeps it locked",
  SQLITE_CORRUPT: "it is damaged",
  SQLITE_NOTADB: "it is no database, or damaged",
  SQLITE_READONLY: "it may not be written to",
  SQLITE_FULL: "the disk is full",
  SQLITE_CANTOPEN: "it cannot be opened",
  ELOOP: "it is a symbolic link",
  ENOENT: "there is no such folder",
  EACCES: "permission is denied",
  EISDIR: "it is a folder",
  ECONNREFUSED: "nobody answers there",
  ENOTFOUND: "there is no such host",
  "28P01": "the server refuses the password",
  "3D000": "there is no such database",
};

function reasonOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  const known =
    typeof code === "string" ? (REASONS[code] ?? REASONS[code.split("_").slice(0, 2).join("_")]) : undefined;
  return known ?? (error instanceof Error ? error.message : "an unknown failure");
}
