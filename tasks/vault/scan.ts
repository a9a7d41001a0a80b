import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { DEFAULT_VAULT, vaultScope } from "./scope";

export interface ScanArgs extends ReadingArgs {
  readonly vault: string;
  readonly registry: string;
  readonly in?: string;
  readonly gap: string;
}

reading(
  vaultScope
    .task("scan", "Without any file: find a phrase's accounts that the identity registry knows")
    .addParam("registry", "The identity registry")
    .addOptionalParam("in", "A file with the recovery phrase; left out, it is typed and not shown")
    .addOptionalParam("gap", "So many accounts in a row that nobody registered end the search", "20")
    .addOptionalParam("vault", "The vault that they are kept in", DEFAULT_VAULT),
).setAction(async (args: ScanArgs, hre) =>
  runTask(args.json, async (out) => {
    const { scanAccounts } = await import("./work/scanning");
    return scanAccounts(hre, args, out);
  }),
);
