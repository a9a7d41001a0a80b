import { findRecovery, readCaseEvents, type CaseEvent } from "../chain/case";
import type { Chain } from "../chain/connect";
import { caseStatusOf, type CaseStatus } from "../chain/enums";
import { readStanding } from "../chain/standing";
import { EXIT, RefusedError, RegainError } from "../shared/errors";
import type { StepRow, Verb } from "../store/tables.types";
import { senderIn } from "./hand-over";
import { parseInput } from "./step-input";

/**
 * The transactions by which a step that was handed over took effect, in order, whoever sent them.
 * @return undefined while the chain shows nothing of it
 */
export async function findEffects(chain: Chain, step: StepRow): Promise<string[] | undefined> {
  const { verb, case_id: caseId, from_block: fromBlock } = step;
  const { approval, sender } = parseInput(step.input);
  const events = (await readCaseEvents(chain, caseId)).filter(({ block }) => block >= fromBlock);
  const approver = approval?.custodian ?? sender;
  const isMark = ({ name, values }: CaseEvent): boolean =>
    MARKS[verb].includes(name) && (verb !== "approve" || values["custodian"] === approver);
  const found = events.filter(isMark).map(({ transaction }) => transaction);
  if (found.length > 0) return [...new Set(found)];
  // The registry does this alone: the agent says nothing of it.
  return verb === "release" && !(await waitsForRelease(chain, caseId)) ? [] : undefined;
}

/** @throws RegainError HandedOver while the step may still take effect; RefusedError CaseClosed when it cannot any more */
export async function explainNoEffect(chain: Chain, step: StepRow): Promise<RegainError> {
  const { case_id: caseId, verb, started_at: at } = step;
  const status = caseStatusOf((await chain.agent.caseOf(caseId)).status);
  if (isOver(status) && !TAKEN_BY_CLOSED[status].includes(verb)) {
    return new RefusedError(
      "CaseClosed",
      `The case is ${status}: what was handed over (${verb}) can have no effect any more. Nothing was sent.`,
      `npx hardhat recovery status --case ${caseId}`,
    );
  }
  return new RegainError(
    "HandedOver",
    EXIT.incomplete,
    `${verb} was handed over to ${senderIn(step)} (${new Date(at).toISOString()}), and the chain shows nothing of it yet. Nothing was sent.`,
    `Have it signed and executed there, or end it with --withdraw; then: npx hardhat recovery resume --case ${caseId}`,
  );
}

/** What each step leaves among the case's events. */
const MARKS: Readonly<Record<Verb, readonly string[]>> = {
  propose: ["RecoveryProposed"],
  quarantine: ["WalletQuarantined", "WalletNotQuarantined", "TokenQuarantined", "TokenNotQuarantined"],
  approve: ["RecoveryApproved"],
  contest: ["RecoveryContested"],
  uphold: ["RecoveryUpheld"],
  cancel: ["RecoveryCancelled", "RecoveryExpired"],
  execute: ["RecoveryExecuted", "TokenSettled", "TokenNotRecovered"],
  retry: ["TokenSettled", "TokenNotRecovered", "LostWalletUnregistered"],
  reassign: ["WalletReassigned"],
  release: [],
  claims: [],
};

async function waitsForRelease(chain: Chain, caseId: string): Promise<boolean> {
  const { registry, newWallet } = await findRecovery(chain, caseId);
  return (await readStanding(chain, registry, newWallet)) === "awaiting verification";
}

/** What may still be done to a case that has come to an end. */
const TAKEN_BY_CLOSED: Readonly<Record<"executed" | "cancelled" | "expired", readonly Verb[]>> = {
  executed: ["retry", "quarantine", "reassign", "release"],
  cancelled: ["release"],
  expired: ["cancel"],
};

function isOver(status: CaseStatus): status is keyof typeof TAKEN_BY_CLOSED {
  return status in TAKEN_BY_CLOSED;
}
