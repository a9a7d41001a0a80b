import { mergeItem, type Merged, type MergeRule } from "./merge-item";

/** What a person is told of an import. */
export interface MergeNotes {
  readonly added: readonly AddedItem[];
  readonly skipped: readonly { readonly item: string; readonly reason: string }[];
  readonly replaced: readonly ReplacedItem[];
}

export interface AddedItem {
  readonly sort: SortName;
  readonly item: string;
}

/** An item of ours that is not as it was. */
export interface ReplacedItem {
  readonly item: string;
  readonly reason: string;
}

export type SortName = "identities" | "accounts" | "addresses" | "claims";

/** One sort of items: how they are recognised, named and merged. */
export interface Sort<T> {
  readonly name: SortName;
  readonly rule: MergeRule<T>;
  keyOf(item: T): string;
  describe(item: T): string;
}

export interface MergedList<T> extends MergeNotes {
  readonly items: readonly T[];
}

/** Ours in their order, then what only theirs holds. */
export function mergeList<T extends object>(
  sort: Sort<T>,
  ours: readonly T[],
  theirs: readonly T[],
  overwrite: boolean,
): MergedList<T> {
  const items = new Map(ours.map((item) => [sort.keyOf(item), item]));
  const notes = { added: [] as AddedItem[], skipped: [] as ReplacedItem[], replaced: [] as ReplacedItem[] };
  for (const their of theirs) {
    const key = sort.keyOf(their);
    const our = items.get(key);
    if (our === undefined) {
      items.set(key, their);
      notes.added.push({ sort: sort.name, item: sort.describe(their) });
      continue;
    }
    const merged = mergeItem(our, their, sort.rule, overwrite);
    items.set(key, merged.item);
    if (merged.changed.length > 0) notes.replaced.push({ item: sort.describe(our), reason: whatChanged(our, merged) });
    if (merged.changed.length === 0 || (merged.conflicts.length > 0 && !overwrite)) {
      notes.skipped.push({ item: sort.describe(our), reason: whatStayed(our, merged) });
    }
  }
  return { items: [...items.values()], ...notes };
}

function whatChanged<T extends object>(our: T, { item, changed }: Merged<T>): string {
  const others = changed.filter((member) => member !== "name");
  const parts = [
    ...(changed.includes("name") ? [`Replaces name: ${nameOf(our)} by ${nameOf(item)}`] : []),
    ...(others.length > 0 ? [`Takes from the file: ${others.join(", ")}`] : []),
  ];
  return parts.join(". ");
}

function whatStayed<T extends object>(our: T, { conflicts }: Merged<T>): string {
  const others = conflicts.filter((member) => member !== "name");
  const exists = conflicts.includes("name") ? `Already exists as: ${nameOf(our)}` : "Already exists";
  return others.length === 0 ? exists : `${exists}. The file has another ${others.join(", ")}`;
}

function nameOf(item: object): string {
  return "name" in item && typeof item.name === "string" ? item.name : "";
}
