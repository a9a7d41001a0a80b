import { getAddress, toBeHex, type Log } from "ethers";
import { IIdentityRegistryStorage__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistryStorage__factory";
import type { Chain } from "./connect";
import type { Standing } from "./enums";
import { searchLogs } from "./events";
import { registeredIdentity } from "./registry";
import { readStanding, storageOf } from "./standing";

/** A further wallet that is registered under the identity of a lost one. */
export interface OtherWallet {
  readonly address: string;
  /** Null on a registry that keeps no standings. */
  readonly standing: Standing | null;
}

export interface OtherWallets {
  readonly wallets: readonly OtherWallet[];
  /** Whether the node told the registry's whole history: otherwise there may be more. */
  readonly complete: boolean;
}

/** How often one search may ask the node for logs: a preview must not wait for a node that answers for few blocks. */
const MOST_QUESTIONS = 60;
const abi = IIdentityRegistryStorage__factory.createInterface();
const STORED = abi.getEvent("IdentityStored").topicHash;
const MODIFIED = abi.getEvent("IdentityModified").topicHash;

/** The wallets that a registry has under an identity now, but for those that the case is about. */
export async function findOtherWallets(
  chain: Chain,
  registry: string,
  identity: string,
  known: readonly string[],
): Promise<OtherWallets> {
  const address = await storageOf(chain, registry);
  if (address === "" || BigInt(identity) === 0n) return { wallets: [], complete: true };
  const { candidates, complete } = await findCandidates(chain, address, identity);
  const wallets = await Promise.all(
    candidates
      .filter((wallet) => !known.includes(wallet))
      .map(async (wallet) => ({
        address: wallet,
        identity: await registeredIdentity(chain, registry, wallet).catch(() => ""),
        standing: await readStanding(chain, registry, wallet),
      })),
  );
  const standing = wallets.filter((wallet) => wallet.identity === identity && wallet.standing !== "lost");
  return { wallets: standing.map(({ address, standing }) => ({ address, standing })), complete };
}

/**
 * Every wallet that was ever stored under the identity, or under one that this identity replaced: a replacement's event
 * names both identities, and no wallet.
 */
async function findCandidates(
  chain: Chain,
  address: string,
  identity: string,
): Promise<{ readonly candidates: string[]; readonly complete: boolean }> {
  const seen = new Set([identity]);
  const candidates = new Set<string>();
  let complete = true;
  for (const each of seen) {
    const topics = [[STORED, MODIFIED], null, toBeHex(each, 32)];
    const found = await searchLogs(chain, { address, topics }, Math.ceil(MOST_QUESTIONS / seen.size));
    complete &&= found.complete;
    for (const log of found.logs) {
      if (log.topics[0] === MODIFIED) seen.add(firstAddress(log));
      else candidates.add(firstAddress(log));
    }
  }
  return { candidates: [...candidates], complete };
}

function firstAddress({ topics }: Log): string {
  return getAddress(`0x${(topics[1] ?? "").slice(-40)}`);
}
