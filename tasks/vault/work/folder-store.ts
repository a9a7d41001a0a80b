import { join } from "node:path";
import { promises as fs } from "node:fs";
import type { VaultStore } from "../../../src/vault/vault-store.types";
import { LARGEST_VAULT } from "../../../src/vault/vault-file";
import { isThere, OWNER_ONLY, readText, replaceFile } from "../../io/files";

/** Vaults in a folder, one file an account: for an operator without a database, and for a memory stick. */
export function folderStore(folder: string): VaultStore {
  const pathOf = (account: string): string => join(folder, `${account.toLowerCase()}.vault.json`);
  return {
    put: async (account, text) => {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      await replaceFile(pathOf(account), text, OWNER_ONLY);
    },
    find: async (account) => {
      const path = pathOf(account);
      return (await isThere(path)) ? readText(path, "the stored vault", LARGEST_VAULT) : undefined;
    },
  };
}
