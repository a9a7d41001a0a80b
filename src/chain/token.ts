import { concat, zeroPadValue } from "ethers";
import { IAgentRole__factory } from "../../typechain-types/factories/contracts/interfaces/IAgentRole__factory";
import { IERC3643__factory } from "../../typechain-types/factories/contracts/interfaces/IERC3643__factory";
import { IToken__factory } from "../../typechain-types/factories/contracts/token/IToken__factory";
import type { Chain } from "./connect";
import { addressIn, isHoldings, isTrue, numberIn, textIn } from "./reader/replies";
import { readEach, readMany, type Reply } from "./reader/read-many";

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
  /** Whether it tells a wallet's whole holding at once, as tokens of our suite do. */
  readonly tellsHoldings: boolean;
}

const NOBODY = "0x0000000000000000000000000000000000000000";

const tokenAbi = IERC3643__factory.createInterface();
const suiteTokenAbi = IToken__factory.createInterface();
const agentRoleAbi = IAgentRole__factory.createInterface();

/** Reads a token. What a token does not answer is shown as nothing: execution will name it. */
export async function readToken(chain: Chain, address: string, wallet: string): Promise<TokenFacts> {
  const [facts] = await readTokens(chain, [address], wallet);
  if (facts === undefined) throw new Error(`The token ${address} was not read.`);
  return facts;
}

/** As `readToken`, for many in as few requests as the node's gas allows. */
export async function readTokens(chain: Chain, addresses: readonly string[], wallet: string): Promise<TokenFacts[]> {
  const rows = await readMany(chain.provider, addresses, [
    { data: tokenAbi.encodeFunctionData("symbol") },
    { data: tokenAbi.encodeFunctionData("decimals") },
    { data: tokenAbi.encodeFunctionData("identityRegistry") },
    { data: tokenAbi.encodeFunctionData("balanceOf", [wallet]) },
    { data: tokenAbi.encodeFunctionData("getFrozenTokens", [wallet]) },
    { data: tokenAbi.encodeFunctionData("isFrozen", [wallet]) },
    { data: tokenAbi.encodeFunctionData("paused") },
    { data: agentRoleAbi.encodeFunctionData("isAgent", [chain.agentAddress]) },
    { to: chain.agentAddress, data: quarantinedByCall(chain, wallet), aboutSubject: true },
    { data: suiteTokenAbi.encodeFunctionData("currentHoldingsOf", [wallet, wallet]) },
  ]);
  return rows.map((replies, index) => ({
    address: addresses[index] ?? NOBODY,
    symbol: symbolIn(replies[0]),
    decimals: decimalsIn(replies[1]),
    registry: addressIn(replies[2]) ?? NOBODY,
    balance: numberIn(replies[3]) ?? 0n,
    frozen: numberIn(replies[4]) ?? 0n,
    walletFrozen: isTrue(replies[5]),
    quarantined: isTrue(replies[8]),
    paused: isTrue(replies[6]),
    agentAdmitted: isTrue(replies[7]),
    tellsHoldings: isHoldings(replies[9]),
  }));
}

/** `quarantinedBy(wallet, …)`, to which the reader adds the token. */
function quarantinedByCall({ agent }: Chain, wallet: string): string {
  const { selector } = agent.interface.getFunction("quarantinedBy");
  return concat([selector, zeroPadValue(wallet, 32)]);
}

/** The registries that verify tokens' receivers; the zero address of a token that does not answer. */
export async function registriesOf({ provider }: Chain, tokens: readonly string[]): Promise<string[]> {
  const replies = await readEach(provider, tokens, tokenAbi.encodeFunctionData("identityRegistry"));
  return replies.map((reply) => addressIn(reply) ?? NOBODY);
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

/** Tokens' symbols and decimals, for words. */
export async function readTokenUnits(
  { provider }: Chain,
  tokens: readonly string[],
): Promise<{ symbol: string; decimals: number }[]> {
  const rows = await readMany(provider, tokens, [
    { data: tokenAbi.encodeFunctionData("symbol") },
    { data: tokenAbi.encodeFunctionData("decimals") },
  ]);
  return rows.map(([symbol, decimals]) => ({ symbol: symbolIn(symbol), decimals: decimalsIn(decimals) }));
}

/** A token's symbol and decimals, for words. */
export async function readTokenUnit(chain: Chain, token: string): Promise<{ symbol: string; decimals: number }> {
  const [unit] = await readTokenUnits(chain, [token]);
  return unit ?? { symbol: "?", decimals: 0 };
}

const symbolIn = (reply: Reply): string => printable(textIn(reply) ?? "?");
/** A `uint8`; a token that says more is not believed. */
const decimalsIn = (reply: Reply): number => {
  const value = numberIn(reply) ?? 0n;
  return value > 255n ? 0 : Number(value);
};

/** A symbol is the token's own word: nothing of it may steer a terminal. */
function printable(symbol: string): string {
  const clean = symbol.replace(/[^\x20-\x7e]/g, "?").slice(0, 16);
  return clean === "" ? "?" : clean;
}
