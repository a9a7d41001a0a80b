import { runTask } from "../io/run";
import { withVaultOptions } from "../vault/options";
import type { VaultArgs } from "../vault/scope";
import { accountScope } from "./scope";

export interface FromMnemonicArgs extends VaultArgs {
  readonly in?: string;
  readonly type: string;
  readonly path?: string;
  readonly name?: string;
  readonly backup: boolean;
  readonly out?: string;
  readonly yes: boolean;
}

withVaultOptions(
  accountScope
    .task("from-mnemonic", "Bring an account back from its recovery phrase")
    .addOptionalParam("in", "A file with the phrase, and //hard/soft///password behind it where there is such a path")
    .addOptionalParam("type", "ethereum, sr25519, ed25519 or ecdsa", "ethereum")
    .addOptionalParam("path", "Where on the phrase: m/44'/60'/0'/0/0, or //hard/soft for the other types")
    .addOptionalParam("name", "What the account is called")
    .addFlag("backup", "Write the account to a file of its own at once")
    .addOptionalParam("out", "That file; left out, it is named after the address")
    .addFlag("yes", "Do not ask for a typed confirmation"),
).setAction(async (args: FromMnemonicArgs, hre) =>
  runTask(args.json, async (out) => {
    const { restoreFromPhrase } = await import("./work/from-phrase");
    return restoreFromPhrase(hre, args, out);
  }),
);
