import type { Database } from "better-sqlite3";
import { Migrator, sql, type Kysely } from "kysely";
import { FileError } from "../shared/errors";
import { quote } from "../shared/wording";
import { MIGRATIONS } from "./migrations";

/**
 * Brings a store to this version, all or nothing, and one process at a time.
 * @param file The database file: its driver has no lock of its own against other processes that migrate.
 * @throws FileError StoreUnusable when the store is of a newer version
 */
export async function migrateStore<T>(db: Kysely<T>, where: string, file?: Database): Promise<void> {
  const names = Object.keys(MIGRATIONS);
  if (isCurrent(await appliedTo(db), names, where)) return;
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  if (file === undefined) return migrated(migrator);
  file.exec("BEGIN IMMEDIATE");
  try {
    if (!isCurrent(await appliedTo(db), names, where)) await migrated(migrator);
    file.exec("COMMIT");
  } catch (error) {
    if (file.inTransaction) file.exec("ROLLBACK");
    throw error;
  }
}

async function migrated(migrator: Migrator): Promise<void> {
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error("The store could not be migrated.");
}

async function appliedTo<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function isCurrent(applied: readonly string[], names: readonly string[], where: string): boolean {
  const unknown = applied.find((name) => !names.includes(name));
  if (unknown === undefined) return applied.length === names.length;
  throw new FileError(
    "StoreUnusable",
    `The store ${quote(where)} was written by a newer version of Regain: this one does not know its part ${quote(unknown)}. It was left as it is.`,
    "Use the newer version, or another store: REGAIN_STORE names the file.",
  );
}
