import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import type { SendLimits } from "../../../src/chain/send";
import { inStep, requireFinished, type LoggedLimits } from "../../../src/recovery/in-step";
import { encodeInput, type StepInput } from "../../../src/recovery/step-input";
import type { Verb } from "../../../src/store/tables.types";
import { storeOf, type LazyStore } from "../../io/store";
import { notifyAbout } from "./notifying";

export interface RecordedStep {
  readonly caseId: string;
  readonly verb: Verb;
  /** The wallets, where the chain does not know the case yet. */
  readonly wallets?: { readonly lostWallet: string; readonly newWallet: string };
  /** What the step needs when it is resumed. */
  readonly input?: StepInput | undefined;
}

/** @throws RegainError Unfinished when an earlier command left a step of the case open */
export async function requireNothingOpen(hre: HardhatRuntimeEnvironment, caseId: string): Promise<void> {
  const store = storeOf(hre);
  try {
    await requireFinished(await store.openIfThere(), caseId);
  } finally {
    await store.close();
  }
}

/** Does a step of a case with its record in the network's store. */
export async function recorded<T>(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  { caseId, verb, wallets, input }: RecordedStep,
  limits: SendLimits,
  work: (limits: LoggedLimits, store: LazyStore) => Promise<T>,
): Promise<T> {
  const store = storeOf(hre);
  try {
    const { lostWallet, newWallet } = wallets ?? (await findRecovery(chain, caseId));
    const subject = { caseId, lostWallet, newWallet, verb, input: encodeInput(input) };
    const result = await inStep(chain, store.open, subject, limits, (logged) => work(logged, store));
    await notifyAbout(hre, chain, store.open, caseId);
    return result;
  } finally {
    await store.close();
  }
}
