import { runTask } from "../io/run";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

interface PinArgs extends VaultArgs {
  readonly forgotten: boolean;
}

withVaultOptions(
  vaultScope
    .task("pin", "Set or change the PIN for showing and importing keys; where it is locked, the vault's password does")
    .addFlag("forgotten", "Set a new one without the old one"),
).setAction(async (args: PinArgs) =>
  runTask(args.json, async (out) => {
    const { changePin } = await import("../account/work/pin");
    const { withOldVault } = await import("./work/locked-vault");
    return withOldVault(args.vault, out, async (vault, locked) => {
      const pin = await changePin(locked, vault, args, out);
      const { vaultId } = vault.header;
      return { text: `✔ The PIN was ${pin}; all attempts are there again`, json: { vault: args.vault, vaultId, pin } };
    });
  }),
);
