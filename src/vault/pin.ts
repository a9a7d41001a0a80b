import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "../shared/canonical-json";
import { BadInputError } from "../shared/errors";
import { ARGON2_COST, deriveKey, type Argon2Cost } from "./kdf";
import { fromHex, randomHex, toHex } from "./sealing";
import type { PinSetting } from "./vault.types";

/** Wrong in a row; then nothing is tried any more. */
export const MOST_ATTEMPTS = 5;

/** How often a PIN was wrong, at one moment. Kept in the vault and, apart from it, on the computer. */
export interface AttemptRecord {
  readonly failures: number;
  /** Grows with every write of either. */
  readonly sequence: number;
}

/** What is known of earlier attempts, and what is strange about it. */
export interface KnownAttempts extends AttemptRecord {
  readonly notice?: string;
}

/** @throws BadInputError BadPin */
export async function makePin(pin: string, cost: Argon2Cost = ARGON2_COST): Promise<PinSetting> {
  if (!/^[0-9]{4,12}$/.test(pin)) {
    const message = "A PIN has 4 to 12 digits. Nothing was changed.";
    throw new BadInputError("BadPin", message, "Choose one that is not a date and not 1234.");
  }
  const salt = randomHex(16);
  const { memoryKiB, passes, lanes } = cost;
  return { salt, hash: await hashOf(pin, salt, cost), memoryKiB, passes, lanes, failures: 0, sequence: 1 };
}

export async function isPin(setting: PinSetting, pin: string): Promise<boolean> {
  if (pin === "") return false; // The derivation knows no empty password.
  const hash = await hashOf(pin, setting.salt, setting);
  return timingSafeEqual(fromHex(hash), fromHex(setting.hash));
}

/**
 * Compares the vault's record with the computer's. Whoever puts an older copy of one of them back finds the other; whoever
 * takes the computer's away has one attempt left, as has a person who brought the vault to a new computer.
 */
export function reconcileAttempts(inVault: AttemptRecord, onComputer: AttemptRecord | undefined): KnownAttempts {
  const { sequence } = inVault;
  if (onComputer === undefined) {
    return {
      sequence,
      failures: Math.max(inVault.failures, MOST_ATTEMPTS - 1),
      notice: "This computer has no record of the PIN's attempts for this vault: one attempt is left here.",
    };
  }
  const failures = Math.max(inVault.failures, onComputer.failures);
  if (onComputer.sequence > sequence) {
    const notice = "An older copy of the vault was put back: the attempts made since then still count.";
    return { sequence: onComputer.sequence, failures: onComputer.failures, notice };
  }
  if (onComputer.sequence < sequence) {
    const notice = "This computer's record of the PIN's attempts is older than the vault: both counts were compared.";
    return { sequence, failures, notice };
  }
  return { sequence, failures };
}

/** The computer's record as it is kept: with a code that only a reader of the vault can make. */
export function encodeAttempts(record: AttemptRecord, dataKey: Uint8Array): string {
  return JSON.stringify({ ...record, code: codeOf(record, dataKey) });
}

/** Undefined when somebody else wrote it. */
export function decodeAttempts(text: string, dataKey: Uint8Array): AttemptRecord | undefined {
  try {
    const { failures, sequence, code } = JSON.parse(text) as Partial<AttemptRecord & { code: string }>;
    if (typeof failures !== "number" || typeof sequence !== "number") return undefined;
    return code === codeOf({ failures, sequence }, dataKey) ? { failures, sequence } : undefined;
  } catch {
    return undefined;
  }
}

function codeOf({ failures, sequence }: AttemptRecord, dataKey: Uint8Array): string {
  const message = canonicalJson({ purpose: "regain-vault pin attempts", failures, sequence });
  return createHmac("sha256", dataKey).update(message).digest("hex");
}

async function hashOf(pin: string, salt: string, { memoryKiB, passes, lanes }: Argon2Cost): Promise<string> {
  return toHex(await deriveKey(pin, { name: "argon2id", salt, memoryKiB, passes, lanes }));
}
