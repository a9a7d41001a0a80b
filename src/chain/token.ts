import { IAgentRole__factory } from "../../typechain-types/factories/contracts/interfaces/IAgentRole__factory";
import { IERC3643__factory } from "../../typechain-types/factories/contracts/interfaces/IERC3643__factory";
import type { Chain } from "./connect";

/** One token's state for one wallet. Amounts in base units. */
export interface TokenFacts {
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly registry: string;
  readonly balance: bigint;
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
  readonly quarantined: boolean;
  readonly paused: boolean;
  readonly agentAdmitted: boolean;
}

const NOBODY = "0x0000000000000000000000000000000000000000";

/** Reads a token. What a token does not answer is shown as nothing: execution will name it. */
export async function readToken(chain: Chain, address: string, wallet: string): Promise<TokenFacts> {
  const token = IERC3643__factory.connect(address, chain.provider);
  const agents = IAgentRole__factory.connect(address, chain.provider);
  const [symbol, decimals, registry, balance, frozen, walletFrozen, paused, agentAdmitted, quarantine] =
    await Promise.all([
      token.symbol().catch(() => "?"),
      token.decimals().catch(() => 0n),
      token.identityRegistry().catch(() => NOBODY),
      token.balanceOf(wallet).catch(() => 0n),
      token.getFrozenTokens(wallet).catch(() => 0n),
      token.isFrozen(wallet).catch(() => false),
      token.paused().catch(() => false),
      agents.isAgent(chain.agentAddress).catch(() => false),
      chain.agent.quarantinedBy(wallet, address),
    ]);
  return {
    address,
    symbol: printable(symbol),
    decimals: Number(decimals),
    registry,
    balance,
    frozen,
    walletFrozen,
    quarantined: BigInt(quarantine) !== 0n,
    paused,
    agentAdmitted,
  };
}

/** The registry that verifies a token's receivers; the zero address when the token does not answer. */
export async function registryOf(chain: Chain, address: string): Promise<string> {
  return IERC3643__factory.connect(address, chain.provider)
    .identityRegistry()
    .catch(() => NOBODY);
}

/** What a wallet holds of a token, in base units; nothing when the token does not answer. */
export async function balanceOn(chain: Chain, address: string, wallet: string): Promise<bigint> {
  return IERC3643__factory.connect(address, chain.provider)
    .balanceOf(wallet)
    .catch(() => 0n);
}

/** Whether a wallet as a whole is frozen; true when the token does not answer, since nothing can be done about it. */
export async function isFrozenOn(chain: Chain, address: string, wallet: string): Promise<boolean> {
  return IERC3643__factory.connect(address, chain.provider)
    .isFrozen(wallet)
    .catch(() => true);
}

/** A token's symbol and decimals, for words. */
export async function readTokenUnit(chain: Chain, address: string): Promise<{ symbol: string; decimals: number }> {
  const token = IERC3643__factory.connect(address, chain.provider);
  const [symbol, decimals] = await Promise.all([token.symbol().catch(() => "?"), token.decimals().catch(() => 0n)]);
  return { symbol: printable(symbol), decimals: Number(decimals) };
}

/** A symbol is the token's own word: nothing of it may steer a terminal. */
function printable(symbol: string): string {
  const clean = symbol.replace(/[^\x20-\x7e]/g, "?").slice(0, 16);
  return clean === "" ? "?" : clean;
}
