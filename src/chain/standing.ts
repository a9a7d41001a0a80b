import type { ContractTransaction } from "ethers";
import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import { IToken__factory } from "../../typechain-types/factories/contracts/token/IToken__factory";
import type { Chain } from "./connect";
import { STANDINGS, type Standing } from "./enums";
import { addressIn, isHoldings, numberIn } from "./reader/replies";
import { readEach, readMany, type Reply } from "./reader/read-many";

const registryAbi = IRecoverableRegistry__factory.createInterface();
const tokenAbi = IToken__factory.createInterface();

/** Wallets' standings in a registry; null when it keeps none, as one of the standard alone. */
export async function readStandings(
  { provider }: Chain,
  registry: string,
  wallets: readonly string[],
): Promise<(Standing | null)[]> {
  const data = registryAbi.getFunction("standingOf").selector;
  const rows = await readMany(provider, wallets, [{ to: registry, data, aboutSubject: true }]);
  return rows.map(([reply]) => standingIn(reply));
}

export async function readStanding(chain: Chain, registry: string, wallet: string): Promise<Standing | null> {
  return (await readStandings(chain, registry, [wallet]))[0] ?? null;
}

/** Whether a registry keeps a wallet from sending and receiving. */
export function isHeld(standing: Standing | null): boolean {
  return standing !== null && standing !== "free";
}

interface OnRegistry {
  readonly registry: string;
  readonly lostWallet: string;
  readonly tokens: readonly string[];
}

/** Those of a case's tokens that its registry protects by one write: tokens of our suite on the same storage. */
export async function suiteTokens(chain: Chain, { registry, lostWallet, tokens }: OnRegistry): Promise<string[]> {
  if ((await readStanding(chain, registry, lostWallet)) === null) return [];
  const rows = await readMany(chain.provider, tokens, [
    { data: tokenAbi.encodeFunctionData("identityRegistry") },
    { data: tokenAbi.encodeFunctionData("currentHoldingsOf", [lostWallet, lostWallet]) },
  ]);
  const registries = rows.map(([reply, holdings]) => (isHoldings(holdings) ? addressIn(reply) : undefined));
  const known = [...new Set([registry, ...registries.filter((each) => each !== undefined)])];
  const storages = await storagesOf(chain, known);
  const [ours] = storages;
  const onStorage = new Set(known.filter((_, index) => ours !== undefined && storages[index] === ours));
  return tokens.filter((_, index) => onStorage.has(registries[index] ?? ""));
}

/** The storages that registries write to; undefined of one that does not say. */
export async function storagesOf({ provider }: Chain, registries: readonly string[]): Promise<(string | undefined)[]> {
  const replies = await readEach(provider, registries, registryAbi.encodeFunctionData("identityStorage"));
  return replies.map(addressIn);
}

/** Frees a successor that is verified by now. */
export function releaseVerifiedCall(chain: Chain, registry: string, newWallet: string): Promise<ContractTransaction> {
  return IRecoverableRegistry__factory.connect(registry, chain.provider).releaseVerified.populateTransaction(newWallet);
}

function standingIn(reply: Reply): Standing | null {
  const value = numberIn(reply);
  return value === undefined ? null : (STANDINGS[Number(value)] ?? null);
}
