import { fromHex, seal, toHex, unseal } from "../sealing";
import type { Slot } from "../vault-file.types";

/** A slot before the data key is sealed into it. */
export type Unfilled<S extends Slot> = Omit<S, "nonce" | "key">;

/** Seals the data key into a slot of this vault: in another vault, or with another member changed, it does not open. */
export function fill<S extends Slot>(slot: Unfilled<S>, vaultId: string, dataKey: Uint8Array, key: Uint8Array) {
  const { nonce, bytes } = seal(key, dataKey, contextOf(slot, vaultId));
  return { ...slot, nonce, key: toHex(bytes) };
}

/** The data key; undefined when `key` is not the slot's. */
export function unfill(slot: Slot, vaultId: string, key: Uint8Array): Uint8Array | undefined {
  const { nonce, key: wrapped, ...unfilled } = slot;
  return unseal(key, { nonce, bytes: fromHex(wrapped) }, contextOf(unfilled, vaultId));
}

function contextOf(slot: object, vaultId: string): object {
  return { purpose: "regain-vault slot", vaultId, slot };
}
