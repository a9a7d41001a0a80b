import type { Directory, DirectoryUser, NewUser, UserKey } from "../directory";
import { notUsersWallet, userExists, userUnknown } from "../refusals";
import { readAccess, removeAccess, removeFactors } from "./access";
import type { UserRow, WalletRow } from "./rows";
import { migrateBetterAuth, setUpBetterAuth, type DirectoryDatabase } from "./setup";

export interface BetterAuthSettings {
  /** How long the application's cookie cache keeps a session, in seconds; 0 when it has none. */
  readonly cookieCacheSeconds: number;
}

/** The directory on better-auth's tables, which are created where they are missing. The caller closes the database. */
export async function openBetterAuth<Tables>(
  database: DirectoryDatabase<Tables>,
  { cookieCacheSeconds }: BetterAuthSettings,
): Promise<Directory> {
  await migrateBetterAuth(database);
  const auth = setUpBetterAuth(database);
  const { adapter, internalAdapter } = await auth.$context;

  const walletsOf = (userId: string): Promise<WalletRow[]> =>
    adapter.findMany<WalletRow>({ model: "wallet", where: [{ field: "userId", value: userId }], limit: MOST });
  const withWallets = async (user: UserRow): Promise<DirectoryUser> => asUser(user, await walletsOf(user.id));
  const rowOf = async (key: UserKey): Promise<UserRow | null> => {
    if ("email" in key) return (await internalAdapter.findUserByEmail(key.email))?.user ?? null;
    if ("id" in key) return internalAdapter.findUserById(key.id);
    const where = [{ field: "address", value: key.wallet }];
    const wallet = await adapter.findOne<WalletRow>({ model: "wallet", where });
    return wallet === null ? null : internalAdapter.findUserById(wallet.userId);
  };
  const find = async (key: UserKey): Promise<DirectoryUser | undefined> => {
    const row = await rowOf(key);
    return row === null ? undefined : withWallets(row);
  };

  return {
    name: "better-auth",
    find,
    list: async () => {
      const users = await adapter.findMany<UserRow>({
        model: "user",
        limit: MOST,
        sortBy: { field: "email", direction: "asc" },
      });
      const wallets = await adapter.findMany<WalletRow>({ model: "wallet", limit: MOST });
      return users.map((user) =>
        asUser(
          user,
          wallets.filter(({ userId }) => userId === user.id),
        ),
      );
    },
    add: async ({ email, name }: NewUser) => {
      if ((await rowOf({ email })) !== null) throw userExists(email);
      const { user } = await auth.api.createUser({ body: { email, name } });
      return withWallets(user);
    },
    link: async (userId, address) => {
      const row = await rowOf({ id: userId });
      if (row === null) throw userUnknown(userId);
      const owner = await rowOf({ wallet: address });
      if (owner !== null && owner.id !== userId) throw notUsersWallet(address);
      if (owner === null) {
        await adapter.create({ model: "wallet", data: { userId, address, linkedAt: new Date() } });
      }
      return withWallets(row);
    },
    accessOf: async (userId) => ({ ...(await readAccess(adapter, userId)), lingersFor: cookieCacheSeconds }),
    revokeAccess: async (userId) => ({
      ...(await removeAccess({ adapter, internalAdapter }, userId)),
      lingersFor: cookieCacheSeconds,
    }),
    resetFactors: (userId) => removeFactors(adapter, userId),
  };
}

/** The adapter would stop at 100 where nothing is said. */
const MOST = 1_000_000;

function asUser({ id, email, name }: UserRow, wallets: readonly WalletRow[]): DirectoryUser {
  const inOrder = [...wallets].sort((a, b) => a.linkedAt.getTime() - b.linkedAt.getTime());
  return { id, email, name, wallets: inOrder.map(({ address }) => address) };
}
