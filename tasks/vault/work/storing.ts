import type { VaultFile } from "../../../src/vault/vault-file.types";
import type { VaultStore } from "../../../src/vault/vault-store.types";
import { RefusedError } from "../../../src/shared/errors";
import { shellWord } from "../../../src/report/commands";
import { signatureSlotOf } from "../../../src/vault/slots/signature-slot";
import { encodeVault, parseVault } from "../../../src/vault/vault-file";
import { setting } from "../../io/engine";
import { OWNER_ONLY, requireFree, writeNew } from "../../io/files";
import type { TaskResult } from "../../io/run";
import { vaultMissing, type LockedVault } from "./locked-vault";
import { folderStore } from "./folder-store";
import { notEnrolled } from "./signing";

interface StoreArgs {
  readonly store?: string;
}

/** The folder that was named, here or in REGAIN_VAULTS, or else the operator's database. */
export async function withVaultStore<T>(
  { store: folder = setting("REGAIN_VAULTS") }: StoreArgs,
  work: (store: VaultStore) => Promise<T>,
): Promise<T> {
  if (folder !== undefined) return work(folderStore(folder));
  const { openStore } = await import("../../../src/store/open-store");
  const { storePlaceFrom } = await import("../../../src/store/place");
  const { storedVaults } = await import("../../../src/store/vaults");
  const store = await openStore(storePlaceFrom(process.env, process.cwd()));
  try {
    return await work(storedVaults(store, Date.now));
  } finally {
    await store.close();
  }
}

/** Whether a copy of the account's vault is there. Writes nothing, not even an empty store. */
export async function hasStoredVault(account: string): Promise<boolean> {
  const folder = setting("REGAIN_VAULTS");
  if (folder !== undefined) return (await folderStore(folder).find(account)) !== undefined;
  const { openStoreIfThere } = await import("../../../src/store/open-store");
  const { storePlaceFrom } = await import("../../../src/store/place");
  const { storedVaults } = await import("../../../src/store/vaults");
  const store = await openStoreIfThere(storePlaceFrom(process.env, process.cwd()));
  if (store === undefined) return false;
  try {
    return (await storedVaults(store, Date.now).find(account)) !== undefined;
  } finally {
    await store.close();
  }
}

/** Needs no password: the vault is given away as it is. @throws NotAuthorizedError NotEnrolled */
export async function pushVault(
  { file, path }: LockedVault,
  account: string,
  args: StoreArgs & { readonly overwrite: boolean },
): Promise<TaskResult> {
  if (file === undefined) throw vaultMissing(path);
  if (signatureSlotOf(file.header, account) === undefined) throw notEnrolled(account, path);
  await withVaultStore(args, async (store) => {
    if (!args.overwrite) await requireSameVault(store, account, file);
    await store.put(account, encodeVault(file));
  });
  const from = args.store === undefined ? "" : ` --store ${shellWord(args.store)}`;
  const next = `npx hardhat vault recover --in vault-copy.json --vault vault.json --signer ${account}`;
  return {
    text: [
      `✔ The operator's store has a copy of the vault, found by ${account}; its signature opens it, as do password and shares`,
      "",
      "From any computer:",
      `  npx hardhat vault pull --account ${account}${from} --out vault-copy.json`,
      `  ${next}`,
    ].join("\n"),
    json: { account, vaultId: file.header.vaultId },
  };
}

/** @throws RefusedError NoVault */
export async function pullVault(account: string, args: StoreArgs & { readonly out: string }): Promise<TaskResult> {
  await requireFree(args.out);
  const file = await fetchVault(account, args);
  await writeNew(args.out, encodeVault(file), OWNER_ONLY);
  return {
    text: [
      `✔ The vault of ${account} is in ${args.out}, encrypted`,
      "",
      "Next, the account signs, and opens it:",
      `  npx hardhat vault recover --in ${shellWord(args.out)} --vault vault.json --signer ${account}`,
    ].join("\n"),
    json: { account, vaultId: file.header.vaultId, file: args.out },
  };
}

/** The stored copy, checked as any file is that comes from elsewhere. */
export async function fetchVault(account: string, args: StoreArgs): Promise<VaultFile> {
  const text = await withVaultStore(args, (store) => store.find(account));
  if (text === undefined) throw noVault(account);
  const file = parseVault(text, "the stored vault");
  if (signatureSlotOf(file.header, account) === undefined) throw notEnrolled(account, "the stored vault");
  return file;
}

async function requireSameVault(store: VaultStore, account: string, { header }: VaultFile): Promise<void> {
  const text = await store.find(account);
  if (text === undefined || parseVault(text, "the stored vault").header.vaultId === header.vaultId) return;
  throw new RefusedError(
    "OtherVault",
    `The store has a copy of another vault for ${account}; it was left as it is.`,
    "Fetch and import that one first (npx hardhat vault pull), or replace it with --overwrite.",
  );
}

function noVault(account: string): RefusedError {
  return new RefusedError(
    "NoVault",
    `The operator's store has no vault of ${account}.`,
    "Use a copy of the vault's file (--in), or the recovery on chain: npx hardhat recovery preview",
  );
}
