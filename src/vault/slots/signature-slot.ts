import { getBytes } from "ethers";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, KEY_BYTES, randomHex } from "../sealing";
import type { SignatureSlot, VaultHeader } from "../vault-file.types";
import { accountTagOf } from "./vault-message";
import { fill, unfill } from "./wrapping";

const INFO = new TextEncoder().encode("regain-vault eip712 slot");

/** @param signature The account's, over the vault's message, in canonical form. */
export function makeSignatureSlot(
  vaultId: string,
  dataKey: Uint8Array,
  account: string,
  signature: string,
): SignatureSlot {
  const slot = { kind: "eip712" as const, account: accountTagOf(vaultId, account), salt: randomHex(32) };
  return fill<SignatureSlot>(slot, vaultId, dataKey, keyFrom(signature, slot.salt));
}

export function openSignatureSlot(slot: SignatureSlot, vaultId: string, signature: string): Uint8Array | undefined {
  return unfill(slot, vaultId, keyFrom(signature, slot.salt));
}

export function signatureSlotOf({ vaultId, slots }: VaultHeader, account: string): SignatureSlot | undefined {
  const tag = accountTagOf(vaultId, account);
  return slots.find((slot): slot is SignatureSlot => slot.kind === "eip712" && slot.account === tag);
}

function keyFrom(signature: string, salt: string): Uint8Array {
  return hkdf(sha256, getBytes(signature), fromHex(salt), INFO, KEY_BYTES);
}
