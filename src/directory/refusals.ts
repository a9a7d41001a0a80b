import { RefusedError } from "../shared/errors";
import { quote } from "../shared/wording";

export function userExists(email: string): RefusedError {
  return new RefusedError(
    "UserExists",
    `The directory has a user with the e-mail address ${email} already.`,
    `npx hardhat directory show --user ${email}`,
  );
}

export function notUsersWallet(wallet: string): RefusedError {
  return new RefusedError(
    "NotUsersWallet",
    `${wallet} is linked to another user. Nothing was changed.`,
    `See whose it is: npx hardhat directory show --user ${wallet}`,
  );
}

export function directoryUnavailable(name: string, why: string): RefusedError {
  return new RefusedError(
    "DirectoryUnavailable",
    `The directory (${name}) does not do as asked: ${why}.`,
    "Check its settings (REGAIN_DIRECTORY_…, docs/directory.md) and that it runs, then run the same command again.",
  );
}

export function userUnknown(id: string): RefusedError {
  return new RefusedError(
    "UserUnknown",
    `The directory has no user with the id ${quote(id)}.`,
    "See who is there with: npx hardhat directory list",
  );
}
