import type { ContractTransaction, Signer } from "ethers";
import { decodeEvents, findRecovery, type CaseEvent } from "../chain/case";
import type { Chain } from "../chain/connect";
import { asStruct } from "../chain/preview";
import { isVerified, registeredIdentity } from "../chain/registry";
import { send, type SendLimits, type Sent } from "../chain/send";
import { readStanding } from "../chain/standing";
import { readToken, readTokenUnit, type TokenFacts } from "../chain/token";
import { RefusedError } from "../shared/errors";
import type { ExecutionReport, TokenReport } from "./case-view.types";
import { surveyAfterwards } from "./afterwards";
import { gasFor } from "./gas";
import { isSettled } from "./outcome";
import type { Recovery } from "./recovery";
import type { SignedClaim } from "../identity/claims";
import { tokenReport } from "./view-case";

/** What is told after every transaction: how many tokens were tried, and what the transaction did. */
export interface Progress {
  readonly tried: number;
  readonly total: number;
  readonly hash: string;
  readonly events: readonly CaseEvent[];
}

export type OnProgress = (progress: Progress) => void;

export interface ExecutionOptions extends SendLimits {
  readonly claims?: readonly SignedClaim[];
  readonly onProgress?: OnProgress;
}

/** Executes a ready case, in as many transactions as its tokens need. */
export async function executeCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  options: ExecutionOptions = {},
): Promise<ExecutionReport> {
  const recovery = await findRecovery(chain, caseId);
  const claims = [...(options.claims ?? [])];
  const first = await chain.agent.execute.populateTransaction(asStruct(recovery), claims);
  return runRounds(chain, signer, caseId, recovery, first, options);
}

/** Goes on with what an executed case left open. */
export async function retryCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  options: ExecutionOptions = {},
): Promise<ExecutionReport> {
  const recovery = await findRecovery(chain, caseId);
  const record = await chain.agent.caseOf(caseId);
  const isSettledAll = Number(record.settledTokens) === recovery.tokens.length && recovery.tokens.length > 0;
  if (isSettledAll && (options.done ?? []).length === 0) {
    const [registered, standing] = await Promise.all([
      registeredIdentity(chain, recovery.registry, recovery.lostWallet),
      readStanding(chain, recovery.registry, recovery.lostWallet),
    ]);
    // A registry that keeps successors keeps the lost wallet for good.
    if (BigInt(registered) === 0n || standing === "lost") return report(chain, caseId, recovery, [], []);
  }
  const first = await chain.agent.retry.populateTransaction(asStruct(recovery));
  return runRounds(chain, signer, caseId, recovery, first, options);
}

/** What transactions of a case did that somebody else sent. */
export async function reportExecution(chain: Chain, caseId: string, sent: readonly Sent[]): Promise<ExecutionReport> {
  const events = sent.flatMap(({ receipt }) => decodeEvents(chain, caseId, receipt.logs));
  return report(chain, caseId, await findRecovery(chain, caseId), sent, events);
}

async function runRounds(
  chain: Chain,
  signer: Signer,
  caseId: string,
  recovery: Recovery,
  first: ContractTransaction,
  options: ExecutionOptions,
): Promise<ExecutionReport> {
  const total = recovery.tokens.length;
  const limits = { ...options, gasLimit: gasFor("recover", total) };
  const sent: Sent[] = [];
  const events: CaseEvent[] = [];
  const tried = new Set<string>(await settledBefore(chain, caseId, recovery));
  const count = (transaction: Sent): boolean => {
    sent.push(transaction);
    const fresh = decodeEvents(chain, caseId, transaction.receipt.logs);
    events.push(...fresh);
    const before = tried.size;
    for (const token of tokensTried(fresh)) tried.add(token);
    options.onProgress?.({ tried: tried.size, total, hash: transaction.hash, events: fresh });
    return tried.size > before;
  };
  for (const transaction of options.done ?? []) count(transaction);
  while (sent.length === 0 || tried.size < total) {
    const next = sent.length === 0 ? first : await chain.agent.retry.populateTransaction(asStruct(recovery));
    const isProgress = count(await send(chain, signer, next, limits));
    if (!isProgress && tried.size < total) throw noProgress(caseId, total - tried.size);
  }
  return report(chain, caseId, recovery, sent, events);
}

function tokensTried(events: readonly CaseEvent[]): string[] {
  const tried = events.filter(({ name }) => name === "TokenSettled" || name === "TokenNotRecovered");
  return tried.map(({ values }) => values["token"] as string);
}

async function settledBefore(chain: Chain, caseId: string, recovery: Recovery): Promise<string[]> {
  const settled = await Promise.all(recovery.tokens.map((_, index) => chain.agent.isSettled(caseId, index)));
  return recovery.tokens.filter((_, index) => settled[index]);
}

async function report(
  chain: Chain,
  caseId: string,
  recovery: Recovery,
  sent: readonly Sent[],
  events: readonly CaseEvent[],
): Promise<ExecutionReport> {
  const record = await chain.agent.caseOf(caseId);
  const tokens = await Promise.all(recovery.tokens.map((token) => reportToken(chain, recovery, token, events)));
  const recovered = tokens.filter((token) => isSettled(token.outcome)).length;
  const [verified, lostIdentity, afterwards] = await Promise.all([
    isVerified(chain, recovery.registry, recovery.newWallet),
    registeredIdentity(chain, recovery.registry, recovery.lostWallet),
    surveyAfterwards(chain, recovery, record.lostIdentity),
  ]);
  return {
    caseId,
    status: recovered === tokens.length ? "completed" : recovered > 0 ? "partial" : "failed",
    recovered,
    total: tokens.length,
    newWallet: recovery.newWallet,
    newIdentity: record.newIdentity,
    verified,
    lostWalletUnregistered: BigInt(lostIdentity) === 0n,
    afterwards,
    tokens,
    refusedClaims: events
      .filter(({ name }) => name === "ClaimRefused")
      .map(({ values }) => ({ issuer: values["issuer"] as string, topic: values["topic"] as bigint })),
    transactions: sent.map(({ hash, gas }) => ({ hash, gas })),
  };
}

/** What this run did to a token; for one that was done before, what the new wallet has of it now. */
async function reportToken(
  chain: Chain,
  recovery: Recovery,
  token: string,
  events: readonly CaseEvent[],
): Promise<TokenReport> {
  const fresh = tokenReport(token, await readTokenUnit(chain, token), events);
  if (isSettled(fresh.outcome)) return fresh;
  const facts: TokenFacts = await readToken(chain, token, recovery.newWallet);
  const { symbol, decimals, balance, frozen, walletFrozen, paused, agentAdmitted } = facts;
  if (fresh.outcome !== "pending") return { ...fresh, paused, agentAdmitted };
  return {
    address: token,
    symbol,
    decimals,
    outcome: "settled before",
    reason: "",
    amount: balance,
    frozen,
    walletFrozen,
  };
}

function noProgress(caseId: string, left: number): RefusedError {
  return new RefusedError(
    "NoProgress",
    `${left} tokens wait, but one transaction cannot hold the next of them. What was recovered stays recovered.`,
    `npx hardhat recovery status --case ${caseId}`,
  );
}
