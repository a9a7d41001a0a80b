import type { Clock } from "../shared/clock";
import type { VaultStore } from "../vault/vault-store.types";
import type { Store } from "./open-store";

/** A vault that a holder gave to the operator: ciphertext, and the account that it is found by. */
interface VaultRow {
  account: string;
  content: string;
  stored_at: number;
}

/** The vaults in the operational database. */
export function storedVaults({ db }: Store, now: Clock): VaultStore {
  const vaults = db.withTables<{ vaults: VaultRow }>();
  return {
    put: async (account, content) => {
      const row = { account: account.toLowerCase(), content, stored_at: now() };
      await vaults
        .insertInto("vaults")
        .values(row)
        .onConflict((conflict) => conflict.column("account").doUpdateSet({ content, stored_at: row.stored_at }))
        .execute();
    },
    find: async (account) => {
      const query = vaults.selectFrom("vaults").select("content").where("account", "=", account.toLowerCase());
      return (await query.executeTakeFirst())?.content;
    },
  };
}
