import type { ShownAccount } from "../vault/accounts/account-json";
import { quote } from "../shared/wording";
import type { Colours } from "./colours";
import { page, renderTable } from "./table";

const COLUMNS = ["name", "type", "from", "key", "address"].map((head) => ({ head }));

export function renderAccounts(accounts: readonly ShownAccount[], colours: Colours): string {
  if (accounts.length === 0) return "The vault has no accounts.";
  const rows = accounts.map(({ name, type, origin, hasKey, address }) => [
    quote(name),
    type,
    origin,
    hasKey ? "here" : "in its wallet",
    address,
  ]);
  return renderTable(COLUMNS, rows, colours);
}

/** What stands there before a password is asked for: what one is about to restore. */
export function renderAbout(accounts: readonly { readonly address: string; readonly name: string }[]): string {
  const lines = accounts.map(({ address, name }) => `  ${address}${name === "" ? "" : `  ${quote(name)}`}`);
  return [accounts.length === 1 ? "The file is of this account:" : "The file is of these accounts:", ...lines].join(
    "\n",
  );
}

export interface RestoredPage {
  readonly accounts: readonly ShownAccount[];
  readonly vault: string;
  readonly skipped: readonly { readonly item: string; readonly reason: string }[];
  /** What its holder should know: other chains' keys, what a phrase alone cannot bring back. */
  readonly notes: readonly string[];
  readonly next?: string;
}

export function renderRestored({ accounts, vault, skipped, notes, next }: RestoredPage, colours: Colours): string {
  return page(
    [`✔ In the vault ${quote(vault)}`, ...accounts.map(lineOf)].join("\n"),
    skipped.map(({ item, reason }) => colours.dim(`- ${item}: ${reason}`)).join("\n"),
    notes.map((note) => `! ${note}`).join("\n"),
    next === undefined ? "" : `Next\n  ${next}`,
  );
}

function lineOf({ name, address, type, evm }: ShownAccount): string {
  return `  ${quote(name)}  ${address}  ${type}${evm ? "" : ", kept for its own wallets: this chain knows no such keys"}`;
}
