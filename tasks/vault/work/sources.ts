import { hexlify } from "ethers";
import type { VaultNetwork } from "../../../src/vault/vault-file.types";
import type { VaultItems, VaultPayload } from "../../../src/vault/vault.types";
import { parseStrictJson } from "../../../src/shared/strict-json";
import { accountItems } from "../../../src/vault/accounts/kept-account";
import { parseConcordiumExport } from "../../../src/vault/foreign/concordium/envelope";
import { openConcordiumExport } from "../../../src/vault/foreign/concordium/open-export";
import { requireCompatible } from "../../../src/vault/foreign/concordium/requirements";
import { concordiumItems } from "../../../src/vault/foreign/concordium/to-items";
import { derivePrivadoIdentity, parseDidNetwork, privadoItem } from "../../../src/vault/foreign/privado/identity";
import { parsePrivadoSeed } from "../../../src/vault/foreign/privado/seed";
import { recognize, refuseOtherKind, refuseOtherVaultKind } from "../../../src/vault/recognize";
import { openByPassword } from "../../../src/vault/vault";
import { LARGEST_VAULT, parseVault } from "../../../src/vault/vault-file";
import { readText } from "../../io/files";
import type { TaskOutput } from "../../io/run";
import { askPassword } from "../../io/terminal";
import { readAccountSource } from "../../account/work/account-sources";

const SEED_ALONE =
  "The seed brings back the DID, and no more: profiles and issued credentials come from a vault or their issuers.";

/** A file to import, checked as far as it can be without its password. */
export interface ImportSource {
  /** Undefined for another wallet's file, which knows nothing of our networks. */
  readonly network?: VaultNetwork;
  /** Asks for the file's password. @param network The vault's own, where accounts of Ethereum belong to. */
  open(network: VaultNetwork): Promise<ImportedItems>;
  /** @throws RegainError when the opened file does not go with what the vault holds */
  requireCompatible?(items: VaultItems, ours: VaultItems): void;
}

export interface ImportedItems {
  readonly items: VaultItems & Partial<VaultPayload>;
  /** What its holder should know of the file. */
  readonly warnings: readonly string[];
}

/** @throws BadInputError OtherKind, which names the command that takes the file, and what the file's own checks throw */
export async function readSource(path: string, out: TaskOutput, didNetwork?: string): Promise<ImportSource> {
  const text = await readText(path, "the file to import", LARGEST_VAULT);
  if (didNetwork !== undefined) return privadoSource(text, didNetwork);
  const value = parseStrictJson(text, "the file to import");
  refuseOtherKind(value, "vault", "concordium export", "polkadot batch");
  const kind = recognize(value);
  if (kind === "polkadot batch") return accountsSource(path);
  return kind === "vault" ? backupSource(text, path, out) : concordiumSource(text, path, out);
}

/** Several accounts, as `account restore` takes them, too. */
async function accountsSource(path: string): Promise<ImportSource> {
  const source = await readAccountSource(path);
  const { warnings } = source;
  return { open: async (network) => ({ items: accountItems(await source.open(network)), warnings }) };
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

function concordiumSource(text: string, path: string, out: TaskOutput): ImportSource {
  const exported = parseConcordiumExport(text);
  return {
    requireCompatible,
    open: async () => {
      const password = await askPassword(`Password of the export ${path}:`);
      out.progress("Opening the export…");
      const items = concordiumItems(await openConcordiumExport(exported, password));
      return { items, warnings: exported.warnings };
    },
  };
}

/** A seed is not encrypted: no password is asked for. */
async function privadoSource(text: string, didNetwork: string): Promise<ImportSource> {
  const seed = parsePrivadoSeed(text);
  const identity = await derivePrivadoIdentity(seed, parseDidNetwork(didNetwork));
  const item = privadoItem(hexlify(seed), identity, identity.did);
  const items = { identities: [item], accounts: [], addressBook: [], claims: [] };
  return { open: () => Promise.resolve({ items, warnings: [SEED_ALONE] }) };
}
