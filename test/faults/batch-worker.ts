/** A worker's process on a batch, as `recovery batch` runs it: once through all entries, as far as each can go. */
import { connectChain } from "../../src/chain/connect";
import { connectNode } from "../../src/chain/node";
import { runBatch } from "../../src/recovery/batch";
import { lookAhead } from "../../src/recovery/batch-outlook";
import type { BatchEntry, EntryReport } from "../../src/recovery/batch.types";
import { openStore } from "../../src/store/open-store";
import type { StorePlace } from "../../src/store/place";
import { accountAt } from "./anvil";
import { dieAtMoment } from "./moments";
import { ordersGiven } from "./program";
import { PLACES } from "./world";

/** What a worker is to do. */
export interface BatchOrders {
  readonly url: string;
  readonly agent: string;
  readonly place: StorePlace;
  readonly who: keyof typeof PLACES;
  readonly entries: readonly BatchEntry[];
  readonly parallel: number;
  /** The moment at which it dies: see moments.ts. */
  readonly dieAt?: number;
}

/** What it says in the end. */
export interface BatchEnded {
  readonly reports: readonly EntryReport[];
  readonly moments: number;
}

/** In milliseconds. A replacement would be a payment more. */
const PATIENCE = { stuckAfter: 600_000, giveUpAfter: 600_000 };

async function work(): Promise<BatchEnded> {
  const { url, agent, place, who, entries, parallel, dieAt } = ordersGiven() as BatchOrders;
  const node = await connectNode(url);
  const moments = dieAtMoment(node, dieAt);
  const chain = await connectChain(node, agent);
  const store = await openStore(place);
  const worker = { chain, store, signer: accountAt(PLACES[who], node) };
  try {
    const outlooks = await lookAhead(worker, entries, { parallel });
    const reports = await runBatch(worker, outlooks, { parallel, patience: PATIENCE });
    return { reports, moments: moments.count };
  } finally {
    await store.close();
    node.destroy();
  }
}

void work().then((ended) => process.stdout.write(`${JSON.stringify(ended)}\n`));
