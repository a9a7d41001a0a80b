import { ARGON2_COST, deriveKey, type PasswordKdf } from "../kdf";
import { randomHex } from "../sealing";
import type { PasswordSlot } from "../vault-file.types";
import { fill, unfill } from "./wrapping";

/** How new password slots derive their key; the salt is drawn for each. */
export type NewPasswordKdf = PasswordKdf extends infer K ? (K extends PasswordKdf ? Omit<K, "salt"> : never) : never;

export const DEFAULT_KDF: NewPasswordKdf = { name: "argon2id", ...ARGON2_COST };

export async function makePasswordSlot(
  vaultId: string,
  dataKey: Uint8Array,
  password: string,
  cost: NewPasswordKdf = DEFAULT_KDF,
): Promise<PasswordSlot> {
  const kdf = { ...cost, salt: randomHex(16) } as PasswordKdf;
  return fill<PasswordSlot>({ kind: "password", kdf }, vaultId, dataKey, await deriveKey(password, kdf));
}

export async function openPasswordSlot(
  slot: PasswordSlot,
  vaultId: string,
  password: string,
): Promise<Uint8Array | undefined> {
  if (password === "") return undefined; // The derivation knows no empty password.
  return unfill(slot, vaultId, await deriveKey(password, slot.kdf));
}
