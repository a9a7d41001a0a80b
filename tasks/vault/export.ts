import { requireFree, OWNER_ONLY, writeNew } from "../io/files";
import { requireGoodPassword, warnOfShortPassword } from "../io/password";
import { runTask } from "../io/run";
import { askNewPassword } from "../io/terminal";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

interface ExportArgs extends VaultArgs {
  readonly out: string;
}

withVaultOptions(
  vaultScope
    .task("export", "Write everything in the vault to one encrypted backup")
    .addOptionalParam(
      "out",
      "The backup to write; its password is asked for twice, or comes from REGAIN_PASSWORD",
      "vault-backup.json",
    ),
).setAction(async (args: ExportArgs) =>
  runTask(args.json, async (out) => {
    const { createVault, sealVault } = await import("../../src/vault/vault");
    const { inventoryOf } = await import("../../src/vault/inventory");
    const { renderExport } = await import("../../src/report/render-vault");
    const { withOldVault } = await import("./work/locked-vault");
    return withOldVault(args.vault, out, async ({ header, payload }) => {
      await requireFree(args.out);
      const password = await askNewPassword("A password for the backup:");
      requireGoodPassword(password);
      warnOfShortPassword(password, out);
      const { vaultId, network } = header;
      const made = { kind: "backup" as const, network, createdAt: new Date(), payload, vaultId };
      await writeNew(args.out, sealVault(await createVault(made, password)), OWNER_ONLY);
      const inventory = inventoryOf(payload);
      return { text: renderExport(args.out, inventory), json: { file: args.out, ...inventory } };
    });
  }),
);
