import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { renderAbout } from "../../../src/report/render-accounts";
import { encryptKey } from "../../../src/vault/accounts/account-key";
import { chainOf, keptAccount, requireNewAccount } from "../../../src/vault/accounts/kept-account";
import { parsePrivateKey } from "../../../src/vault/foreign/ethereum/private-key";
import { requireGoodPassword, warnOfShortPassword } from "../../io/password";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askNewPassword } from "../../io/terminal";
import { withVault } from "../../vault/work/locked-vault";
import { networkOf } from "../../vault/work/network";
import type { ImportKeyArgs } from "../import-key";
import { requirePin } from "./pin";
import { keepAccounts } from "./restoring";
import { askPrivateKey } from "./secret-text";

const LABEL =
  "It is labelled as an imported key: no recovery phrase of yours brings it back. Make a backup of the vault.";

/** Keeps a key that somebody brings, under a password of its own. A second copy of an account is refused. */
export async function importKey(
  hre: HardhatRuntimeEnvironment,
  args: ImportKeyArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  return withVault(args.vault, out, async (locked) => {
    const network = locked.file?.header.network ?? (await networkOf(hre));
    const opened = await locked.open(network);
    const open = parsePrivateKey(await askPrivateKey(args.in), args.name ?? "");
    out.say(`${renderAbout([open]).replace("The file is", "The key is")}\n`);
    requireNewAccount(opened.payload, { ...open, chain: chainOf(open.type, network) });
    const password = await askNewPassword("A password for this account:");
    requireGoodPassword(password);
    warnOfShortPassword(password, out);
    const vault = await requirePin(locked, opened, out);
    const account = keptAccount(open, await encryptKey(open, password), "imported key", network);
    return keepAccounts(locked, vault, [account], { ...args, notes: [LABEL] });
  });
}
