import type { VaultItems, VaultPayload } from "./vault.types";

/** What a vault holds, as a person is told of it. */
export interface Inventory {
  readonly identities: readonly {
    readonly name: string;
    readonly address: string;
    readonly accounts: readonly string[];
  }[];
  readonly accounts: number;
  readonly addresses: number;
  readonly claims: number;
}

export function inventoryOf({ identities, accounts, addressBook, claims }: VaultItems | VaultPayload): Inventory {
  return {
    identities: identities.map(({ id, name, address }) => ({
      name,
      address,
      accounts: accounts.filter((account) => account.identity === id).map((account) => account.address),
    })),
    accounts: accounts.length,
    addresses: addressBook.length,
    claims: claims.length,
  };
}
