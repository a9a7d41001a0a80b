import { NotAuthorizedError } from "../shared/errors";
import { decodePayload, encodePayload } from "./payload";
import { newKey, newNonce, randomHex, seal, unseal } from "./sealing";
import { makePasswordSlot, openPasswordSlot, type NewPasswordKdf } from "./slots/password-slot";
import { damaged, encodeVault, FORMAT, VERSION } from "./vault-file";
import type { PasswordSlot, Slot, VaultFile, VaultHeader, VaultKind, VaultNetwork } from "./vault-file.types";
import type { VaultPayload } from "./vault.types";

/** A vault whose data key is known. */
export interface OpenVault {
  readonly header: VaultHeader;
  readonly dataKey: Uint8Array;
  readonly payload: VaultPayload;
}

export interface NewVault {
  readonly kind: VaultKind;
  readonly network: VaultNetwork;
  readonly createdAt: Date;
  readonly payload: VaultPayload;
  /** A backup keeps the id of the vault that it was made of; a vault draws one. */
  readonly vaultId?: string;
}

/** A vault under a new data key, which the password opens. */
export async function createVault(made: NewVault, password: string, kdf?: NewPasswordKdf): Promise<OpenVault> {
  const vaultId = made.vaultId ?? randomHex(16);
  const dataKey = newKey();
  const header: VaultHeader = {
    format: FORMAT,
    version: VERSION,
    kind: made.kind,
    vaultId,
    createdAt: `${made.createdAt.toISOString().slice(0, 19)}Z`,
    network: made.network,
    slots: [await makePasswordSlot(vaultId, dataKey, password, kdf)],
    cipher: { name: "xchacha20-poly1305", nonce: newNonce() },
  };
  return { header, dataKey, payload: made.payload };
}

/** Opens the vault by its password. @throws NotAuthorizedError WrongPassword; FileError FileDamaged */
export async function openByPassword(file: VaultFile, password: string): Promise<OpenVault> {
  const { slots, vaultId } = file.header;
  const slot = slots.find((each): each is PasswordSlot => each.kind === "password");
  const dataKey = slot === undefined ? undefined : await openPasswordSlot(slot, vaultId, password);
  if (dataKey !== undefined) return openByKey(file, dataKey);
  throw new NotAuthorizedError(
    "WrongPassword",
    slot === undefined ? "No password opens this vault." : "The password does not open the vault. Nothing was changed.",
    "Run the same command again with the right password, or open it by an enrolled account or by shares: npx hardhat vault recover",
  );
}

/** @throws FileError FileDamaged when header or content were altered since they were written */
export function openByKey({ header, ciphertext }: VaultFile, dataKey: Uint8Array): OpenVault {
  const plain = unseal(dataKey, { nonce: header.cipher.nonce, bytes: ciphertext }, header);
  if (plain === undefined) throw damaged("it was altered after it was written");
  return { header: { ...header, version: VERSION }, dataKey, payload: decodePayload(plain, header.version) };
}

/** The vault's file, sealed anew each time: two files of one vault have nothing in common but their header. */
export function sealVault({ header, dataKey, payload }: OpenVault): string {
  const fresh: VaultHeader = { ...header, cipher: { ...header.cipher, nonce: newNonce() } };
  const { bytes } = seal(dataKey, encodePayload(payload), fresh, fresh.cipher.nonce);
  return encodeVault({ header: fresh, ciphertext: bytes });
}

/** The vault with another way to its data key, instead of the one that `isReplaced` finds. */
export function withSlot(vault: OpenVault, slot: Slot, isReplaced: (other: Slot) => boolean): OpenVault {
  const slots = [...vault.header.slots.filter((other) => !isReplaced(other)), slot];
  return { ...vault, header: { ...vault.header, slots } };
}

/** The vault under another password. */
export async function withPassword(vault: OpenVault, password: string, kdf?: NewPasswordKdf): Promise<OpenVault> {
  const slot = await makePasswordSlot(vault.header.vaultId, vault.dataKey, password, kdf);
  return withSlot(vault, slot, ({ kind }) => kind === "password");
}
