import { runTask } from "../io/run";
import { coloursFor } from "../io/terminal";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

withVaultOptions(accountScope.task("list", "List the vault's accounts")).setAction(async (args: VaultArgs) =>
  runTask(args.json, async (out) => {
    const { accountJson } = await import("../../src/vault/accounts/account-json");
    const { renderAccounts } = await import("../../src/report/render-accounts");
    const { withOldVault } = await import("../vault/work/locked-vault");
    return withOldVault(args.vault, out, ({ payload }) => {
      const accounts = payload.accounts.map((account) => accountJson(account, payload));
      return { text: renderAccounts(accounts, coloursFor(process.stdout)), json: { accounts } };
    });
  }),
);
