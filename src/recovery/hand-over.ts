import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { rehearseCall } from "../chain/send";
import { RefusedError } from "../shared/errors";
import type { Store } from "../store/open-store";
import { stepLog, type StepLog } from "../store/step-log";
import type { StepRow, Verb } from "../store/tables.types";
import { closeAccess, type AccessPort } from "./close-access";
import type { HandedOverCall } from "./files/safe-batch";
import type { StepSubject } from "./in-step";
import { PhaseRecord, type OnPhase } from "./phases";
import { callsOf } from "./step-calls";
import { encodeInput, parseInput, type StepInput } from "./step-input";

/** A step that somebody else is to send. */
export interface HandOver extends Omit<StepSubject, "input"> {
  readonly sender: string;
  readonly input: StepInput;
  readonly access?: AccessPort | undefined;
  readonly onPhase?: OnPhase;
}

/** What is handed over. */
export interface HandedOver {
  readonly calls: readonly HandedOverCall[];
  /** The least that the calls need together: a step that does as much as its gas allows does too little with less. */
  readonly gas: bigint;
}

/** A step that is about to be handed over: nobody else can work on its case until it is ended or left. */
export interface PreparedHandOver {
  readonly handedOver: HandedOver;
  /** Its calls are where their sender finds them. */
  end(): Promise<void>;
  /** Lets others work on the case; what was not ended can be written again. */
  leave(): Promise<void>;
}

/**
 * Hands a step of a case over to whoever broadcasts it themselves: it is tried in their name, recorded, and left for
 * `settleHandedOver`. An execution closes the lost wallet's access first, as it does everywhere.
 * @param write Keeps the calls where their sender finds them; the step is handed over once it is done.
 * @throws RegainError what the chain would refuse, before anything is recorded; Busy, Unfinished
 */
export async function handOverStep(
  chain: Chain,
  openStore: () => Promise<Store>,
  step: HandOver,
  write: (handedOver: HandedOver) => Promise<void>,
): Promise<HandedOver> {
  const prepared = await prepareHandOver(chain, openStore, step);
  try {
    await write(prepared.handedOver);
    await prepared.end();
    return prepared.handedOver;
  } finally {
    await prepared.leave();
  }
}

/** As `handOverStep`, up to where its calls are written. @throws RegainError as there */
export async function prepareHandOver(
  chain: Chain,
  openStore: () => Promise<Store>,
  { sender, input, access, onPhase = () => undefined, ...subject }: HandOver,
): Promise<PreparedHandOver> {
  const { caseId, verb, lostWallet } = subject;
  const handedOver = await rehearsedCalls(chain, verb, caseId, sender, input);
  const fromBlock = (await chain.provider.getBlockNumber()) + 1;
  const { chainId, agentAddress: agent } = chain;
  const kept = encodeInput({ ...input, sender });
  const log = stepLog(openStore, { ...subject, chainId, agent, fromBlock, input: kept });
  return begun(log, handedOver, { verb, lostWallet, sender, access, onPhase });
}

/**
 * As `prepareHandOver`, for a step whose process died, or was refused its file, before the calls were written.
 * @throws RegainError as there
 */
export async function prepareHandOverAgain(
  chain: Chain,
  openStore: () => Promise<Store>,
  step: StepRow,
  access?: AccessPort,
): Promise<PreparedHandOver> {
  const { case_id: caseId, verb, input, from_block: fromBlock } = step;
  const { sender, ...handedOver } = await callsHandedOver(chain, step);
  const { lostWallet, newWallet } = parseInput(input).recovery ?? (await findRecovery(chain, caseId));
  const { chainId, agentAddress: agent } = chain;
  const log = stepLog(openStore, { caseId, verb, lostWallet, newWallet, input, chainId, agent, fromBlock }, step);
  return begun(log, handedOver, { verb, lostWallet, sender, access, onPhase: () => undefined });
}

async function begun(
  log: StepLog,
  handedOver: HandedOver,
  {
    verb,
    lostWallet,
    sender,
    access,
    onPhase,
  }: Pick<HandOver, "verb" | "lostWallet" | "sender" | "access"> & {
    readonly onPhase: OnPhase;
  },
): Promise<PreparedHandOver> {
  try {
    await log.begin();
    if (verb === "execute") {
      const phases = await PhaseRecord.open(log, onPhase);
      await phases.end("check", "done", `the chain would do it for ${sender}`);
      const closed = await closeAccess(access, lostWallet);
      await phases.end("access", closed.status, closed.detail);
    }
  } catch (error) {
    await log.release();
    throw error;
  }
  return { handedOver, end: () => log.end("handed over", ""), leave: () => log.release() };
}

/** The calls of a step that was handed over before, as the chain is now. */
export async function callsHandedOver(chain: Chain, step: StepRow): Promise<HandedOver & { readonly sender: string }> {
  const input = parseInput(step.input);
  const sender = senderIn(step);
  return { sender, ...(await rehearsedCalls(chain, step.verb, step.case_id, sender, input)) };
}

/** Ends a step that nobody will send. */
export async function withdrawStep(chain: Chain, openStore: () => Promise<Store>, step: StepRow): Promise<void> {
  const { case_id: caseId, verb, input, from_block: fromBlock } = step;
  const { chainId, agentAddress: agent } = chain;
  const none = { lostWallet: "", newWallet: "" };
  const log = stepLog(openStore, { caseId, verb, ...none, input, chainId, agent, fromBlock }, step);
  try {
    await log.begin();
    await log.end("failed", "withdrawn");
  } finally {
    await log.release();
  }
}

/** Whether a step was given to somebody else to send, or was about to be when its process died. */
export function isHandedOver(step: StepRow): boolean {
  return parseInput(step.input).sender !== undefined;
}

/** Who is to send a step that was handed over. */
export function senderIn(step: StepRow): string {
  return parseInput(step.input).sender ?? "";
}

async function rehearsedCalls(
  chain: Chain,
  verb: Verb,
  caseId: string,
  sender: string,
  input: StepInput,
): Promise<HandedOver> {
  const calls = await callsOf(chain, verb, caseId, input);
  if (calls.length === 0) throw nothingToDo(caseId);
  let gas = 0n;
  for (const { call, gasLimit } of calls) gas += await rehearseCall(chain, sender, call, gasLimit);
  return { calls: calls.map(({ call: { to, data } }) => ({ to, data })), gas };
}

function nothingToDo(caseId: string): RefusedError {
  return new RefusedError(
    "WrongStatus",
    `Nothing of this is left to do in the case ${caseId}: there is nothing to hand over.`,
    `npx hardhat recovery status --case ${caseId}`,
  );
}
