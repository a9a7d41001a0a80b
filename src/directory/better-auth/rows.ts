/** What better-auth's adapter hands out, as far as it is looked at. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface WalletRow {
  readonly id: string;
  readonly userId: string;
  readonly address: string;
  readonly linkedAt: Date;
}

export interface SessionRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userAgent?: string | null;
}

export interface NamedRow {
  readonly id: string;
  readonly name?: string | null;
}

export interface VerificationRow {
  readonly id: string;
  readonly identifier: string;
  readonly value: string;
}
