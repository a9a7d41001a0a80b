import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";

/** Who signs: an account of the Hardhat network configuration, or an encrypted keystore. */
export interface SignerArgs {
  readonly signer?: string;
  readonly keystore?: string;
}

/** @throws BadInputError when nobody, or somebody unknown, is named */
export async function signerOf(hre: HardhatRuntimeEnvironment, args: SignerArgs): Promise<Signer> {
  if (args.keystore !== undefined) {
    const { unlockKeystore } = await import("./keystore");
    return (await unlockKeystore(args.keystore)).connect(hre.ethers.provider);
  }
  const accounts = await hre.ethers.getSigners();
  const wanted = args.signer ?? "0";
  const found = /^\d+$/.test(wanted)
    ? accounts[Number(wanted)]
    : accounts.find((account) => account.address.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const { BadInputError } = await import("../../src/shared/errors");
  throw new BadInputError(
    "UnknownSigner",
    `The network "${hre.network.name}" has ${accounts.length} accounts; ${wanted.slice(0, 42)} is none of them.`,
    "Name one by --signer <index or address>, or a keystore by --keystore <file>.",
  );
}

/** Gwei from the command line as wei. */
export async function sendLimits(args: { readonly maxFee?: string }): Promise<{ maxFeePerGas?: bigint }> {
  if (args.maxFee === undefined) return {};
  const { parseUnits } = await import("ethers");
  const { BadInputError } = await import("../../src/shared/errors");
  try {
    return { maxFeePerGas: parseUnits(args.maxFee, "gwei") };
  } catch {
    throw new BadInputError("BadNumber", `--max-fee ${args.maxFee} is no amount of gwei.`, "Give a number such as 25 or 1.5.");
  }
}
