import { combine, split } from "shamir-secret-sharing";
import { newKey, randomHex } from "../sealing";
import type { ShareSlot } from "../vault-file.types";
import { fill, unfill } from "./wrapping";

export interface NewShares {
  readonly slot: ShareSlot;
  readonly shares: readonly Uint8Array[];
}

/** Splits a new key, so that `threshold` of the shares open the vault and fewer say nothing at all about it. */
export async function makeShareSlot(
  vaultId: string,
  dataKey: Uint8Array,
  { shares, threshold }: { readonly shares: number; readonly threshold: number },
): Promise<NewShares> {
  const key = newKey();
  const slot = { kind: "shamir" as const, set: randomHex(8), threshold, shares };
  return {
    slot: fill<ShareSlot>(slot, vaultId, dataKey, key),
    shares: await split(Uint8Array.from(key), shares, threshold),
  };
}

export async function openShareSlot(
  slot: ShareSlot,
  vaultId: string,
  shares: readonly Uint8Array[],
): Promise<Uint8Array | undefined> {
  try {
    return unfill(slot, vaultId, await combine([...shares]));
  } catch {
    return undefined; // Two equal shares, or of another length.
  }
}
