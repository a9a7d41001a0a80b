import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { VaultNetwork } from "../../../src/vault/vault-file.types";
import { BadInputError } from "../../../src/shared/errors";

/**
 * The chosen network, as a new vault keeps it. The embedded network begins anew with every command, so it has no genesis
 * block to compare; neither has a node that does not answer, since a vault is made offline, too.
 */
export async function networkOf(hre: HardhatRuntimeEnvironment): Promise<VaultNetwork> {
  const { name, config, provider } = hre.network;
  if (name === "hardhat") return { chainId: String(config.chainId ?? 31337), genesisHash: null };
  try {
    const { chainId } = await hre.ethers.provider.getNetwork();
    const genesis = (await provider.send("eth_getBlockByNumber", ["0x0", false])) as { hash?: string } | null;
    return { chainId: String(chainId), genesisHash: genesis?.hash ?? null };
  } catch (error) {
    if (config.chainId === undefined) throw error;
    return { chainId: String(config.chainId), genesisHash: null };
  }
}

export const CHOOSE_NETWORK = "Choose the vault's network with --network.";

/** Whether somebody chose the network, rather than taking the embedded one that is there anyway. */
export function isNetworkChosen(hre: HardhatRuntimeEnvironment): boolean {
  return hre.network.name !== "hardhat";
}

/** @throws BadInputError WrongNetwork, before a password is asked for */
export function requireSameNetwork(
  ours: VaultNetwork,
  theirs: VaultNetwork,
  what: string,
  next = "Import it into a vault of its own: name another file with --vault.",
): void {
  const isOther =
    ours.chainId !== theirs.chainId ||
    (ours.genesisHash !== null && theirs.genesisHash !== null && ours.genesisHash !== theirs.genesisHash);
  if (!isOther) return;
  throw new BadInputError(
    "WrongNetwork",
    `${what} is for ${nameOf(theirs)}, but the vault is for ${nameOf(ours)}.`,
    next,
  );
}

function nameOf({ chainId, genesisHash }: VaultNetwork): string {
  return `chain ${chainId}${genesisHash === null ? "" : ` (genesis ${genesisHash.slice(0, 10)}…)`}`;
}
