import type { Person } from "../../src/recovery/situation.types";
import { readDirectory } from "./directory";

/**
 * The user of `--user`, with every way in of theirs.
 * @param lostWallet Where it was named: it has to be theirs.
 * @throws RefusedError UserUnknown, NoWallet, NotUsersWallet
 */
export async function personFrom(
  user: string | undefined,
  lostWallet: string | undefined,
): Promise<Person | undefined> {
  if (user === undefined) return undefined;
  const { parseUserKey, requireSomeWallet, requireUser, requireUsersWallet } =
    await import("../../src/directory/find-user");
  const key = parseUserKey(user);
  return readDirectory(async (directory) => {
    const found = await requireUser(directory, key);
    requireSomeWallet(found);
    if (lostWallet !== undefined) await requireUsersWallet(directory, found, lostWallet);
    return { user: found, access: await directory.accessOf(found.id), directory: directory.name };
  });
}
