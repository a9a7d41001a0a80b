/** An operator's process that takes one order after another from the tests: to approve the same case as its rival. */
import { connectChain } from "../../src/chain/connect";
import { connectNode } from "../../src/chain/node";
import { approveCase } from "../../src/recovery/decide";
import { inStep } from "../../src/recovery/in-step";
import { RegainError } from "../../src/shared/errors";
import { openStore } from "../../src/store/open-store";
import type { StorePlace } from "../../src/store/place";
import { accountAt } from "./anvil";
import { PLACES } from "./world";

/** The same in every round. */
export interface Contest {
  readonly url: string;
  readonly agent: string;
  readonly place: StorePlace;
}

/** The case of a round. */
export interface Round {
  readonly caseId: string;
  readonly lostWallet: string;
  readonly newWallet: string;
}

/** How a round ended. */
export interface Ended {
  readonly exit: number;
  readonly message: string;
}

async function contend({ url, agent, place }: Contest): Promise<void> {
  const node = await connectNode(url);
  const chain = await connectChain(node, agent);
  const store = await openStore(place);
  const signer = accountAt(PLACES.custodian, node);
  process.on("message", ({ caseId, lostWallet, newWallet }: Round) => {
    const subject = { caseId, lostWallet, newWallet, verb: "approve" } as const;
    inStep(
      chain,
      () => Promise.resolve(store),
      subject,
      { patience: { longestPause: 50 } },
      (limits) => approveCase(chain, signer, caseId, limits),
    ).then(
      () => process.send?.({ exit: 0, message: "" } satisfies Ended),
      (error: unknown) => {
        const exit = error instanceof RegainError ? error.exitCode : 1;
        process.send?.({ exit, message: String(error) } satisfies Ended);
      },
    );
  });
  process.send?.("ready");
}

void contend(JSON.parse(process.argv[2] ?? "") as Contest);
