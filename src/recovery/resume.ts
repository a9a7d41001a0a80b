import type { Signer } from "ethers";
import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { findSent, settledOf, type SendLimits } from "../chain/send";
import { BadInputError, RefusedError } from "../shared/errors";
import type { Store } from "../store/open-store";
import type { StepRow } from "../store/tables.types";
import type { AccessPort } from "./close-access";
import { approveCase, cancelCase, contestCase, submitApproval, upholdCase } from "./decide";
import { reassignWallets, releaseNewWallet } from "./finish";
import { isHandedOver } from "./hand-over";
import { explainNoEffect, findEffects } from "./hand-over-effects";
import { inResumedStep, type LoggedLimits, type StepSubject } from "./in-step";
import type { OnPhase } from "./phases";
import { proposeRecovery, quarantineCase, type StepResult } from "./propose";
import { runCase, settleRun, type RunReport } from "./run-case";
import { parseInput, type StepInput } from "./step-input";

export interface ResumeOptions extends SendLimits {
  readonly access?: AccessPort | undefined;
  readonly onPhase?: OnPhase;
}

/** What a resumed step came to: an execution with its tokens, or a step of another kind. */
export type Resumed =
  | { readonly verb: "execute" | "retry"; readonly report: RunReport }
  | { readonly verb: Exclude<StepRow["verb"], "execute" | "retry">; readonly report: StepResult };

/**
 * Takes up a step that an earlier process left open, and ends it as that process would have: what it signed goes out again
 * as it is, what it did is not done again.
 * @throws RegainError Busy while the other process lives, OutcomeUnknown, and what stands in the way
 */
export async function resumeStep(
  chain: Chain,
  signer: Signer,
  openStore: () => Promise<Store>,
  step: StepRow,
  options: ResumeOptions,
): Promise<Resumed> {
  if (isHandedOver(step)) return settleHandedOver(chain, openStore, step, options);
  const { case_id: caseId, verb } = step;
  const input = parseInput(step.input);
  return inResumedStep(
    chain,
    openStore,
    step,
    await subjectOf(chain, step),
    options,
    async (limits): Promise<Resumed> => {
      if (verb === "execute" || verb === "retry") {
        const { access, onPhase = () => undefined } = options;
        const report = await runCase(chain, signer, caseId, {
          ...limits,
          verb,
          claims: input.claims ?? [],
          access,
          onPhase,
        });
        return { verb, report };
      }
      return { verb, report: await goOn(chain, signer, caseId, verb, input, limits) };
    },
  );
}

/**
 * Ends a step that was handed over, from what the chain shows of the case. Sends nothing, and needs nobody's key.
 * @throws RegainError HandedOver while the chain shows nothing of it; RefusedError CaseClosed
 */
export async function settleHandedOver(
  chain: Chain,
  openStore: () => Promise<Store>,
  step: StepRow,
  options: ResumeOptions,
): Promise<Resumed> {
  const { case_id: caseId, verb } = step;
  const effects = await findEffects(chain, step);
  const failure = effects === undefined ? await explainNoEffect(chain, step) : undefined;
  if (failure?.code === "HandedOver") throw failure;
  return inResumedStep(
    chain,
    openStore,
    step,
    await subjectOf(chain, step),
    options,
    async (limits): Promise<Resumed> => {
      if (failure !== undefined) throw failure;
      const sent = await Promise.all((effects ?? []).map((hash) => findSent(chain, hash)));
      await limits.outbox.recordSettled(await Promise.all(sent.map((each) => settledOf(chain, each))));
      if (verb === "execute" || verb === "retry") {
        const { access, onPhase = () => undefined } = options;
        const run = { ...limits, verb, claims: [], access, onPhase };
        return { verb, report: await settleRun(chain, caseId, sent, run) };
      }
      return { verb, report: { caseId, transactions: sent.map(({ hash, gas }) => ({ hash, gas })) } };
    },
  );
}

async function subjectOf(chain: Chain, step: StepRow): Promise<StepSubject> {
  const { case_id: caseId, verb } = step;
  const { lostWallet, newWallet } = parseInput(step.input).recovery ?? (await findRecovery(chain, caseId));
  return { caseId, verb, lostWallet, newWallet };
}

async function goOn(
  chain: Chain,
  signer: Signer,
  caseId: string,
  verb: Exclude<StepRow["verb"], "execute" | "retry">,
  input: StepInput,
  limits: LoggedLimits,
): Promise<StepResult> {
  switch (verb) {
    case "propose": {
      const { recovery, acceptance } = input;
      if (recovery === undefined || acceptance === undefined) throw unreadable(caseId);
      return proposeRecovery(chain, signer, recovery, acceptance, limits);
    }
    case "quarantine":
      return quarantineCase(chain, signer, caseId, limits);
    case "approve":
      return input.approval === undefined
        ? approveCase(chain, signer, caseId, limits)
        : submitApproval(chain, signer, caseId, input.approval, limits);
    case "contest":
      return contestCase(chain, signer, caseId, limits);
    case "uphold":
      return upholdCase(chain, signer, caseId, limits);
    case "cancel":
      return cancelCase(chain, signer, caseId, limits);
    case "reassign":
      return reassignWallets(chain, signer, caseId, limits);
    case "release":
      return releaseNewWallet(chain, signer, caseId, limits);
    case "claims":
      throw new BadInputError("OtherCommand", "This was left open by a command on claims.", "Run that command again.");
  }
}

function unreadable(caseId: string): RefusedError {
  return new RefusedError(
    "StoreUnusable",
    `The store does not hold what the proposal of the case ${caseId} needs.`,
    "Propose it again from its files: npx hardhat recovery propose --plan plan.json --acceptance acceptance.json",
  );
}
