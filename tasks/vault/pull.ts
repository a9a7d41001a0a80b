import { runTask } from "../io/run";
import { vaultScope } from "./scope";

interface PullArgs {
  readonly account: string;
  readonly store?: string;
  readonly out: string;
  readonly json: boolean;
}

vaultScope
  .task("pull", "Fetch the copy of a vault from the operator's store, encrypted as it is")
  .addParam("account", "An account that is enrolled in it")
  .addOptionalParam("store", "A folder, instead of the operator's database")
  .addOptionalParam("out", "The file to write", "vault-copy.json")
  .addFlag("json", "Print JSON for machines: see docs/json.md")
  .setAction(async (args: PullArgs) =>
    runTask(args.json, async () => {
      const { parseWallet } = await import("../../src/shared/addresses");
      const { pullVault } = await import("./work/storing");
      return pullVault(parseWallet(args.account, "the account"), args);
    }),
  );
