import type { VaultFile, VaultNetwork } from "../../../src/vault/vault-file.types";
import type { VaultPayload } from "../../../src/vault/vault.types";
import { FileError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { EMPTY_PAYLOAD } from "../../../src/vault/payload";
import { refuseOtherVaultKind } from "../../../src/vault/recognize";
import { createVault, openByPassword, sealVault, type OpenVault } from "../../../src/vault/vault";
import { LARGEST_VAULT, parseVault } from "../../../src/vault/vault-file";
import { isThere, OWNER_ONLY, readText, replaceFile, writeNew } from "../../io/files";
import { withLock } from "../../io/lock";
import { requireGoodPassword, warnOfShortPassword } from "../../io/password";
import type { TaskOutput } from "../../io/run";
import { askNewPassword, askPassword } from "../../io/terminal";

/** A vault's place on this computer, which nobody else works on meanwhile. */
export interface LockedVault {
  readonly path: string;
  /** Checked, and not opened; undefined when there is no vault yet. */
  readonly file: VaultFile | undefined;
  /** Asks for the password of the vault, or for a new one when there is none yet. Nothing is written. */
  open(network: VaultNetwork): Promise<OpenVault>;
  /** Writes the vault, whole or not at all. */
  save(vault: OpenVault, payload?: VaultPayload): Promise<OpenVault>;
}

/** @throws RegainError Busy; BadInputError OtherKind for a backup, and what the file's checks throw */
export async function withVault<T>(
  path: string,
  out: TaskOutput,
  work: (vault: LockedVault) => Promise<T>,
): Promise<T> {
  return withLock(path, async () => {
    const file = (await isThere(path)) ? await readVault(path) : undefined;
    if (file !== undefined) refuseOtherVaultKind(file.header.kind, "vault", path);
    return work({
      path,
      file,
      open: async (network) => (file === undefined ? createHere(network, out) : openHere(file, path, out)),
      save: async (vault, payload = vault.payload) => {
        const changed = { ...vault, payload };
        if (file === undefined && !(await isThere(path))) await writeNew(path, sealVault(changed), OWNER_ONLY);
        else await replaceFile(path, sealVault(changed), OWNER_ONLY);
        return changed;
      },
    });
  });
}

/** As `withVault`, for what needs a vault that is there. @throws FileError FileMissing */
export async function withOldVault<T>(
  path: string,
  out: TaskOutput,
  work: (vault: OpenVault, locked: LockedVault) => T | Promise<T>,
): Promise<T> {
  return withVault(path, out, async (locked) => {
    if (locked.file === undefined) throw vaultMissing(path);
    return work(await locked.open(locked.file.header.network), locked);
  });
}

export async function readVault(path: string, what = "the vault"): Promise<VaultFile> {
  return parseVault(await readText(path, what, LARGEST_VAULT), what);
}

export function vaultMissing(path: string): FileError {
  return new FileError(
    "FileMissing",
    `There is no vault at ${quote(path)}.`,
    "Name it with --vault; a first one is made by vault import, account restore or account from-mnemonic.",
  );
}

async function openHere(file: VaultFile, path: string, out: TaskOutput): Promise<OpenVault> {
  const password = await askPassword(`Password of the vault ${path}:`, "REGAIN_VAULT_PASSWORD");
  out.progress("Opening the vault…");
  return openByPassword(file, password);
}

async function createHere(network: VaultNetwork, out: TaskOutput): Promise<OpenVault> {
  const made = { kind: "vault" as const, network, createdAt: new Date(), payload: EMPTY_PAYLOAD };
  return createVault(made, await askNewVaultPassword(out));
}

/** @throws BadInputError PasswordTooShort, PasswordsDiffer */
export async function askNewVaultPassword(out: TaskOutput): Promise<string> {
  const password = await askNewPassword("A password for the new vault:", "REGAIN_VAULT_PASSWORD");
  requireGoodPassword(password);
  warnOfShortPassword(password, out);
  return password;
}
