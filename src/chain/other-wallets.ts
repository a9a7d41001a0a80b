import { getAddress, toBeHex, type Log } from "ethers";
import { IIdentityRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistry__factory";
import { IIdentityRegistryStorage__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistryStorage__factory";
import type { Chain } from "./connect";
import type { Standing } from "./enums";
import { searchLogs } from "./events";
import { addressIn } from "./reader/replies";
import { readMany } from "./reader/read-many";
import { readStandings } from "./standing";

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
const registryAbi = IIdentityRegistry__factory.createInterface();
const abi = IIdentityRegistryStorage__factory.createInterface();
const STORED = abi.getEvent("IdentityStored").topicHash;
const MODIFIED = abi.getEvent("IdentityModified").topicHash;

/**
 * The wallets that a registry has under an identity now, but for those that the case is about.
 * @param storage Where the registry writes to, as far as it says
 */
export async function findOtherWallets(
  chain: Chain,
  registry: string,
  storage: string | undefined,
  identity: string,
  known: readonly string[],
): Promise<OtherWallets> {
  if (storage === undefined || BigInt(identity) === 0n) return { wallets: [], complete: true };
  const { candidates, complete } = await findCandidates(chain, storage, identity);
  const others = candidates.filter((wallet) => !known.includes(wallet));
  const [identities, standings] = await Promise.all([
    identitiesOf(chain, registry, others),
    readStandings(chain, registry, others),
  ]);
  const wallets = others
    .map((wallet, index) => ({ address: wallet, standing: standings[index] ?? null }))
    .filter(({ standing }, index) => identities[index] === identity && standing !== "lost");
  return { wallets, complete };
}

async function identitiesOf(
  { provider }: Chain,
  registry: string,
  wallets: readonly string[],
): Promise<(string | undefined)[]> {
  const data = registryAbi.getFunction("identity").selector;
  const rows = await readMany(provider, wallets, [{ to: registry, data, aboutSubject: true }]);
  return rows.map(([reply]) => addressIn(reply));
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
