import { time } from "@nomicfoundation/hardhat-network-helpers";
import { ZeroAddress, id } from "ethers";
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

import type { RecoveryAgent } from "../../typechain-types";
import type { ClaimStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { RECOVERY_TYPES } from "./case-steps";
import type { Cast, Player } from "./cast";

/** A case as the contract takes it, every address known. */
export interface Recovery {
  readonly registry: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly identity: string;
  readonly tokens: string[];
  readonly evidence: string;
  readonly nonce: bigint;
}

/** What a story says of a case; the rest is found on chain or does not matter. */
export interface Terms {
  readonly registry: string;
  readonly lostWallet: string;
  readonly newWallet: Player;
  readonly tokens: readonly string[];
  /** Keeps the lost wallet's identity; a replacement by default. */
  readonly identity?: string;
}

export interface OpenCase {
  readonly caseId: string;
  readonly recovery: Recovery;
}

/** Who serves the cases. */
export interface Office {
  readonly agent: RecoveryAgent;
  readonly cast: Pick<Cast, "identityManager" | "custodian">;
}

const OUTCOMES = [
  "Pending",
  "Recovered",
  "NothingHeld",
  "Paused",
  "AgentMissing",
  "NotVerified",
  "ComplianceRefused",
  "Failed",
  "SettledBefore",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of a token, or would. */
export interface TokenResult {
  readonly outcome: Outcome;
  readonly amount: bigint;
  readonly frozen: bigint;
  readonly walletFrozen: boolean;
  readonly reason: string;
}

/** Room for every token of a story; an estimate would find the least gas, with which most tokens wait. */
export const FULL_GAS = { gasLimit: 16_000_000n };

/** Addresses in the order that a case wants them. */
export function ascending(addresses: readonly string[]): string[] {
  return [...addresses].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
}

/** The case that the terms make, with the lost wallet's next nonce. */
export async function recoveryOf(agent: RecoveryAgent, terms: Terms): Promise<Recovery> {
  return {
    registry: terms.registry,
    lostWallet: terms.lostWallet,
    newWallet: terms.newWallet.address,
    identity: terms.identity ?? ZeroAddress,
    tokens: ascending(terms.tokens),
    evidence: id("the file on the shelf"),
    nonce: await agent.nonces(terms.lostWallet),
  };
}

/** The new wallet's signature over the case, as a wallet shows it to its owner: EIP-712. */
export async function acceptanceOf(agent: RecoveryAgent, recovery: Recovery, newWallet: Player): Promise<string> {
  const { name, version, chainId, verifyingContract } = await agent.eip712Domain();
  return newWallet.signTypedData({ name, version, chainId, verifyingContract }, RECOVERY_TYPES, recovery);
}

/** Proposes without waiting: for those who expect a refusal. */
export async function tryPropose({ agent, cast }: Office, terms: Terms): Promise<ContractTransactionResponse> {
  const recovery = await recoveryOf(agent, terms);
  const acceptance = await acceptanceOf(agent, recovery, terms.newWallet);
  return agent.connect(cast.identityManager).propose(recovery, acceptance, FULL_GAS);
}

export async function propose(office: Office, terms: Terms): Promise<OpenCase> {
  const recovery = await recoveryOf(office.agent, terms);
  await (await tryPropose(office, terms)).wait();
  return { recovery, caseId: await office.agent.caseIdOf(recovery) };
}

export async function approve({ agent, cast }: Office, { caseId }: OpenCase): Promise<void> {
  await (await agent.connect(cast.custodian).approve(caseId)).wait();
}

/** Lets the case's delay pass, if it has not. */
export async function ripen({ agent }: Office, { caseId }: OpenCase): Promise<void> {
  const { readyAt } = await agent.caseOf(caseId);
  if (BigInt(await time.latest()) < readyAt) await time.increaseTo(readyAt);
}

/** Proposed, approved and old enough. */
export async function makeReady(office: Office, terms: Terms): Promise<OpenCase> {
  const open = await propose(office, terms);
  await approve(office, open);
  await ripen(office, open);
  return open;
}

export async function execute(
  { agent, cast }: Office,
  { recovery }: OpenCase,
  claims: ClaimStruct[] = [],
): Promise<TokenResult[]> {
  const sent = await agent.connect(cast.identityManager).execute(recovery, claims, FULL_GAS);
  return resultsOf(agent, recovery, await sent.wait());
}

export async function retry({ agent, cast }: Office, { recovery, caseId }: OpenCase): Promise<TokenResult[]> {
  const settled = await Promise.all(recovery.tokens.map((_, index) => agent.isSettled(caseId, index)));
  const sent = await agent.connect(cast.identityManager).retry(recovery, FULL_GAS);
  const results = resultsOf(agent, recovery, await sent.wait());
  return results.map((result, index) => (settled[index] === true ? { ...result, outcome: "SettledBefore" } : result));
}

/** The whole way of a case, and what became of its tokens. */
export async function recover(
  office: Office,
  terms: Terms,
  claimsFor: (identity: string) => Promise<ClaimStruct[]> = () => Promise.resolve([]),
): Promise<OpenCase & { readonly results: TokenResult[]; readonly newIdentity: string }> {
  const open = await makeReady(office, terms);
  const { newIdentity } = await office.agent.caseOf(open.caseId);
  const results = await execute(office, open, await claimsFor(newIdentity));
  return { ...open, results, newIdentity };
}

export function outcomesOf(results: readonly TokenResult[]): Outcome[] {
  return results.map((result) => result.outcome);
}

/** Reads results as the contract returns them. */
export function readResult(result: {
  outcome: bigint;
  amount: bigint;
  frozen: bigint;
  walletFrozen: boolean;
  reason: string;
}): TokenResult {
  const { amount, frozen, walletFrozen, reason } = result;
  return { outcome: outcomeOf(result.outcome), amount, frozen, walletFrozen, reason };
}

export async function preview(
  agent: RecoveryAgent,
  recovery: Recovery,
  claims: ClaimStruct[] = [],
): Promise<{ readonly blockers: string[]; readonly refusedClaims: bigint[]; readonly results: TokenResult[] }> {
  const seen = await agent.preview.staticCall(recovery, claims, 0, FULL_GAS);
  return { blockers: [...seen.blockers], refusedClaims: [...seen.refusedClaims], results: seen.tokens.map(readResult) };
}

/** What the events of a round say of each token, in the case's order. */
function resultsOf(
  agent: RecoveryAgent,
  recovery: Recovery,
  receipt: ContractTransactionReceipt | null,
): TokenResult[] {
  const byToken = new Map<string, TokenResult>();
  for (const log of receipt?.logs ?? []) {
    if (log.address !== agent.target) continue;
    const event = agent.interface.parseLog(log);
    if (event?.name === "TokenSettled") {
      const [, token, outcome, amount, frozen, walletFrozen] = event.args as unknown as SettledArgs;
      byToken.set(token, { outcome: outcomeOf(outcome), amount, frozen, walletFrozen, reason: "0x" });
    } else if (event?.name === "TokenNotRecovered") {
      const [, token, outcome, reason] = event.args as unknown as NotRecoveredArgs;
      byToken.set(token, { ...NOTHING, outcome: outcomeOf(outcome), reason });
    }
  }
  return recovery.tokens.map((token) => byToken.get(token) ?? NOTHING);
}

type SettledArgs = [
  caseId: string,
  token: string,
  outcome: bigint,
  amount: bigint,
  frozen: bigint,
  walletFrozen: boolean,
];
type NotRecoveredArgs = [caseId: string, token: string, outcome: bigint, reason: string];

const NOTHING: TokenResult = { outcome: "Pending", amount: 0n, frozen: 0n, walletFrozen: false, reason: "0x" };

function outcomeOf(value: bigint): Outcome {
  const outcome = OUTCOMES[Number(value)];
  if (outcome === undefined) throw new Error(`The contract knows no outcome ${value}.`);
  return outcome;
}
