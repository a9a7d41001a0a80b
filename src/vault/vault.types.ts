import type { JsonObject } from "../shared/canonical-json";

/** What a vault keeps for its holder. A foreign wallet's export becomes one of these, and is merged. */
export interface VaultPayload {
  readonly identities: readonly VaultIdentity[];
  readonly accounts: readonly VaultAccount[];
  readonly addressBook: readonly VaultContact[];
  readonly claims: readonly VaultClaim[];
  readonly settings: VaultSettings;
}

/** A payload without settings: what other wallets' exports hold. */
export type VaultItems = Omit<VaultPayload, "settings">;

/**
 * Where an item belongs, as `namespace:reference` (CAIP-2): `eip155:31337`, `concordium:<genesis block>`,
 * `polkadot:*`, `iden3:polygon:amoy`. The same address on two chains is two items.
 */
export type ChainName = string;

export interface VaultIdentity {
  /** Names this identity inside one vault only; a merge gives it another where it is taken. */
  readonly id: string;
  readonly name: string;
  readonly chain: ChainName;
  /**
   * What names the identity on its chain: the contract's address (EIP-55), a DID, or for Concordium the hash of
   * identityNumber, identityObject and randomness. Chain and address together recognise a duplicate.
   */
  readonly address: string;
  /** What its own wallet keeps of it, unchanged, so that nothing is lost: Concordium's identityObject and the like. */
  readonly details?: JsonObject;
  /** A secret of the identity itself, hex: Privado's 32-byte seed. Only the vault's encryption protects it. */
  readonly secret?: string;
}

export type AccountType = "ethereum" | "ecdsa" | "sr25519" | "ed25519" | "concordium";

/** How an account came into the vault, as it is labelled. */
export type AccountOrigin = "created" | "restored" | "imported key" | "phrase" | "recovered" | "other wallet";

export interface VaultAccount {
  readonly name: string;
  readonly type: AccountType;
  readonly chain: ChainName;
  /** As its chain writes it: EIP-55, SS58 with prefix 42, Concordium's base58. Chain and address recognise a duplicate. */
  readonly address: string;
  readonly origin: AccountOrigin;
  /** The `id` of the identity that it belongs to, in the same payload. */
  readonly identity?: string;
  /** The path that it was derived on. The phrase is not kept, and a `///password` is never part of it. */
  readonly path?: string;
  /** Its key, under the account's own password; left out where the other wallet keeps it (a Ledger). */
  readonly key?: AccountKey;
  /** What its own wallet keeps of it, unchanged. */
  readonly details?: JsonObject;
}

/** An encrypted key: a Web3 keystore (version 3), or Polkadot's JSON, as it stands in a file of its own. */
export type AccountKey =
  | { readonly format: "web3"; readonly keystore: JsonObject }
  | { readonly format: "polkadot"; readonly keystore: JsonObject };

/** An account whose key is open: what a password, a phrase or a private key yields before it is encrypted anew. */
export interface OpenAccount {
  readonly name: string;
  readonly type: Exclude<AccountType, "concordium">;
  /** Derived from the key, and compared with what the file declared. */
  readonly address: string;
  /** Hex: 32 bytes; 64 for sr25519 and ed25519. */
  readonly secretKey: string;
  readonly publicKey: string;
  readonly path?: string;
}

/** An entry of the address book. */
export interface VaultContact {
  readonly name: string;
  readonly chain: ChainName;
  /** Chain and address together recognise a duplicate. */
  readonly address: string;
  readonly note: string;
}

/** Something that an issuer said of an identity. */
export type VaultClaim = IssuedClaim | HeldCredential;

/** A claim of ERC-735. Identity, issuer and topic together recognise a duplicate. */
export interface IssuedClaim {
  readonly kind: "claim";
  /** The `id` of the identity, in the same payload. */
  readonly identity: string;
  readonly issuer: string;
  /** Decimal. */
  readonly topic: string;
  readonly scheme: string;
  readonly signature: string;
  readonly data: string;
  readonly uri: string;
}

/** Another wallet's credential, unchanged: a W3C credential, or a credential of a Concordium account. */
export interface HeldCredential {
  readonly kind: "credential";
  /** The `id` of the identity that it belongs to; left out for an account that another's identity opened. */
  readonly identity?: string;
  /** What its maker names it by (credId, urn): this recognises a duplicate. */
  readonly id: string;
  readonly content: JsonObject;
}

export interface VaultSettings {
  readonly pin?: PinSetting;
}

/** What a PIN is checked against, and how often it was wrong. */
export interface PinSetting {
  readonly salt: string;
  readonly hash: string;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  /** Wrong attempts since the last right one. */
  readonly failures: number;
  /** Grows with every attempt: tells an old copy of the vault from the newest. */
  readonly sequence: number;
}
