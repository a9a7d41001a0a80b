import { runTask } from "../io/run";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

interface PushArgs extends VaultArgs {
  readonly account: string;
  readonly store?: string;
  readonly overwrite: boolean;
}

withVaultOptions(
  vaultScope
    .task("push", "Give the operator's store a copy of the vault, encrypted as it is")
    .addParam("account", "An account that is enrolled: the copy is found by it")
    .addOptionalParam("store", "A folder, instead of the operator's database")
    .addFlag("overwrite", "Replace the copy of another vault"),
).setAction(async (args: PushArgs) =>
  runTask(args.json, async (out) => {
    const { parseWallet } = await import("../../src/shared/addresses");
    const { pushVault } = await import("./work/storing");
    const { withVault } = await import("./work/locked-vault");
    const account = parseWallet(args.account, "the account");
    return withVault(args.vault, out, (locked) => pushVault(locked, account, args));
  }),
);
