import type { ContractTransaction, Signer } from "ethers";
import { decodeEvents, findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { asStruct } from "../chain/preview";
import { send, type SendLimits, type Sent } from "../chain/send";
import { readStanding, releaseVerifiedCall } from "../chain/standing";
import { surveyAfterwards } from "./afterwards";
import { gasFor } from "./gas";
import type { StepResult } from "./propose";
import type { Recovery } from "./recovery";

export interface Reassignment extends StepResult {
  /** Wallets that belong to the replacement identity now. */
  readonly reassigned: readonly string[];
  /** Tokens whose compliance did not enter it in its books. */
  readonly notAttributed: readonly string[];
}

/** In one transaction: each wallet is written to the registry, and to the books of every token. */
const WALLETS_AT_ONCE = 20;

/** Moves the person's other wallets to the replacement identity. Sends nothing when there are none. */
export async function reassignWallets(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits: SendLimits = {},
): Promise<Reassignment> {
  const recovery = await findRecovery(chain, caseId);
  const sent: Sent[] = [...(limits.done ?? [])];
  for (const { call, gasLimit } of await reassignCalls(chain, recovery, caseId)) {
    sent.push(await send(chain, signer, call, { ...limits, gasLimit }));
  }
  const events = decodeEvents(
    chain,
    caseId,
    sent.flatMap(({ receipt }) => receipt.logs),
  );
  const valuesOf = (event: string, value: string): string[] =>
    events.filter(({ name }) => name === event).map(({ values }) => values[value] as string);
  return {
    caseId,
    reassigned: valuesOf("WalletReassigned", "wallet"),
    notAttributed: [...new Set(valuesOf("HoldingsNotAttributed", "token"))],
    transactions: sent.map(({ hash, gas }) => ({ hash, gas })),
  };
}

/** What moves the person's other wallets; no call when there are none. */
export async function reassignCalls(
  chain: Chain,
  recovery: Recovery,
  caseId: string,
): Promise<{ readonly call: ContractTransaction; readonly gasLimit: bigint }[]> {
  const { lostIdentity } = await chain.agent.caseOf(caseId);
  const { movableWallets } = await surveyAfterwards(chain, recovery, lostIdentity);
  const gasLimit = gasFor("reassign", recovery.tokens.length * Math.min(WALLETS_AT_ONCE, movableWallets.length));
  const calls = [];
  for (let first = 0; first < movableWallets.length; first += WALLETS_AT_ONCE) {
    const wallets = movableWallets.slice(first, first + WALLETS_AT_ONCE);
    calls.push({ call: await chain.agent.reassign.populateTransaction(asStruct(recovery), wallets), gasLimit });
  }
  return calls;
}

/** Lets a new wallet go that is verified by now. Sends nothing when it does not wait. */
export async function releaseNewWallet(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits: SendLimits = {},
): Promise<StepResult> {
  const { registry, newWallet } = await findRecovery(chain, caseId);
  const isWaiting = (await readStanding(chain, registry, newWallet)) === "awaiting verification";
  const sent: Sent[] = [...(limits.done ?? [])];
  if (isWaiting) sent.push(await send(chain, signer, await releaseVerifiedCall(chain, registry, newWallet), limits));
  return { caseId, transactions: sent.map(({ hash, gas }) => ({ hash, gas })) };
}
