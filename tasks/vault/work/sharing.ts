import type { VaultFile } from "../../../src/vault/vault-file.types";
import { BadInputError, NotAuthorizedError } from "../../../src/shared/errors";
import { encodeShare, LARGEST_SHARE, parseShare } from "../../../src/vault/share-file";
import { makeShareSlot, openShareSlot } from "../../../src/vault/slots/share-slot";
import { openByKey, withSlot, type OpenVault } from "../../../src/vault/vault";
import { OWNER_ONLY, readText, requireFree, writeNew } from "../../io/files";
import { parseIndex } from "../../io/parameters";
import type { TaskResult } from "../../io/run";
import type { LockedVault } from "./locked-vault";

interface WantedShares {
  readonly shares: string;
  readonly threshold: string;
  readonly out: string;
}

/** Writes the shares first: a vault whose shares are not all there keeps the slot that it had. */
export async function writeShares(vault: OpenVault, locked: LockedVault, wanted: WantedShares): Promise<TaskResult> {
  const { shares: count, threshold } = parseCounts(wanted);
  const files = Array.from({ length: count }, (_, index) => `${wanted.out}-${index + 1}.json`);
  for (const file of files) await requireFree(file);
  const { vaultId } = vault.header;
  const { slot, shares } = await makeShareSlot(vaultId, vault.dataKey, { shares: count, threshold });
  for (const [index, share] of shares.entries()) {
    const text = encodeShare({ vaultId, set: slot.set, number: index + 1, threshold, share });
    await writeNew(files[index] ?? "", text, OWNER_ONLY);
  }
  await locked.save(withSlot(vault, slot, ({ kind }) => kind === "shamir"));
  const lines = [
    `✔ ${count} recovery shares, any ${threshold} of which open the vault; earlier shares no longer do`,
    "",
    ...files.map((file) => `  ${file}`),
    "",
    "Give each to somebody else, and delete it here. The shares need the vault's file, too: give that to anybody.",
  ];
  return { text: lines.join("\n"), json: { vaultId, threshold, files } };
}

/** Opens the vault by shares. @throws NotAuthorizedError SharesRefused, which says what is wrong with them */
export async function openByShares(file: VaultFile, paths: readonly string[]): Promise<OpenVault> {
  const { vaultId, slots } = file.header;
  const shares = await Promise.all(
    paths.map(async (path) => parseShare(await readText(path, "the share", LARGEST_SHARE), path)),
  );
  const slot = slots.find((each) => each.kind === "shamir");
  if (slot === undefined) throw sharesRefused("the vault has no recovery shares");
  const stray = shares.findIndex((share) => share.vaultId !== vaultId || share.set !== slot.set);
  if (stray >= 0) throw sharesRefused(`${paths[stray] ?? ""} is of another vault, or was replaced by later shares`);
  const distinct = new Map(shares.map((share) => [share.number, share.share]));
  if (distinct.size < slot.threshold) {
    throw sharesRefused(`${distinct.size} different shares were given, and ${slot.threshold} are needed`);
  }
  const dataKey = await openShareSlot(slot, vaultId, [...distinct.values()]);
  if (dataKey === undefined) throw sharesRefused("they do not belong together");
  return openByKey(file, dataKey);
}

function parseCounts({ shares, threshold }: WantedShares): { shares: number; threshold: number } {
  const counts = {
    shares: parseIndex(shares, "number of shares", 255),
    threshold: parseIndex(threshold, "threshold", 255),
  };
  if (counts.threshold >= 2 && counts.threshold <= counts.shares) return counts;
  throw new BadInputError(
    "BadNumber",
    `A threshold of ${threshold} of ${shares} shares is none: from 2 up to the number of shares it can be.`,
    "Choose 3 of 5, for one.",
  );
}

function sharesRefused(why: string): NotAuthorizedError {
  const message = `The recovery shares do not open the vault: ${why}. Nothing was changed.`;
  return new NotAuthorizedError(
    "SharesRefused",
    message,
    "Name the files with commas between: --shares a.json,b.json,c.json",
  );
}
