import { ZeroAddress } from "ethers";
import type { Chain } from "../chain/connect";
import { servedContracts } from "../chain/served";
import { readTokens, type TokenFacts } from "../chain/token";
import { RefusedError } from "../shared/errors";

/** As many as one case can list. */
const MOST_TOKENS = 1000;

/** Where tokens may be found: what the agent serves, and what a list names. */
export interface Candidates {
  readonly served: readonly string[];
  readonly configured: readonly string[];
}

export async function findCandidates(chain: Chain, configured: readonly string[]): Promise<Candidates> {
  return { served: await servedContracts(chain), configured };
}

/** The registries of the candidates that are tokens, the most used first. */
export async function registriesOfCandidates(chain: Chain, candidates: Candidates): Promise<string[]> {
  const tokens = await readTokens(chain, allOf(candidates), ZeroAddress);
  const uses = new Map<string, number>();
  for (const { registry } of tokens) if (registry !== ZeroAddress) uses.set(registry, (uses.get(registry) ?? 0) + 1);
  return [...uses].sort(([, a], [, b]) => b - a).map(([registry]) => registry);
}

/**
 * The candidates of which a wallet holds something: a balance, or a freeze that is not a case's own.
 * @throws RefusedError TooManyTokens
 */
export async function findTokens(chain: Chain, candidates: Candidates, wallet: string): Promise<TokenFacts[]> {
  const all = await readTokens(chain, allOf(candidates), wallet);
  const held = all.filter((token) => token.registry !== ZeroAddress && isHeld(token));
  if (held.length <= MOST_TOKENS) return held;
  throw new RefusedError(
    "TooManyTokens",
    `The wallet holds ${held.length} tokens; one case lists at most ${MOST_TOKENS}.`,
    "Name them in parts with --tokens: each part is a case of its own.",
  );
}

function isHeld({ balance, frozen, walletFrozen, quarantined }: TokenFacts): boolean {
  return balance > 0n || frozen > 0n || (walletFrozen && !quarantined);
}

function allOf({ served, configured }: Candidates): string[] {
  return [...new Set([...served, ...configured])];
}
