import { reasonOf } from "./obstacles";
import type { HeldToken } from "./token-table";

/** One token in every `--json` output. Amounts are decimal strings in base units. */
export interface TokenJson {
  readonly address: string;
  readonly symbol: string;
  readonly balance: string;
  readonly frozen: string;
  readonly walletFrozen: boolean;
  readonly outcome: string;
  readonly reason: string;
}

export function tokenJson(token: HeldToken): TokenJson {
  const { address, symbol, walletFrozen, outcome } = token;
  return {
    address,
    symbol,
    balance: token.amount.toString(),
    frozen: token.frozen.toString(),
    walletFrozen,
    outcome,
    reason: reasonOf(token),
  };
}

export interface TransactionJson {
  readonly hash: string;
  readonly gas: number;
}

export function transactionJson({ hash, gas }: { readonly hash: string; readonly gas: bigint }): TransactionJson {
  return { hash, gas: Number(gas) };
}
