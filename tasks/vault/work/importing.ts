import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { VaultNetwork } from "../../../src/vault/vault-file.types";
import { inventoryOf } from "../../../src/vault/inventory";
import type { MergeNotes } from "../../../src/vault/merge/merge-list";
import { planMerge, type MergePlan } from "../../../src/vault/merge/plan-merge";
import { EMPTY_PAYLOAD } from "../../../src/vault/payload";
import { renderImport } from "../../../src/report/render-vault";
import type { TaskOutput, TaskResult } from "../../io/run";
import { coloursFor } from "../../io/terminal";
import type { ImportArgs } from "../import";
import { withVault, type LockedVault } from "./locked-vault";
import { isNetworkChosen, networkOf, requireSameNetwork } from "./network";
import type { ImportedItems, ImportSource } from "./sources";

/** Merges a file's items into the vault in one write, or says what that would do. */
export async function importSource(
  hre: HardhatRuntimeEnvironment,
  args: ImportArgs,
  source: ImportSource,
  out: TaskOutput,
): Promise<TaskResult> {
  return withVault(args.vault, out, async (locked) => {
    const network = await targetNetwork(hre, locked, source, args.in);
    const imported = await source.open(network);
    return resultOf(args, await merge(locked, network, source, imported, args), imported.warnings);
  });
}

/** The vault's own network; for a new vault that of the file, unless somebody chose another. */
async function targetNetwork(
  hre: HardhatRuntimeEnvironment,
  { file }: LockedVault,
  { network }: ImportSource,
  path: string,
): Promise<VaultNetwork> {
  if (file === undefined && network !== undefined && !isNetworkChosen(hre)) return network;
  const ours = file?.header.network ?? (await networkOf(hre));
  if (network !== undefined) requireSameNetwork(ours, network, path);
  return ours;
}

async function merge(
  locked: LockedVault,
  network: VaultNetwork,
  source: ImportSource,
  { items }: ImportedItems,
  { dryRun, overwrite }: ImportArgs,
): Promise<MergePlan> {
  if (dryRun && locked.file === undefined) return planMerge(EMPTY_PAYLOAD, items, overwrite);
  const vault = await locked.open(network);
  source.requireCompatible?.(items, vault.payload);
  const plan = planMerge(vault.payload, items, overwrite);
  if (!dryRun) await locked.save(vault, plan.result);
  return plan;
}

/** What the vault holds now, and what became of each item of the file. */
export function resultOf(
  args: Pick<ImportArgs, "vault" | "in" | "dryRun">,
  plan: MergePlan,
  warnings: readonly string[],
): TaskResult {
  const inventory = inventoryOf(plan.result);
  const shown = { vault: args.vault, from: args.in, isDryRun: args.dryRun, notes: plan, inventory, warnings };
  return {
    text: renderImport(shown, coloursFor(process.stdout)),
    json: {
      ...inventory,
      added: addedBySort(plan),
      skipped: plan.skipped,
      replaced: plan.replaced,
      warnings,
      dryRun: args.dryRun,
    },
  };
}

function addedBySort({ added }: MergeNotes): Readonly<Record<string, number>> {
  const counts = { identities: 0, accounts: 0, addresses: 0, claims: 0 };
  for (const { sort } of added) counts[sort] += 1;
  return counts;
}
