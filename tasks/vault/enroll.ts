import { runTask } from "../io/run";
import { chooseSigner, type SignerOptions } from "../io/signer";
import { signing } from "../io/options";
import { confirmTyped } from "../io/terminal";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

interface EnrollArgs extends VaultArgs, SignerOptions {
  readonly yes: boolean;
}

signing(
  withVaultOptions(
    vaultScope
      .task("enroll", "Let an account's signature open the vault")
      .addFlag("yes", "Do not ask for a typed confirmation"),
  ),
).setAction(async (args: EnrollArgs, hre) =>
  runTask(args.json, async (out) => {
    const { enroll } = await import("./work/enrolling");
    const { CHOOSE_NETWORK, networkOf, requireSameNetwork } = await import("./work/network");
    const { refuseContract, showVaultMessage } = await import("./work/signing");
    const { vaultMissing, withVault } = await import("./work/locked-vault");
    return withVault(args.vault, out, async (locked) => {
      if (locked.file === undefined) throw vaultMissing(args.vault);
      const { header } = locked.file;
      const signer = await chooseSigner(hre, args, out);
      requireSameNetwork(header.network, await networkOf(hre), "The chosen network", CHOOSE_NETWORK);
      await refuseContract(hre, signer.address);
      const message = showVaultMessage(header, signer.address, out);
      await confirmTyped(`ENROLL ${signer.address.slice(-6)}`, { yes: args.yes || args.json });
      return enroll(locked, await signer.unlock(), message);
    });
  }),
);
