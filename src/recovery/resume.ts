import type { Signer } from "ethers";
import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { BadInputError, RefusedError } from "../shared/errors";
import type { Store } from "../store/open-store";
import type { StepRow } from "../store/tables.types";
import type { AccessPort } from "./close-access";
import { approveCase, cancelCase, contestCase, submitApproval, upholdCase } from "./decide";
import { reassignWallets, releaseNewWallet } from "./finish";
import { inResumedStep, type LoggedLimits, type StepSubject } from "./in-step";
import type { OnPhase } from "./phases";
import { proposeRecovery, quarantineCase, type StepResult } from "./propose";
import { runCase, type RunReport } from "./run-case";
import type { SendLimits } from "../chain/send";
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
  const { case_id: caseId, verb } = step;
  const input = parseInput(step.input);
  const wallets = input.recovery ?? (await findRecovery(chain, caseId));
  const subject: StepSubject = { caseId, verb, lostWallet: wallets.lostWallet, newWallet: wallets.newWallet };
  return inResumedStep(chain, openStore, step, subject, options, async (limits): Promise<Resumed> => {
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
  });
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
