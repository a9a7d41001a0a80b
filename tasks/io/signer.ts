import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { parseAddress } from "../../src/shared/addresses";
import { BadInputError } from "../../src/shared/errors";
import { setting } from "./engine";
import { readText } from "./files";
import { parseIndex } from "./parameters";
import type { TaskOutput } from "./run";
import { askPassword } from "./terminal";

/** Who signs: `--keystore <file>`, or `--signer <index>` of the network's accounts. */
export interface SignerOptions {
  readonly keystore?: string;
  readonly signer?: string;
}

export interface ChosenSigner {
  /** Known before a password is asked for. */
  readonly address: string;
  /** Asks for the keystore's password, once, where there is one. A keystore's signer knows no chain. */
  unlock(): Promise<Signer>;
}

/** @throws BadInputError SignerMissing, ConflictingOptions, BadNumber, and what a keystore's checks throw */
export async function chooseSigner(
  hre: HardhatRuntimeEnvironment,
  options: SignerOptions,
  out: TaskOutput,
): Promise<ChosenSigner> {
  const { keystore, signer } = namedIn(options);
  if (keystore !== undefined && signer !== undefined) {
    const message = "--keystore and --signer both say who signs.";
    throw new BadInputError("ConflictingOptions", message, "Give one of the two.");
  }
  if (keystore !== undefined) return fromKeystore(keystore, out);
  if (signer !== undefined) return fromNetwork(hre, signer);
  const message = "Nobody was named to sign.";
  throw new BadInputError(
    "SignerMissing",
    message,
    "Add --keystore <file> or --signer <account of the network>, or set REGAIN_KEYSTORE or REGAIN_SIGNER once.",
  );
}

/** The options, or else what the environment says once for all commands of a person. */
function namedIn({ keystore, signer }: SignerOptions): { keystore: string | undefined; signer: string | undefined } {
  if (keystore !== undefined || signer !== undefined) return { keystore, signer };
  return { keystore: setting("REGAIN_KEYSTORE"), signer: setting("REGAIN_SIGNER") };
}

/** The chosen signer, unlocked and connected to the network. */
export async function connectedSigner(
  hre: HardhatRuntimeEnvironment,
  options: SignerOptions,
  out: TaskOutput,
): Promise<Signer> {
  return (await (await chooseSigner(hre, options, out)).unlock()).connect(hre.ethers.provider);
}

async function fromKeystore(path: string, out: TaskOutput): Promise<ChosenSigner> {
  const { LARGEST_KEYSTORE, openKeystore, parseKeystore } = await import("../../src/chain/keystore");
  const keystore = parseKeystore(await readText(path, "the keystore", LARGEST_KEYSTORE));
  const open = async (): Promise<Signer> => {
    const password = await askPassword(`Password of ${path}:`);
    out.progress("Opening the keystore…");
    return openKeystore(keystore, password);
  };
  let opened: Promise<Signer> | undefined;
  return { address: keystore.address, unlock: () => (opened ??= open()) };
}

async function fromNetwork(hre: HardhatRuntimeEnvironment, wanted: string): Promise<ChosenSigner> {
  const { accountsOf, remoteAccount } = await import("./accounts");
  const named = wanted.startsWith("0x") ? parseAddress(wanted, "the signer") : undefined;
  const url = setting("REGAIN_SIGNER_URL");
  if (url !== undefined && named !== undefined) {
    const account = await remoteAccount(url, named);
    return { address: named, unlock: () => Promise.resolve(account) };
  }
  const accounts = await accountsOf(hre);
  const account =
    named === undefined
      ? accounts[parseIndex(wanted, "index of an account", Math.max(accounts.length - 1, 0))]
      : accounts.find(({ address }) => address === named);
  if (account === undefined) {
    const message = `${wanted} is none of the ${accounts.length} accounts of the network ${hre.network.name}.`;
    throw new BadInputError("SignerMissing", message, "Use --keystore <file>, or a remote signer: REGAIN_SIGNER_URL.");
  }
  return { address: account.address, unlock: () => Promise.resolve(account.signer) };
}
