import type { Inventory } from "../vault/inventory";
import type { MergeNotes } from "../vault/merge/merge-list";
import { quote } from "../shared/wording";
import { counted } from "../shared/wording";
import type { Colours } from "./colours";
import { shellWord } from "./commands";
import { page } from "./table";

/** A vault's or a backup's content: identities with their accounts, then what there is of each sort. */
export function renderInventory({ identities, accounts, addresses, claims }: Inventory): string {
  const lines = identities.flatMap(({ name, address, accounts: own }) => [
    `  ${quote(name)}  ${address}`,
    ...own.map((account) => `    account ${account}`),
  ]);
  const counts = [
    counted(identities.length, "identity", "identities"),
    counted(accounts, "account"),
    counted(addresses, "address", "addresses"),
    counted(claims, "claim"),
  ];
  return [...lines, `  ${counts.join(", ")}`].join("\n");
}

export interface ImportPage {
  readonly vault: string;
  readonly from: string;
  readonly isDryRun: boolean;
  readonly notes: MergeNotes;
  readonly inventory: Inventory;
  readonly warnings: readonly string[];
}

export function renderImport(shown: ImportPage, colours: Colours): string {
  const { notes, isDryRun } = shown;
  const headline = isDryRun
    ? `${colours.bold("Nothing was changed.")} This import would do the following.`
    : `✔ Imported ${quote(shown.from)} into ${quote(shown.vault)}`;
  return page(
    headline,
    list(
      "Added",
      notes.added.map(({ item }) => `+ ${item}`),
    ),
    list(
      "Replaced",
      notes.replaced.map(({ item, reason }) => `~ ${item}: ${reason}`),
    ),
    list(
      "Skipped",
      notes.skipped.map(({ item, reason }) => `- ${item}: ${reason}`),
    ),
    list(
      "Mind",
      shown.warnings.map((warning) => `! ${warning}`),
    ),
    `${isDryRun ? "The vault would hold" : "The vault holds"}\n${renderInventory(shown.inventory)}`,
  );
}

export function renderNewPassword(vault: string): string {
  return [
    `✔ ${quote(vault)} opens with the new password, and no longer with the old one`,
    "",
    "Copies and backups that were made before still open with theirs. Where somebody else may know the old password, delete",
    "them, and move into a vault with a new key:",
    `  npx hardhat vault export --vault ${shellWord(vault)} --out moved.json`,
    "  npx hardhat vault import --in moved.json --vault new-vault.json",
  ].join("\n");
}

export function renderExport(file: string, inventory: Inventory): string {
  return page(
    `✔ A backup, encrypted in ${quote(file)}, which only you can read`,
    renderInventory(inventory),
    "Keep the file and its password, each in a place of its own. Accounts keep passwords of their own in it.",
    `Next, on another computer:\n  npx hardhat vault import --in ${shellWord(file)}`,
  );
}

/** Most losses need no recovery on chain: the end of a preview, where a backup is there. */
export function renderVaultHint(lostWallet: string): string {
  return [
    "",
    "",
    "Try this first: a backup of a vault that this wallet opens is in the store. If its holder can still sign with it, or",
    "has recovery shares, nothing has to be recovered on chain.",
    `  npx hardhat vault pull --account ${lostWallet} --out vault-copy.json`,
  ].join("\n");
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}
