import type { Chain } from "../../../src/chain/connect";
import { handOverBatch } from "../../../src/recovery/batch-hand-over";
import type { EntryReport, Outlook } from "../../../src/recovery/batch.types";
import { encodeSafeBatches } from "../../../src/recovery/files/safe-batch";
import { renderEntry } from "../../../src/report/render-batch";
import type { AccessPort } from "../../../src/recovery/close-access";
import { counted } from "../../../src/shared/wording";
import type { Store } from "../../../src/store/open-store";
import { requireFree } from "../../io/files";
import type { TaskOutput } from "../../io/run";
import type { BatchArgs } from "../batch";
import { freeName, writeSafeFiles } from "./safe-files";

const DEFAULT_NAME = "safe-incident.json";

interface Exporting {
  readonly due: readonly Outlook[];
  readonly parallel: number;
  readonly store: Store;
  readonly access: AccessPort | undefined;
  readonly sender: string;
}

/** The next step of every case goes into files for whoever sends them: `recovery batch --export` again settles them. */
export async function exportBatch(
  chain: Chain,
  args: BatchArgs,
  { due, parallel, store, access, sender }: Exporting,
  out: TaskOutput,
): Promise<EntryReport[]> {
  const { out: path = DEFAULT_NAME } = args;
  await requireFree(freeName(path));
  return handOverBatch({ chain, store, allowed: args }, due, {
    sender,
    parallel,
    access,
    write: async ({ steps, calls, gas }) => {
      const name = `Regain: ${counted(steps.length, "recovery", "recoveries")}`;
      const description = `${counted(steps.length, "step")} of an incident. Give it at least ${gas} gas.`;
      const terms = { chainId: chain.chainId, sender, name, description, createdAt: Date.now() };
      const files = await writeSafeFiles(freeName(path), encodeSafeBatches(calls, terms));
      const named = files.join(", ");
      out.progress(`  ${named}: ${counted(calls.length, "transaction")}, at least ${gas} gas`);
      return named;
    },
    onProgress: (progress) => {
      out.progress(renderEntry(progress));
    },
  });
}
