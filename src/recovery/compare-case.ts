import type { StoredCase, StoredStep } from "../store/read-case";
import type { OutcomeRow, TransactionRow } from "../store/tables.types";
import type { AuditDifference, PlacedTransaction } from "./audit.types";
import type { CaseFile } from "./case-file.types";
import { isSettled } from "./outcome";

/** A fact as two sources have it. */
type Fact = Omit<AuditDifference, "reorganised" | "source"> & { readonly reorganised?: boolean };

/** Every fact that the store shares with the chain: the case, its transactions, its decisions and its tokens. */
export function factsOfStore(file: CaseFile, stored: StoredCase, placed: readonly PlacedTransaction[]): Fact[] {
  return [
    ...factsOfCase(file, stored),
    ...stored.steps.flatMap(({ transactions }) => transactions.flatMap((row) => factsOfTransaction(row, placed))),
    ...stored.steps.flatMap((step) => factsOfStep(file, step)),
    ...settledOutcomes(stored).flatMap((row) => factsOfOutcome(file, row)),
  ];
}

/** Where the store has a transaction of a case in a block, the chain must have it in that very block. */
export function factsOfTransaction(row: TransactionRow, placed: readonly PlacedTransaction[]): Fact[] {
  if ((row.status !== "confirmed" && row.status !== "reverted") || row.hash === null) return [];
  const { place } = placed.find(({ hash }) => hash === row.hash) ?? {};
  const stored = `${row.status} in block ${row.block ?? "?"} ${row.block_hash ?? ""}`.trim();
  const chain =
    place === undefined
      ? "in no block"
      : `${place.succeeded ? "confirmed" : "reverted"} in block ${place.block} ${place.blockHash}`;
  return [{ what: `transaction ${row.hash}`, chain, other: stored, reorganised: true }];
}

function factsOfCase({ view, agent, chainId }: CaseFile, stored: StoredCase): Fact[] {
  return [
    { what: "chain", chain: chainId.toString(), other: stored.chain_id },
    { what: "recovery agent", chain: agent, other: stored.agent },
    { what: "lost wallet", chain: view.recovery.lostWallet, other: stored.lost_wallet },
    { what: "new wallet", chain: view.recovery.newWallet, other: stored.new_wallet },
  ];
}

/** What a step that is done must have left in the chain. */
function factsOfStep({ view }: CaseFile, { verb, status, transactions }: StoredStep): Fact[] {
  if (status !== "done") return [];
  const happened = new Set(view.timeline.map(({ what }) => what));
  const left = LEFT_BY[verb];
  if (left === undefined) return [];
  const chain = left.some((what) => happened.has(what)) ? "done" : "not done";
  const signer = transactions.find(({ status: state }) => state === "confirmed")?.signer;
  return [{ what: `${verb}${signer === undefined ? "" : ` by ${signer}`}`, chain, other: "done" }];
}

const LEFT_BY: Readonly<Partial<Record<StoredStep["verb"], readonly string[]>>> = {
  propose: ["proposed"],
  approve: ["approved"],
  contest: ["contested"],
  uphold: ["upheld"],
  cancel: ["cancelled", "closed as expired"],
  execute: ["executed"],
  retry: ["executed"],
};

/** The last word of the store on each token that it has as done. */
function settledOutcomes({ steps }: StoredCase): OutcomeRow[] {
  const last = new Map<string, OutcomeRow>();
  for (const row of steps.flatMap(({ outcomes }) => outcomes)) {
    if (row.outcome === "recovered" || row.outcome === "nothing held") last.set(row.token, row);
  }
  return [...last.values()];
}

function factsOfOutcome({ view }: CaseFile, row: OutcomeRow): Fact[] {
  const token = view.tokens.find(({ address }) => address === row.token);
  const what = `token ${row.token}`;
  const other = inWords(row.outcome, row.amount, row.frozen, row.wallet_frozen !== 0);
  if (token === undefined) return [{ what, chain: "not of the case", other }];
  const { outcome, amount, frozen, walletFrozen } = token;
  if (!isSettled(outcome)) return [{ what, chain: outcome, other }];
  return [{ what, chain: inWords(outcome, amount.toString(), frozen.toString(), walletFrozen), other }];
}

function inWords(outcome: string, amount: string, frozen: string, walletFrozen: boolean): string {
  return `${outcome}, ${amount} of which ${frozen} frozen${walletFrozen ? ", wallet frozen" : ""}`;
}
