/** How a person names a user: by the directory's own id, by e-mail, or by a wallet that is linked to them. */
export type UserKey = { readonly id: string } | { readonly email: string } | { readonly wallet: string };

export interface DirectoryUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Checksummed, in the order in which they were linked: which of them is effective, the chain knows. */
  readonly wallets: readonly string[];
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
}

/** A session, without its token. Times in seconds since 1970. */
export interface DirectorySession {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** What the browser or app called itself; empty when unknown. */
  readonly client: string;
}

/** An API key, without the key. */
export interface DirectoryApiKey {
  readonly id: string;
  readonly name: string;
}

export interface SecondFactor {
  readonly id: string;
  readonly kind: "totp" | "passkey" | "backup codes" | "trusted device" | "other";
  readonly name: string;
}

/** Everything by which somebody may be, or come, in as the user. */
export interface UserAccess {
  readonly sessions: readonly DirectorySession[];
  readonly apiKeys: readonly DirectoryApiKey[];
  readonly factors: readonly SecondFactor[];
  /** Seconds for which a server may take a revoked session for a live one: what its cookie cache keeps. 0: not at all. */
  readonly lingersFor: number;
}

export interface Revocation {
  readonly sessions: number;
  readonly apiKeys: number;
  /** As in `UserAccess`. */
  readonly lingersFor: number;
}

/**
 * Who the users are, which wallets they have, and how they sign in: the port that an operator's own identity provider
 * stands behind. docs/directory.md says how to write one.
 *
 * `revokeAccess` and `resetFactors` are asked again after a crash: doing them twice is doing them once.
 * Every method throws a RegainError: RefusedError `DirectoryUnavailable` when the provider does not answer.
 */
export interface Directory {
  /** What it is, for people: "better-auth", "SCIM at https://…". */
  readonly name: string;
  find(key: UserKey): Promise<DirectoryUser | undefined>;
  /** By e-mail, ascending. */
  list(): Promise<DirectoryUser[]>;
  /** @throws RefusedError UserExists */
  add(user: NewUser): Promise<DirectoryUser>;
  /** Links a checksummed address. Again for the same user: changes nothing. @throws RefusedError NotUsersWallet when it is another's */
  link(userId: string, wallet: string): Promise<DirectoryUser>;
  accessOf(userId: string): Promise<UserAccess>;
  /** Ends every session and deletes every API key. */
  revokeAccess(userId: string): Promise<Revocation>;
  /** Removes every second factor, so that the user enrols new ones. @return how many there were */
  resetFactors(userId: string): Promise<number>;
}
