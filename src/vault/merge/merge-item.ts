import { canonicalJson } from "../../shared/canonical-json";

/** What becomes of one item that both sides hold. */
export interface Merged<T> {
  readonly item: T;
  /** Members in which the two differ, and of which only one could stay. */
  readonly conflicts: readonly string[];
  /** Members that are not as they were on our side. */
  readonly changed: readonly string[];
}

/** How items of one sort are merged. */
export interface MergeRule<T> {
  /** Members that recognise the item or belong to one vault: they are not compared. */
  readonly ignored: readonly string[];
  /** Whether a member says nothing yet, and so gives way without a conflict. */
  isEmpty(item: T, member: keyof T): boolean;
}

/** Ours, and what only theirs says; where both say something else, ours stays unless `overwrite`. */
export function mergeItem<T extends object>(ours: T, theirs: T, rule: MergeRule<T>, overwrite: boolean): Merged<T> {
  const item = { ...ours };
  const conflicts: string[] = [];
  const changed: string[] = [];
  for (const name of Object.keys(theirs)) {
    const member = name as keyof T;
    if (rule.ignored.includes(name) || isSame(ours[member], theirs[member])) continue;
    const isFree = rule.isEmpty(ours, member);
    const isSilent = rule.isEmpty(theirs, member);
    if (isSilent && !isFree) continue;
    const isConflict = isSilent === isFree;
    if (isConflict) conflicts.push(name);
    if (isConflict && !overwrite) continue;
    item[member] = theirs[member];
    changed.push(name);
  }
  return { item, conflicts, changed };
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson({ value: a }) === canonicalJson({ value: b });
}
