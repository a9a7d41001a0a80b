import { runTask } from "../io/run";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

export interface RestoreArgs extends VaultArgs {
  readonly in: string;
  readonly name?: string;
  readonly overwrite: boolean;
}

withVaultOptions(
  accountScope
    .task("restore", "Bring an account from its own file: a Web3 keystore, Polkadot's JSON, or a batch of these")
    .addParam("in", "The file; its password is asked for, or comes from REGAIN_PASSWORD")
    .addOptionalParam("name", "What the account is called, where the file has no name")
    .addFlag("overwrite", "Where the vault says something else of the account, take the file's word"),
).setAction(async (args: RestoreArgs, hre) =>
  runTask(args.json, async (out) => {
    const { restoreAccounts } = await import("./work/restoring");
    return restoreAccounts(hre, args, out);
  }),
);
