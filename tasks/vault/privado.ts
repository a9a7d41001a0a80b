import { runTask } from "../io/run";
import { withVaultOptions } from "./options";
import { vaultScope, type VaultArgs } from "./scope";

export interface PrivadoArgs extends VaultArgs {
  readonly didNetwork: string;
  readonly in?: string;
  readonly name: string;
  readonly oldText?: string;
  readonly dryRun: boolean;
}

withVaultOptions(
  vaultScope
    .task("privado", "Bring back a Privado identity (iden3, Polygon ID) from its seed: its DID, and no more than that")
    .addParam("didNetwork", "Where the DID lives, as it stands in it: iden3:polygon:amoy, polygonid:polygon:main")
    .addOptionalParam(
      "in",
      "A file with the seed and nothing else; left out, it is typed, or comes from REGAIN_PRIVATE_KEY",
    )
    .addOptionalParam("name", "What the identity is called", "Privado")
    .addOptionalParam(
      "oldText",
      "1 or 2, where an old wallet had an account sign for the seed: give that account's key",
    )
    .addFlag("dryRun", "Only say which DID it is, and what would happen"),
).setAction(async (args: PrivadoArgs, hre) =>
  runTask(args.json, async (out) => {
    const { importSource } = await import("./work/importing");
    const { privadoSource } = await import("./work/privado-source");
    const source = await privadoSource(args, out);
    return importSource(hre, { ...args, in: args.in ?? "the seed", overwrite: false }, source, out);
  }),
);
