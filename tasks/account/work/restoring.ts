import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { VaultAccount } from "../../../src/vault/vault.types";
import { renderAbout, renderRestored } from "../../../src/report/render-accounts";
import { accountJson } from "../../../src/vault/accounts/account-json";
import { accountItems } from "../../../src/vault/accounts/kept-account";
import { addressKeyOf } from "../../../src/vault/merge/item-keys";
import { planMerge } from "../../../src/vault/merge/plan-merge";
import type { TaskOutput, TaskResult } from "../../io/run";
import { coloursFor } from "../../io/terminal";
import { withVault, type LockedVault } from "../../vault/work/locked-vault";
import { networkOf } from "../../vault/work/network";
import type { RestoreArgs } from "../restore";
import { readAccountSource } from "./account-sources";

/** Shows whose file it is, asks for its password, and keeps its accounts: all of them or none. */
export async function restoreAccounts(
  hre: HardhatRuntimeEnvironment,
  args: RestoreArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const source = await readAccountSource(args.in);
  out.say(`${renderAbout(source.about)}\n`);
  return withVault(args.vault, out, async (locked) => {
    const network = locked.file?.header.network ?? (await networkOf(hre));
    const accounts = (await source.open(network)).map((account) => called(account, args.name));
    const vault = await locked.open(network);
    return keepAccounts(locked, vault, accounts, { ...args, notes: source.warnings });
  });
}

export interface KeepOptions {
  readonly vault: string;
  readonly overwrite?: boolean;
  readonly notes: readonly string[];
  readonly next?: string;
}

/** Merges accounts into the vault, in one write. */
export async function keepAccounts(
  locked: LockedVault,
  vault: Awaited<ReturnType<LockedVault["open"]>>,
  accounts: readonly VaultAccount[],
  options: KeepOptions,
): Promise<TaskResult> {
  const { result, skipped, replaced } = planMerge(vault.payload, accountItems(accounts), options.overwrite);
  await locked.save(vault, result);
  const keys = new Set(accounts.map(addressKeyOf));
  const shown = result.accounts.filter((one) => keys.has(addressKeyOf(one))).map((one) => accountJson(one, result));
  const [only] = shown;
  return {
    text: renderRestored(
      { ...options, accounts: shown, skipped: [...replaced, ...skipped] },
      coloursFor(process.stdout),
    ),
    json: { ...(shown.length === 1 ? only : {}), accounts: shown, skipped, replaced, warnings: options.notes },
  };
}

function called(account: VaultAccount, name: string | undefined): VaultAccount {
  return name === undefined || account.name !== account.address ? account : { ...account, name };
}
