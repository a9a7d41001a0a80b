import { NotAuthorizedError } from "../../../src/shared/errors";
import {
  isPin,
  makePin,
  MOST_ATTEMPTS,
  reconcileAttempts,
  type AttemptRecord,
  type KnownAttempts,
} from "../../../src/vault/pin";
import type { OpenVault } from "../../../src/vault/vault";
import type { PinSetting } from "../../../src/vault/vault.types";
import { setting } from "../../io/engine";
import type { TaskOutput } from "../../io/run";
import { askNewPassword, askPassword, isInteractive } from "../../io/terminal";
import type { LockedVault } from "../../vault/work/locked-vault";
import { readAttempts, writeAttempts } from "./pin-record";

/** What became of a vault's PIN, for whoever chose a new one. */
export type PinChange = "set" | "changed" | "replaced";

/**
 * Adds to the vault and writes it, with a PIN where it has none: a new one is chosen where somebody sits there, or
 * REGAIN_PIN has it.
 */
export async function withPin<T>(vault: OpenVault, save: (vault: OpenVault) => Promise<T>): Promise<T> {
  const isAskable = isInteractive() || setting("REGAIN_PIN") !== undefined;
  if (vault.payload.settings.pin !== undefined || !isAskable || (await isPinRemoved(vault))) return save(vault);
  const message = "A PIN for showing and importing keys, 4 to 12 digits:";
  const pin = await makePin(await askNewPassword(message, "REGAIN_PIN"));
  const saved = await save(changed(vault, pin));
  await writeAttempts(vault, pin);
  return saved;
}

/**
 * Lets somebody on who knows the PIN. Every attempt is counted in the vault and on this computer before it is judged, so
 * that neither a crash nor an older copy of either gives another one.
 * @throws NotAuthorizedError PinLocked, PinRemoved, WrongPin
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

/**
 * Gives the vault a new PIN: to whoever knows the old one, or, where that is locked or forgotten, to whoever opened the vault.
 * The sequence goes on, so that a copy from before is still found to be one.
 */
export async function changePin(
  locked: LockedVault,
  opened: OpenVault,
  { forgotten }: { readonly forgotten: boolean },
  out: TaskOutput,
): Promise<PinChange> {
  const onComputer = await readAttempts(opened);
  const { pin: old } = opened.payload.settings;
  const known: KnownAttempts | undefined = old === undefined ? onComputer : reconcileAttempts(old, onComputer);
  const isReplaced = known !== undefined && (old === undefined || forgotten || known.failures >= MOST_ATTEMPTS);
  if (isReplaced && known.notice !== undefined) out.progress(`⚠ ${known.notice}`);
  const vault = old === undefined || isReplaced ? opened : await requirePin(locked, opened, out);
  const pin = await makePin(await askNewPassword("A new PIN, 4 to 12 digits:", "REGAIN_NEW_PIN"));
  const sequence = (isReplaced ? known : (vault.payload.settings.pin ?? pin)).sequence + 1;
  await record(locked, changed(vault, { ...pin, sequence }), { failures: 0, sequence });
  if (isReplaced) return "replaced";
  return old === undefined ? "set" : "changed";
}

/** The vault is written first: a computer that knows a PIN of a vault without one has an older copy before it. */
async function firstPin(locked: LockedVault, vault: OpenVault): Promise<OpenVault> {
  if (await isPinRemoved(vault)) throw pinRemoved();
  const pin = await makePin(await askNewPassword("A PIN for this vault, 4 to 12 digits:", "REGAIN_PIN"));
  const saved = await locked.save(changed(vault, pin));
  await writeAttempts(vault, pin);
  return saved;
}

async function isPinRemoved(vault: OpenVault): Promise<boolean> {
  return vault.payload.settings.pin === undefined && (await readAttempts(vault)) !== undefined;
}

/** The computer's record first: what is written second is the older one, if the power fails between the two. */
async function record(locked: LockedVault, vault: OpenVault, attempts: AttemptRecord): Promise<OpenVault> {
  await writeAttempts(vault, attempts);
  return locked.save(vault);
}

function changed(vault: OpenVault, pin: PinSetting): OpenVault {
  return { ...vault, payload: { ...vault.payload, settings: { ...vault.payload.settings, pin } } };
}

const CHOOSE_ANOTHER = "Choose another PIN, with the vault's password: npx hardhat vault pin";

function wrongPin(left: number): NotAuthorizedError {
  if (left === 0) return pinLocked();
  const message = `The PIN is wrong; ${left === 1 ? "one attempt is" : `${left} attempts are`} left. Nothing was shown or changed.`;
  return new NotAuthorizedError("WrongPin", message, "Run the same command again with the right PIN.");
}

function pinLocked(): NotAuthorizedError {
  return new NotAuthorizedError(
    "PinLocked",
    `The PIN was wrong ${MOST_ATTEMPTS} times: keys are neither shown nor imported with it any more.`,
    CHOOSE_ANOTHER,
  );
}

function pinRemoved(): NotAuthorizedError {
  return new NotAuthorizedError(
    "PinRemoved",
    "This computer knows that the vault had a PIN, and it has none: an older copy of it was put back. Nothing was shown or changed.",
    `Put the newer copy back. ${CHOOSE_ANOTHER}`,
  );
}
