/** The part of a directory that a recovery needs: src/directory has the whole port. */
export interface AccessPort {
  /** What it is, for people. */
  readonly name: string;
  find(key: { readonly wallet: string }): Promise<{ readonly id: string; readonly email: string } | undefined>;
  revokeAccess(
    userId: string,
  ): Promise<{ readonly sessions: number; readonly apiKeys: number; readonly lingersFor: number }>;
  /** @return how many there were */
  resetFactors(userId: string): Promise<number>;
}

/** What became of a user's sessions and second factors, in words. */
export interface ClosedAccess {
  readonly status: "done" | "skipped";
  readonly detail: string;
}

/** Ends the sessions of whoever has the lost wallet, and resets their second factors. Twice does no more than once. */
export async function closeAccess(port: AccessPort | undefined, lostWallet: string): Promise<ClosedAccess> {
  if (port === undefined) {
    return { status: "skipped", detail: "no directory is configured: sessions and second factors are as they were" };
  }
  const user = await port.find({ wallet: lostWallet });
  if (user === undefined) return { status: "skipped", detail: `${port.name} knows no user of ${lostWallet}` };
  const { sessions, apiKeys, lingersFor } = await port.revokeAccess(user.id);
  const factors = await port.resetFactors(user.id);
  const lingering = lingersFor === 0 ? "" : `; a server may take a session for live for another ${lingersFor} s`;
  const detail = `${user.email}: ${sessions} sessions and ${apiKeys} API keys revoked, ${factors} second factors reset${lingering}`;
  return { status: "done", detail };
}
