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

/** Executed, and what became of each token, by the events that everybody sees. */
export async function executeCase(actors: Actors, opened: OpenCase, claims: ClaimStruct[] = []): Promise<Outcome[]> {
  const receipt = await receiptOf(as(actors.agent, actors.proposer).execute(opened, claims));
  return outcomesIn(receipt, actors.agent, opened);
}

export async function retryCase(actors: Actors, opened: OpenCase): Promise<Outcome[]> {
  const receipt = await receiptOf(as(actors.agent, actors.proposer).retry(opened));
  return outcomesIn(receipt, actors.agent, opened);
}

async function outcomesIn(
  receipt: ContractTransactionReceipt,
  agent: RecoveryAgent,
  { caseId, tokens }: OpenCase,
): Promise<Outcome[]> {
  const told = new Map<string, Outcome>();
  for (const log of receipt.logs) {
    const event = log.address === agent.target ? agent.interface.parseLog(log) : null;
    if (event?.name !== "TokenSettled" && event?.name !== "TokenNotRecovered") continue;
    const [, token, outcome] = event.args.toArray() as [string, string, bigint];
    told.set(token, outcomeOf(outcome));
  }
  return Promise.all(
    tokens.map(async (token, i) => {
      const untold = async () => ((await agent.isSettled(caseId, i)) ? Outcome.SettledBefore : Outcome.Pending);
      return told.get(token) ?? (await untold());
    }),
  );
}

function outcomeOf(value: bigint): Outcome {
  const name = Outcome[Number(value)];
  if (name === undefined) throw new Error(`The agent knows an outcome ${value} that the tests do not.`);
  return Outcome[name as keyof typeof Outcome];
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
