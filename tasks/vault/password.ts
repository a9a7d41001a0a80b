import { requireGoodPassword, warnOfShortPassword } from "../io/password";
import { runTask } from "../io/run";
import { askNewPassword } from "../io/terminal";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

withVaultOptions(
  vaultScope.task("password", "Give the vault another password, typed twice, or from REGAIN_NEW_VAULT_PASSWORD"),
).setAction(async (args: VaultArgs) =>
  runTask(args.json, async (out) => {
    const { renderNewPassword } = await import("../../src/report/render-vault");
    const { withPassword } = await import("../../src/vault/vault");
    const { withOldVault } = await import("./work/locked-vault");
    return withOldVault(args.vault, out, async (vault, locked) => {
      const password = await askNewPassword("The vault's new password:", "REGAIN_NEW_VAULT_PASSWORD");
      requireGoodPassword(password);
      warnOfShortPassword(password, out);
      await locked.save(await withPassword(vault, password));
      return { text: renderNewPassword(args.vault), json: { vault: args.vault, vaultId: vault.header.vaultId } };
    });
  }),
);
