import { runTask } from "../io/run";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

export interface RevealKeyArgs extends VaultArgs {
  readonly address: string;
}

withVaultOptions(
  accountScope
    .task(
      "reveal-key",
      "Show an account's private key once, on a terminal; PIN and the account's password are asked for",
    )
    .addParam("address", "The account"),
).setAction(async (args: RevealKeyArgs) =>
  runTask(args.json, async (out) => {
    const { requireTerminal, revealKey } = await import("./work/revealing");
    const { withOldVault } = await import("../vault/work/locked-vault");
    requireTerminal(args.json);
    return withOldVault(args.vault, out, (vault, locked) => revealKey(vault, locked, args, out));
  }),
);
