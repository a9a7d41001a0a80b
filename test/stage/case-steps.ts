import { time } from "@nomicfoundation/hardhat-network-helpers";
import { ethers, network } from "hardhat";
import type { AddressLike, BytesLike, ContractTransactionReceipt, ContractTransactionResponse, Signer } from "ethers";
import type { RecoveryAgent } from "../../typechain-types";
import type { ClaimStruct, RecoveryStruct } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { as, type Regain } from "./regain";
import type { Cast, Stage } from "./doubles";

export const EVIDENCE = ethers.id("the file that justifies the case");

export enum Status {
  None,
  Proposed,
  Ready,
  Contested,
  Executed,
  Cancelled,
  Expired,
}

export enum Outcome {
  Pending,
  Recovered,
  NothingHeld,
  Paused,
  AgentMissing,
  NotVerified,
  ComplianceRefused,
  Failed,
  SettledBefore,
}

/** A recovery with every field an address or a number already: what wallets sign. */
export interface SignableRecovery extends RecoveryStruct {
  registry: string;
  lostWallet: string;
  newWallet: string;
  identity: string;
  tokens: string[];
  evidence: string;
  nonce: bigint;
}

export type OpenCase = SignableRecovery & { readonly caseId: string };
type Actors = Pick<Regain, "agent"> & Pick<Cast, "proposer" | "custodian">;

export const RECOVERY_TYPES = {
  Recovery: [
    { name: "registry", type: "address" },
    { name: "lostWallet", type: "address" },
    { name: "newWallet", type: "address" },
    { name: "identity", type: "address" },
    { name: "tokens", type: "address[]" },
    { name: "evidence", type: "bytes32" },
    { name: "nonce", type: "uint256" },
  ],
};

export const APPROVAL_TYPES = {
  Approval: [
    { name: "caseId", type: "bytes32" },
    { name: "custodian", type: "address" },
  ],
};

export async function domainOf(agent: RecoveryAgent) {
  const { chainId } = await ethers.provider.getNetwork();
  return { name: "Regain RecoveryAgent", version: "1", chainId, verifyingContract: await agent.getAddress() };
}

type RecoveryChanges = Partial<{
  registry: AddressLike;
  lostWallet: AddressLike;
  newWallet: AddressLike;
  identity: AddressLike;
  tokens: readonly AddressLike[];
  evidence: string;
  nonce: bigint;
}>;

/** The stage's holder to the new wallet, with a replacement identity, unless told otherwise. */
export async function recoveryOf(stage: Stage, changes: RecoveryChanges = {}): Promise<SignableRecovery> {
  const lostWallet = await ethers.resolveAddress(changes.lostWallet ?? stage.holder);
  return {
    registry: await ethers.resolveAddress(changes.registry ?? stage.registry),
    lostWallet,
    newWallet: await ethers.resolveAddress(changes.newWallet ?? stage.newWallet),
    identity: await ethers.resolveAddress(changes.identity ?? ethers.ZeroAddress),
    tokens: await Promise.all((changes.tokens ?? []).map(async (token) => ethers.resolveAddress(token))),
    evidence: changes.evidence ?? EVIDENCE,
    nonce: changes.nonce ?? (await stage.agent.nonces(lostWallet)),
  };
}

/** The new wallet's signature over the case. */
export async function accept(agent: RecoveryAgent, recovery: SignableRecovery, by?: Signer): Promise<string> {
  const signer = by ?? (await ethers.getSigner(recovery.newWallet));
  return signer.signTypedData(await domainOf(agent), RECOVERY_TYPES, recovery);
}

export async function propose({ agent, proposer }: Actors, recovery: SignableRecovery): Promise<OpenCase> {
  await as(agent, proposer).propose(recovery, await accept(agent, recovery));
  return { ...recovery, caseId: await agent.caseIdOf(recovery) };
}

/** Proposed and approved, but its delay is not over. */
export async function proposeAndApprove(actors: Actors, recovery: SignableRecovery): Promise<OpenCase> {
  const opened = await propose(actors, recovery);
  await as(actors.agent, actors.custodian).approve(opened.caseId);
  return opened;
}

/** A case that can be executed now. */
export async function makeReady(actors: Actors, recovery: SignableRecovery): Promise<OpenCase> {
  const opened = await proposeAndApprove(actors, recovery);
  await passDelay(actors.agent, opened);
  return opened;
}

export async function passDelay(agent: RecoveryAgent, { caseId }: OpenCase): Promise<void> {
  await time.increaseTo((await agent.caseOf(caseId)).readyAt);
}

export async function passWindow(agent: RecoveryAgent, { caseId }: OpenCase): Promise<void> {
  await time.increaseTo((await agent.caseOf(caseId)).expiresAt + 1n);
}

const OUTCOMES = Object.values(Outcome).filter((value) => typeof value === "number");

function outcomeOf({ outcome }: { readonly outcome: bigint }): Outcome {
  const known = OUTCOMES.find((value) => BigInt(value) === outcome);
  if (known === undefined) throw new Error(`The agent knows an outcome ${outcome} that the tests do not.`);
  return known;
}

/** Executed, and what became of each token. */
export async function executeCase(
  actors: Actors,
  recovery: RecoveryStruct,
  claims: ClaimStruct[] = [],
): Promise<Outcome[]> {
  const agent = as(actors.agent, actors.proposer);
  const results = await agent.execute.staticCall(recovery, claims);
  await agent.execute(recovery, claims);
  return results.map(outcomeOf);
}

export async function retryCase(actors: Actors, recovery: RecoveryStruct): Promise<Outcome[]> {
  const agent = as(actors.agent, actors.proposer);
  const results = await agent.retry.staticCall(recovery);
  await agent.retry(recovery);
  return results.map(outcomeOf);
}

/** From proposal to execution in one go. */
export async function recover(actors: Actors, recovery: SignableRecovery): Promise<OpenCase> {
  const opened = await makeReady(actors, recovery);
  await as(actors.agent, actors.proposer).execute(opened, []);
  return opened;
}

export async function receiptOf(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("The transaction has no receipt.");
  return receipt;
}

/** A signer for a contract, so that the contract itself can be made to call. */
export async function impersonate(account: AddressLike): Promise<Signer> {
  const address = await ethers.resolveAddress(account);
  await network.provider.send("hardhat_impersonateAccount", [address]);
  await network.provider.send("hardhat_setBalance", [address, ethers.toBeHex(ethers.parseEther("10"))]);
  return ethers.getSigner(address);
}

/** Names the errors that a preview lists, with their values. */
export function namesOf(agent: RecoveryAgent, blockers: readonly BytesLike[]): string[] {
  return blockers.map((blocker) => agent.interface.parseError(blocker)?.name ?? "unknown");
}
