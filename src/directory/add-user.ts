import type { Directory, DirectoryUser, NewUser } from "./directory";
import { notUsersWallet } from "./refusals";

/**
 * Adds a user, with a wallet where one is named.
 * @throws RefusedError UserExists, NotUsersWallet: then nobody was added
 */
export async function addUser(directory: Directory, user: NewUser, wallet?: string): Promise<DirectoryUser> {
  if (wallet === undefined) return directory.add(user);
  if ((await directory.find({ wallet })) !== undefined) throw notUsersWallet(wallet);
  const { id } = await directory.add(user);
  return directory.link(id, wallet);
}
