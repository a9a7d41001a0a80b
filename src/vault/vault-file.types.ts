import type { PasswordKdf } from "./kdf";

/** What a file is for: the vault that one works with, or a copy that is carried elsewhere and imported there. */
export type VaultKind = "vault" | "backup";

/** The chain whose identities and claims a vault keeps. Without the genesis hash only the chain id is compared. */
export interface VaultNetwork {
  /** Decimal. */
  readonly chainId: string;
  readonly genesisHash: string | null;
}

/** One way to the data key, which it holds encrypted. All of a vault's slots hold the same data key. */
export type Slot = PasswordSlot | SignatureSlot | ShareSlot;

interface WrappedKey {
  readonly nonce: string;
  /** The data key, sealed: hex. */
  readonly key: string;
}

export interface PasswordSlot extends WrappedKey {
  readonly kind: "password";
  readonly kdf: PasswordKdf;
}

/** Opens by the signature of an account over the vault's typed message. */
export interface SignatureSlot extends WrappedKey {
  readonly kind: "eip712";
  /** A hash of vault and account: tells whether an account is enrolled, without naming it to readers of the file. */
  readonly account: string;
  readonly salt: string;
}

/** Opens by `threshold` of `shares` recovery shares (Shamir). */
export interface ShareSlot extends WrappedKey {
  readonly kind: "shamir";
  /** Names the set that a share belongs to. */
  readonly set: string;
  readonly threshold: number;
  readonly shares: number;
}

/** What stands in the clear, and is authenticated with the content. */
export interface VaultHeader {
  readonly format: "regain-vault";
  readonly version: number;
  readonly kind: VaultKind;
  readonly vaultId: string;
  readonly createdAt: string;
  readonly network: VaultNetwork;
  readonly slots: readonly Slot[];
  readonly cipher: { readonly name: "xchacha20-poly1305"; readonly nonce: string };
}

/** A vault's file, checked and not opened. */
export interface VaultFile {
  readonly header: VaultHeader;
  readonly ciphertext: Uint8Array;
}
