import { scope } from "hardhat/config";

export const vaultScope = scope("vault", "Keep identities, accounts, addresses and claims in one encrypted file");

/** Where the vault lies when nobody says. */
export const DEFAULT_VAULT = "vault.json";

export interface VaultArgs {
  readonly vault: string;
  readonly json: boolean;
}
