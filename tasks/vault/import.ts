import { runTask } from "../io/run";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

export interface ImportArgs extends VaultArgs {
  readonly in: string;
  readonly didNetwork?: string;
  readonly dryRun: boolean;
  readonly overwrite: boolean;
}

withVaultOptions(
  vaultScope
    .task("import", "Bring a backup, or another wallet's export, into the vault; nothing that it holds is lost")
    .addParam("in", "The file; its password is asked for, or comes from REGAIN_PASSWORD")
    .addOptionalParam("didNetwork", "The file is a Privado seed, whose identity lives there: iden3:polygon:amoy")
    .addFlag("dryRun", "Only say what would happen")
    .addFlag("overwrite", "Where both say something else of the same item, take the file's word"),
).setAction(async (args: ImportArgs, hre) =>
  runTask(args.json, async (out) => {
    const { importSource } = await import("./work/importing");
    const { readSource } = await import("./work/sources");
    return importSource(hre, args, await readSource(args.in, out, args.didNetwork), out);
  }),
);
