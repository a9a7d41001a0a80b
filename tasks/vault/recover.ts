import { signing } from "../io/options";
import { runTask } from "../io/run";
import type { SignerOptions } from "../io/signer";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

export interface RecoverArgs extends VaultArgs, SignerOptions {
  readonly in?: string;
  readonly store?: string;
  readonly shares?: string;
}

signing(
  withVaultOptions(
    vaultScope
      .task("recover", "Bring a vault back by the signature of an enrolled account, or by recovery shares")
      .addOptionalParam("in", "The copy of the vault; left out, it comes from the operator's store")
      .addOptionalParam("store", "A folder, instead of the operator's database")
      .addOptionalParam("shares", "Instead of an account: files of recovery shares, with commas between"),
  ),
).setAction(async (args: RecoverArgs, hre) =>
  runTask(args.json, async (out) => {
    const { recoverVault } = await import("./work/recovering");
    return recoverVault(hre, args, out);
  }),
);
