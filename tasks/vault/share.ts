import { runTask } from "../io/run";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

interface ShareArgs extends VaultArgs {
  readonly shares: string;
  readonly threshold: string;
  readonly out: string;
}

withVaultOptions(
  vaultScope
    .task("share", "Write recovery shares, some of which together open the vault")
    .addOptionalParam("shares", "How many are written", "5")
    .addOptionalParam("threshold", "How many of them open the vault", "3")
    .addOptionalParam("out", "What the files' names begin with", "vault-share"),
).setAction(async (args: ShareArgs) =>
  runTask(args.json, async (out) => {
    const { writeShares } = await import("./work/sharing");
    const { withOldVault } = await import("./work/locked-vault");
    return withOldVault(args.vault, out, (vault, locked) => writeShares(vault, locked, args));
  }),
);
