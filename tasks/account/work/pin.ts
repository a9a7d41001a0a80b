import { promises as fs } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { NotAuthorizedError } from "../../../src/shared/errors";
import {
  decodeAttempts,
  encodeAttempts,
  isPin,
  makePin,
  MOST_ATTEMPTS,
  reconcileAttempts,
  type AttemptRecord,
} from "../../../src/vault/pin";
import type { OpenVault } from "../../../src/vault/vault";
import type { PinSetting } from "../../../src/vault/vault.types";
import { isThere, OWNER_ONLY, readText, replaceFile } from "../../io/files";
import type { TaskOutput } from "../../io/run";
import { setting } from "../../io/engine";
import { askNewPassword, askPassword, isInteractive } from "../../io/terminal";
import type { LockedVault } from "../../vault/work/locked-vault";

/** The vault with a PIN: a new one is chosen where somebody sits there, or REGAIN_PIN has it. The vault is not written yet. */
export async function withPin(vault: OpenVault): Promise<OpenVault> {
  const isAskable = isInteractive() || setting("REGAIN_PIN") !== undefined;
  if (vault.payload.settings.pin !== undefined || !isAskable) return vault;
  const pin = await makePin(
    await askNewPassword("A PIN for showing and importing keys, 4 to 12 digits:", "REGAIN_PIN"),
  );
  await writeAttempts(vault, pin);
  return changed(vault, pin);
}

/**
 * Lets somebody on who knows the PIN. Every attempt is counted in the vault and on this computer before it is judged, so
 * that neither a crash nor an older copy of either gives another one.
 * @throws NotAuthorizedError PinLocked, WrongPin
 */
export async function requirePin(locked: LockedVault, vault: OpenVault, out: TaskOutput): Promise<OpenVault> {
  const { pin } = vault.payload.settings;
  if (pin === undefined) return firstPin(locked, vault);
  const known = reconcileAttempts(pin, await readAttempts(vault));
  if (known.notice !== undefined) out.progress(`⚠ ${known.notice}`);
  if (known.failures >= MOST_ATTEMPTS) throw pinLocked();
  const typed = await askPassword("PIN:", "REGAIN_PIN");
  const tried = { failures: known.failures + 1, sequence: known.sequence + 1 };
  const counted = await record(locked, changed(vault, { ...pin, ...tried }), tried);
  if (!(await isPin(pin, typed))) throw wrongPin(MOST_ATTEMPTS - tried.failures);
  const passed = { failures: 0, sequence: tried.sequence + 1 };
  return record(locked, changed(counted, { ...pin, ...passed }), passed);
}

async function firstPin(locked: LockedVault, vault: OpenVault): Promise<OpenVault> {
  const pin = await makePin(await askNewPassword("A PIN for this vault, 4 to 12 digits:", "REGAIN_PIN"));
  return record(locked, changed(vault, pin), pin);
}

/** The computer's record first: what is written second is the older one, if the power fails between the two. */
async function record(locked: LockedVault, vault: OpenVault, attempts: AttemptRecord): Promise<OpenVault> {
  await writeAttempts(vault, attempts);
  return locked.save(vault);
}

async function writeAttempts(vault: OpenVault, { failures, sequence }: AttemptRecord): Promise<void> {
  await fs.mkdir(folder(), { recursive: true, mode: 0o700 });
  await replaceFile(recordOf(vault), encodeAttempts({ failures, sequence }, vault.dataKey), OWNER_ONLY);
}

async function readAttempts(vault: OpenVault): Promise<AttemptRecord | undefined> {
  const path = recordOf(vault);
  if (!(await isThere(path))) return undefined;
  return decodeAttempts(await readText(path, "the record of attempts", 4096), vault.dataKey);
}

function recordOf({ header }: OpenVault): string {
  return join(folder(), `${header.vaultId}.json`);
}

/** Apart from the vault, so that a folder which is put back from a backup does not bring both. */
function folder(): string {
  const state = setting("REGAIN_STATE") ?? join(setting("XDG_STATE_HOME") ?? join(homedir(), ".local/state"), "regain");
  return join(state, "pin-attempts");
}

function changed(vault: OpenVault, pin: PinSetting): OpenVault {
  return { ...vault, payload: { ...vault.payload, settings: { ...vault.payload.settings, pin } } };
}

function wrongPin(left: number): NotAuthorizedError {
  if (left === 0) return pinLocked();
  const message = `The PIN is wrong; ${left === 1 ? "one attempt is" : `${left} attempts are`} left. Nothing was shown or changed.`;
  return new NotAuthorizedError("WrongPin", message, "Run the same command again with the right PIN.");
}

function pinLocked(): NotAuthorizedError {
  return new NotAuthorizedError(
    "PinLocked",
    `The PIN was wrong ${MOST_ATTEMPTS} times: keys are neither shown nor imported with this vault any more.`,
    "Each account still opens with its own password: npx hardhat account export --address <address>",
  );
}
