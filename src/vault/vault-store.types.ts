/**
 * Where an operator keeps holders' vaults: ciphertext only, found by the account that opens it. An operator can withhold a
 * vault or serve an older copy, and no more.
 */
export interface VaultStore {
  /** Keeps this copy instead of the account's earlier one. */
  put(account: string, text: string): Promise<void>;
  find(account: string): Promise<string | undefined>;
}
