import type { VaultNetwork } from "../../../src/vault/vault-file.types";
import type { VaultItems, VaultPayload } from "../../../src/vault/vault.types";
import { parseStrictJson } from "../../../src/shared/strict-json";
import { refuseOtherKind, refuseOtherVaultKind } from "../../../src/vault/recognize";
import { openByPassword } from "../../../src/vault/vault";
import { LARGEST_VAULT, parseVault } from "../../../src/vault/vault-file";
import { readText } from "../../io/files";
import type { TaskOutput } from "../../io/run";
import { askPassword } from "../../io/terminal";

/** A file to import, checked as far as it can be without its password. */
export interface ImportSource {
  /** Undefined for another wallet's file, which knows nothing of our networks. */
  readonly network?: VaultNetwork;
  /** Asks for the file's password. */
  open(): Promise<ImportedItems>;
}

export interface ImportedItems {
  readonly items: VaultItems & Partial<VaultPayload>;
  /** What its holder should know of the file. */
  readonly warnings: readonly string[];
}

/** @throws BadInputError OtherKind, which names the command that takes the file, and what the file's own checks throw */
export async function readSource(path: string, out: TaskOutput): Promise<ImportSource> {
  const text = await readText(path, "the file to import", LARGEST_VAULT);
  const value = parseStrictJson(text, "the file to import");
  refuseOtherKind(value, "vault");
  return backupSource(text, path, out);
}

function backupSource(text: string, path: string, out: TaskOutput): ImportSource {
  const file = parseVault(text, "the backup");
  refuseOtherVaultKind(file.header.kind, "backup", path);
  return {
    network: file.header.network,
    open: async () => {
      const password = await askPassword(`Password of the backup ${path}:`);
      out.progress("Opening the backup…");
      return { items: (await openByPassword(file, password)).payload, warnings: [] };
    },
  };
}
