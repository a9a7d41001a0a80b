import { randomBytes } from "node:crypto";
import { apiKey } from "@better-auth/api-key";
import { passkey } from "@better-auth/passkey";
import type { BetterAuthPlugin } from "better-auth";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { admin, twoFactor } from "better-auth/plugins";
import type { Kysely } from "kysely";

/** The database that the directory shares with the store. */
export interface DirectoryDatabase<Tables> {
  readonly db: Kysely<Tables>;
  readonly type: "sqlite" | "postgres";
}

/** Which wallet is whose: an address belongs to one user. */
const wallets = {
  id: "regain-wallets",
  schema: {
    wallet: {
      modelName: "userWallet",
      fields: {
        userId: {
          type: "string",
          required: true,
          index: true,
          references: { model: "user", field: "id", onDelete: "cascade" },
        },
        address: { type: "string", required: true, unique: true },
        linkedAt: { type: "date", required: true },
      },
    },
  },
} satisfies BetterAuthPlugin;

/** better-auth with the tables that a recovery touches. It serves nobody here, so its secret signs nothing. */
export function setUpBetterAuth<Tables>(database: DirectoryDatabase<Tables>) {
  return betterAuth(optionsFor(database));
}

/** Creates what tables are missing; those of an application that runs better-auth on this database stay as they are. */
export async function migrateBetterAuth<Tables>(database: DirectoryDatabase<Tables>): Promise<void> {
  // Somebody else may create the same tables at the same time: then the second look finds nothing missing.
  await createMissing(database).catch(() => createMissing(database));
}

async function createMissing<Tables>(database: DirectoryDatabase<Tables>): Promise<void> {
  const { runMigrations } = await getMigrations(optionsFor(database));
  await runMigrations();
}

function optionsFor<Tables>({ db, type }: DirectoryDatabase<Tables>) {
  return {
    database: { db, type },
    baseURL: "http://localhost",
    secret: randomBytes(32).toString("hex"),
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [admin(), twoFactor(), apiKey(), passkey(), wallets],
  };
}
