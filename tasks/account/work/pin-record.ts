import { promises as fs } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { decodeAttempts, encodeAttempts, type AttemptRecord } from "../../../src/vault/pin";
import type { OpenVault } from "../../../src/vault/vault";
import { setting } from "../../io/engine";
import { isThere, OWNER_ONLY, readText, replaceFile } from "../../io/files";

/*
 * The computer's record of a vault's PIN attempts. It lies apart from the vault, so that a folder which is put back from a
 * backup does not bring both.
 */

const LARGEST_RECORD = 4096;

export async function writeAttempts(vault: OpenVault, { failures, sequence }: AttemptRecord): Promise<void> {
  await fs.mkdir(folder(), { recursive: true, mode: 0o700 });
  await replaceFile(recordOf(vault), encodeAttempts({ failures, sequence }, vault.dataKey), OWNER_ONLY);
}

/** Undefined where there is none, or one that nobody wrote who could open the vault. */
export async function readAttempts(vault: OpenVault): Promise<AttemptRecord | undefined> {
  const path = recordOf(vault);
  if (!(await isThere(path))) return undefined;
  return decodeAttempts(await readText(path, "the record of attempts", LARGEST_RECORD), vault.dataKey);
}

function recordOf({ header }: OpenVault): string {
  return join(folder(), `${header.vaultId}.json`);
}

function folder(): string {
  const state = setting("REGAIN_STATE") ?? join(setting("XDG_STATE_HOME") ?? join(homedir(), ".local/state"), "regain");
  return join(state, "pin-attempts");
}
