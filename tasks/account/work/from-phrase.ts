import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { renderAbout } from "../../../src/report/render-accounts";
import { encryptKey } from "../../../src/vault/accounts/account-key";
import { chainOf, keptAccount, requireNewAccount } from "../../../src/vault/accounts/kept-account";
import {
  accountOfPhrase,
  NOT_IN_A_PHRASE,
  parseKeptPhrase,
  parseKeyType,
} from "../../../src/vault/accounts/phrase-account";
import { OWNER_ONLY, requireFree, writeNew } from "../../io/files";
import { requireGoodPassword, warnOfShortPassword } from "../../io/password";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askNewPassword, confirmTyped, isInteractive } from "../../io/terminal";
import { withVault } from "../../vault/work/locked-vault";
import { networkOf } from "../../vault/work/network";
import type { FromMnemonicArgs } from "../from-mnemonic";
import { withPin } from "./pin";
import { keepAccounts } from "./restoring";
import { askPhrase } from "./secret-text";

/** Shows the address before anything is kept: a wrong path or word gives another one. */
export async function restoreFromPhrase(
  hre: HardhatRuntimeEnvironment,
  args: FromMnemonicArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const type = parseKeyType(args.type);
  const open = accountOfPhrase(parseKeptPhrase(await askPhrase(args.in)), type, args.name ?? "", args.path);
  out.say(`${renderAbout([open]).replace("The file is", "The phrase is")}\n`);
  const file = args.backup ? (args.out ?? `${open.address}.json`) : undefined;
  if (file !== undefined) await requireFree(file);
  if (isInteractive()) await confirmTyped(`RESTORE ${open.address.slice(-6)}`, args);
  return withVault(args.vault, out, async (locked) => {
    const network = locked.file?.header.network ?? (await networkOf(hre));
    const opened = await locked.open(network);
    requireNewAccount(opened.payload, { ...open, chain: chainOf(type, network) });
    const password = await askNewPassword("A password for this account:");
    requireGoodPassword(password);
    warnOfShortPassword(password, out);
    const key = await encryptKey(open, password);
    const account = keptAccount(open, key, "phrase", network);
    const written = file === undefined ? [] : [`It stands in ${file}, too, under its own password.`];
    return withPin(opened, async (vault) => {
      if (file !== undefined) await writeNew(file, `${JSON.stringify(key.keystore, null, 2)}\n`, OWNER_ONLY);
      return keepAccounts(locked, vault, [account], { ...args, notes: [...written, NOT_IN_A_PHRASE] });
    });
  });
}
