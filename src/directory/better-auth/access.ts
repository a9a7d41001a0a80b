import type { AuthContext } from "better-auth";
import type { Revocation, SecondFactor, UserAccess } from "../directory";
import type { NamedRow, SessionRow, VerificationRow } from "./rows";

type Adapter = Pick<AuthContext["adapter"], "findMany" | "count" | "update" | "deleteMany">;

interface Adapters {
  readonly adapter: Adapter;
  readonly internalAdapter: Pick<AuthContext["internalAdapter"], "deleteUserSessions">;
}

const MOST = 1_000_000;
const TRUSTED_DEVICE = "trust-device-";

/** Sessions, keys and factors of a user, without a secret among them. */
export async function readAccess(adapter: Adapter, userId: string): Promise<Omit<UserAccess, "lingersFor">> {
  const [sessions, apiKeys, factors] = await Promise.all([
    adapter.findMany<SessionRow>({ model: "session", where: liveSessionsOf(userId), limit: MOST }),
    adapter.findMany<NamedRow>({ model: "apikey", where: keysOf(userId), limit: MOST }),
    readFactors(adapter, userId),
  ]);
  return {
    sessions: sessions.map(({ id, createdAt, expiresAt, userAgent }) => ({
      id,
      createdAt: seconds(createdAt),
      expiresAt: seconds(expiresAt),
      client: userAgent ?? "",
    })),
    apiKeys: apiKeys.map(({ id, name }) => ({ id, name: name ?? "" })),
    factors,
  };
}

/** Sessions of the user, those in which they act as somebody else, and their keys. */
export async function removeAccess(
  { adapter, internalAdapter }: Adapters,
  userId: string,
): Promise<Omit<Revocation, "lingersFor">> {
  const own = await adapter.count({ model: "session", where: [{ field: "userId", value: userId }] });
  await internalAdapter.deleteUserSessions(userId);
  const impersonating = [{ field: "impersonatedBy", value: userId }];
  const asOthers = await adapter.deleteMany({ model: "session", where: impersonating });
  const apiKeys = await adapter.deleteMany({ model: "apikey", where: keysOf(userId) });
  return { sessions: own + asOthers, apiKeys };
}

/** Every second factor, trusted devices and half-done challenges and password resets included. */
export async function removeFactors(adapter: Adapter, userId: string): Promise<number> {
  const factors = await readFactors(adapter, userId);
  const where = ofUser(userId);
  await adapter.deleteMany({ model: "twoFactor", where });
  await adapter.deleteMany({ model: "passkey", where });
  await adapter.deleteMany({ model: "verification", where: pendingOf(userId) });
  await adapter.update({
    model: "user",
    where: [{ field: "id", value: userId }],
    update: { twoFactorEnabled: false },
  });
  return factors.length;
}

async function readFactors(adapter: Adapter, userId: string): Promise<SecondFactor[]> {
  const where = ofUser(userId);
  const [twoFactors, passkeys, pending] = await Promise.all([
    adapter.findMany<NamedRow>({ model: "twoFactor", where, limit: MOST }),
    adapter.findMany<NamedRow>({ model: "passkey", where, limit: MOST }),
    adapter.findMany<VerificationRow>({ model: "verification", where: pendingOf(userId), limit: MOST }),
  ]);
  const trusted = pending.filter(({ identifier }) => identifier.startsWith(TRUSTED_DEVICE));
  return [
    ...twoFactors.flatMap(({ id }): SecondFactor[] => [
      { id, kind: "totp", name: "authenticator app" },
      { id: `${id}-backup`, kind: "backup codes", name: "backup codes" },
    ]),
    ...passkeys.map(({ id, name }): SecondFactor => ({ id, kind: "passkey", name: name ?? "" })),
    ...trusted.map(({ id }): SecondFactor => ({ id, kind: "trusted device", name: "" })),
  ];
}

const ofUser = (userId: string) => [{ field: "userId", value: userId }];
const keysOf = (userId: string) => [{ field: "referenceId", value: userId }];
/** better-auth keeps the user's id as the value of a trusted device, a challenge and a password reset. */
const pendingOf = (userId: string) => [{ field: "value", value: userId }];
const liveSessionsOf = (userId: string) => [
  ...ofUser(userId),
  { field: "expiresAt", value: new Date(), operator: "gt" as const },
];
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
