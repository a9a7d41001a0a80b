import { runTask } from "../io/run";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

export interface ImportKeyArgs extends VaultArgs {
  readonly in?: string;
  readonly name?: string;
}

withVaultOptions(
  accountScope
    .task("import-key", "Bring in a private key that MetaMask or another wallet shows; the PIN is asked for")
    .addOptionalParam("in", "A file with the key and nothing else; left out, the key is typed and not shown")
    .addOptionalParam("name", "What the account is called"),
).setAction(async (args: ImportKeyArgs, hre) =>
  runTask(args.json, async (out) => {
    const { importKey } = await import("./work/importing-key");
    return importKey(hre, args, out);
  }),
);
