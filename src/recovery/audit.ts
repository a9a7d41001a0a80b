import { readCaseEvents, type CaseEvent } from "../chain/case";
import type { Chain } from "../chain/connect";
import { RefusedError, RegainError } from "../shared/errors";
import type { StoredCase } from "../store/read-case";
import type { Audit, AuditDifference, PlacedTransaction } from "./audit.types";
import type { CaseFile } from "./case-file.types";
import { factsOfStore, factsOfTransaction } from "./compare-case";
import { isSettled } from "./outcome";
import { readCaseFile } from "./read-case-file";

/**
 * Rebuilds a case from the chain's events, and compares it with the agent's state and with what a store has of it.
 * @param stored Undefined on a machine that has no store of the case.
 */
export async function auditCase(chain: Chain, caseId: string, stored: StoredCase | undefined): Promise<Audit> {
  const placed = stored === undefined ? [] : await placeTransactions(chain, stored);
  const file = await readCaseFile(chain, caseId).catch((error: unknown) => {
    if (stored !== undefined && error instanceof RegainError && error.code === "CaseUnknown") return undefined;
    throw error;
  });
  const ofStore = stored === undefined ? [] : storeFacts(file, stored, placed);
  const ofState = file === undefined ? [] : await stateFacts(chain, file);
  const facts = [
    ...ofStore.map((fact) => ({ reorganised: false, ...fact, source: "store" as const })),
    ...ofState.map((fact) => ({ ...fact, reorganised: false, source: "agent's state" as const })),
  ];
  return {
    caseId,
    compared: stored === undefined ? "the chain alone" : "the chain and the store",
    facts: facts.length,
    differences: facts.filter(({ chain: here, other }) => here !== other),
  };
}

/** @throws RefusedError AuditDiffers, or Reorganised where that is why; each difference with both values */
export function requireAgreement({ caseId, differences }: Audit): void {
  if (differences.length === 0) return;
  const lines = differences.map(({ what, chain, other, source }) => `  ${what}: chain ${chain}; ${source} ${other}`);
  const reorganised = differences.some((difference) => difference.reorganised);
  throw new RefusedError(
    reorganised ? "Reorganised" : "AuditDiffers",
    [
      reorganised
        ? `The chain was reorganised after case ${caseId} had been recorded as it was then.`
        : `The chain and the records of case ${caseId} do not agree.`,
      ...lines,
    ].join("\n"),
    reorganised
      ? `See where the case stands now, and go on from there: npx hardhat recovery status --case ${caseId}`
      : "Trust the chain; find out who changed the store, or whether the node serves another chain's history.",
  );
}

function storeFacts(file: CaseFile | undefined, stored: StoredCase, placed: readonly PlacedTransaction[]) {
  if (file !== undefined) return factsOfStore(file, stored, placed);
  const transactions = stored.steps.flatMap((step) => step.transactions);
  return [
    { what: "the case", chain: "unknown", other: "known", reorganised: transactions.length > 0 },
    ...transactions.flatMap((row) => factsOfTransaction(row, placed)),
  ];
}

async function placeTransactions({ provider }: Chain, { steps }: StoredCase): Promise<PlacedTransaction[]> {
  const hashes = steps.flatMap(({ transactions }) => transactions.flatMap(({ hash }) => (hash === null ? [] : [hash])));
  return Promise.all(
    [...new Set(hashes)].map(async (hash): Promise<PlacedTransaction> => {
      const receipt = await provider.getTransactionReceipt(hash);
      if (receipt === null) return { hash };
      const { blockNumber, blockHash, status } = receipt;
      return { hash, place: { block: blockNumber, blockHash, succeeded: status === 1 } };
    }),
  );
}

/** Replaying the events has to give what the agent says of the case. */
async function stateFacts(
  chain: Chain,
  { view }: CaseFile,
): Promise<Pick<AuditDifference, "what" | "chain" | "other">[]> {
  const [record, approvers, events] = await Promise.all([
    chain.agent.caseOf(view.caseId),
    chain.agent.approversOf(view.caseId),
    readCaseEvents(chain, view.caseId),
  ]);
  const approved = valuesOf(events, "RecoveryApproved", "custodian");
  const settled = view.tokens.filter(({ outcome }) => isSettled(outcome)).length;
  return [
    { what: "proposer", chain: valuesOf(events, "RecoveryProposed", "proposer").join(), other: record.proposer },
    { what: "approvers", chain: approved.join(), other: [...approvers].join() },
    { what: "tokens done", chain: String(settled), other: record.settledTokens.toString() },
    { what: "end", chain: endOf(events), other: ["executed", "cancelled"].includes(view.status) ? view.status : OPEN },
  ];
}

function endOf(events: readonly CaseEvent[]): string {
  if (events.some(({ name }) => name === "RecoveryExecuted")) return "executed";
  return events.some(({ name }) => name === "RecoveryCancelled") ? "cancelled" : OPEN;
}

/** An expired case is no other in its events until somebody closes it. */
const OPEN = "neither executed nor cancelled";

function valuesOf(events: readonly CaseEvent[], name: string, value: string): string[] {
  return events.filter((event) => event.name === name).map(({ values }) => String(values[value]));
}
