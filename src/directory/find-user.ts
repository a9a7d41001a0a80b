import { parseWallet } from "../shared/addresses";
import { BadInputError, RefusedError } from "../shared/errors";
import { quote } from "../shared/wording";
import type { Directory, DirectoryUser, UserKey } from "./directory";

/** Where users are looked up. */
type Finder = Pick<Directory, "name" | "find">;

/** As long as a directory's id or an e-mail address (RFC 5321) may be. */
const LONGEST = 254;

/**
 * What `--user` says: a wallet where it begins with 0x, an e-mail address where it has an @, else the directory's id.
 * @throws BadInputError BadAddress, BadUser
 */
export function parseUserKey(text: string): UserKey {
  if (/^0x/i.test(text)) return { wallet: parseWallet(text, "the user's wallet") };
  if (text === "" || text.length > LONGEST || /[\s\p{C}]/u.test(text)) {
    throw new BadInputError(
      "BadUser",
      `${quote(text)} names no user.`,
      "Give the user's id, e-mail address or wallet: npx hardhat directory list",
    );
  }
  return text.includes("@") ? { email: text.toLowerCase() } : { id: text };
}

/** @throws RefusedError UserUnknown */
export async function requireUser(directory: Finder, key: UserKey): Promise<DirectoryUser> {
  const user = await directory.find(key);
  if (user !== undefined) return user;
  throw new RefusedError(
    "UserUnknown",
    `The directory (${directory.name}) has no user with ${nameOf(key)}.`,
    "See who is there with: npx hardhat directory list",
  );
}

/**
 * The wallet of theirs that a recovery is about.
 * @throws RefusedError NoWallet, NotUsersWallet
 */
export async function requireUsersWallet(directory: Finder, user: DirectoryUser, wallet: string): Promise<void> {
  requireSomeWallet(user);
  if (user.wallets.includes(wallet)) return;
  const owner = await directory.find({ wallet });
  throw new RefusedError(
    "NotUsersWallet",
    `${wallet} is not a wallet of ${user.email}: it is ${owner === undefined ? "nobody's" : "another user's"}. ` +
      `Theirs: ${user.wallets.join(", ")}.`,
    owner === undefined
      ? `If it is theirs, link it first: npx hardhat directory link --user ${user.id} --wallet ${wallet}`
      : "Ask the person again which wallet they lost, and name the right user.",
  );
}

/** @throws RefusedError NoWallet */
export function requireSomeWallet(user: DirectoryUser): void {
  if (user.wallets.length > 0) return;
  throw new RefusedError(
    "NoWallet",
    `${user.email} has no wallet in the directory.`,
    `Link the one that they lost: npx hardhat directory link --user ${user.id} --wallet <address>`,
  );
}

function nameOf(key: UserKey): string {
  if ("wallet" in key) return `the wallet ${key.wallet}`;
  return "email" in key ? `the e-mail address ${quote(key.email)}` : `the id ${quote(key.id)}`;
}
