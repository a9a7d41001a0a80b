import { runTask } from "../io/run";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

export interface ExportAccountArgs extends VaultArgs {
  readonly address: string;
  readonly format?: string;
  readonly out?: string;
}

withVaultOptions(
  accountScope
    .task("export", "Write one account to a file of its own, under the account's own password")
    .addParam("address", "The account")
    .addOptionalParam("format", "web3 (MetaMask, ethers) or polkadot; left out, what the account's wallets read")
    .addOptionalParam("out", "The file to write; left out, it is named after the address"),
).setAction(async (args: ExportAccountArgs) =>
  runTask(args.json, async (out) => {
    const { exportAccount } = await import("./work/exporting");
    const { withOldVault } = await import("../vault/work/locked-vault");
    return withOldVault(args.vault, out, ({ payload }) => exportAccount(payload, args, out));
  }),
);
