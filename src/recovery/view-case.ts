import { explainReason } from "../chain/explain";
import type { Chain } from "../chain/connect";
import type { Recovery } from "./recovery";
import { caseStatusOf, outcomeOf } from "../chain/enums";
import { findRecovery, listProposed, readCaseEvents, timeOf, type CaseEvent } from "../chain/case";
import { requiredTopicsOf } from "../chain/registry";
import { isHeld, suiteTokens } from "../chain/standing";
import { readTokenUnits } from "../chain/token";
import { surveyAfterwards } from "./afterwards";
import type { CaseSummary, CaseView, TimelineEntry, TokenReport } from "./case-view.types";

/** Reads a case as it stands, from its id alone. */
export async function viewCase(chain: Chain, caseId: string): Promise<CaseView> {
  const recovery = await findRecovery(chain, caseId);
  const [record, approvers, events, now] = await Promise.all([
    chain.agent.caseOf(caseId),
    chain.agent.approversOf(caseId),
    readCaseEvents(chain, caseId),
    timeOf(chain, "latest"),
  ]);
  const afterwards = await surveyAfterwards(chain, recovery, record.lostIdentity);
  const held = isHeld(afterwards.lostWalletStanding) ? await suiteTokens(chain, recovery) : [];
  const units = await readTokenUnits(chain, recovery.tokens);
  return {
    caseId,
    status: caseStatusOf(record.status),
    recovery,
    proposer: record.proposer,
    lostIdentity: record.lostIdentity,
    newIdentity: record.newIdentity,
    readyAt: Number(record.readyAt),
    expiresAt: Number(record.expiresAt),
    now,
    threshold: Number(record.threshold),
    approvals: await Promise.all(
      approvers.map(async (custodian) => ({ custodian, counts: await isCustodian(chain, custodian) })),
    ),
    contestable: record.contestable,
    takesClaims: await takesClaims(chain, recovery, record.newIdentity),
    unprotected: unprotectedTokens(events).filter((token) => !held.includes(token)),
    tokens: recovery.tokens.map((address, index) => {
      const unit = units[index] ?? { symbol: "?", decimals: 0 };
      return tokenReport(address, unit, events);
    }),
    afterwards,
    timeline: await timeline(chain, events),
  };
}

async function takesClaims(chain: Chain, recovery: Recovery, newIdentity: string): Promise<boolean> {
  if ((await chain.provider.getCode(newIdentity)) !== "0x") return false;
  return (await requiredTopicsOf(chain, recovery)).length > 0;
}

/** Every case of the agent, oldest first. */
export async function listCases(chain: Chain): Promise<CaseSummary[]> {
  const found = await listProposed(chain);
  return Promise.all(
    found.map(async ({ caseId, lostWallet, newWallet, tokens }) => {
      const [record, approvals] = await Promise.all([chain.agent.caseOf(caseId), chain.agent.approvalsOf(caseId)]);
      return {
        caseId,
        status: caseStatusOf(record.status),
        lostWallet,
        newWallet,
        tokens,
        settled: Number(record.settledTokens),
        approvals: Number(approvals),
        threshold: Number(record.threshold),
        readyAt: Number(record.readyAt),
        expiresAt: Number(record.expiresAt),
      };
    }),
  );
}

/** The last word of the events on a token. */
export function tokenReport(
  address: string,
  unit: { readonly symbol: string; readonly decimals: number },
  events: readonly CaseEvent[],
): TokenReport {
  const event = events.findLast(
    ({ name, values }) => (name === "TokenSettled" || name === "TokenNotRecovered") && values["token"] === address,
  );
  const values = event?.values ?? {};
  const outcome = outcomeOf((values["outcome"] as bigint | undefined) ?? 0n);
  const failed = event?.name === "TokenNotRecovered";
  return {
    address,
    ...unit,
    outcome,
    reason: failed ? explainReason(values["reason"] as string) : "",
    amount: (values["amount"] as bigint | undefined) ?? 0n,
    frozen: (values["frozen"] as bigint | undefined) ?? 0n,
    walletFrozen: (values["walletFrozen"] as boolean | undefined) ?? false,
  };
}

function unprotectedTokens(events: readonly CaseEvent[]): string[] {
  const open = new Set<string>();
  for (const { name, values } of events) {
    if (name === "TokenNotQuarantined") open.add(values["token"] as string);
    if (name === "TokenQuarantined" || name === "TokenSettled") open.delete(values["token"] as string);
  }
  return [...open];
}

async function isCustodian(chain: Chain, account: string): Promise<boolean> {
  const selector = chain.agent.interface.getFunction("approve").selector;
  const [immediate, delay] = await chain.canCall(account, selector);
  return immediate || delay > 0n;
}

const ACTOR: Readonly<Record<string, readonly [what: string, who: string]>> = {
  RecoveryProposed: ["proposed", "proposer"],
  RecoveryApproved: ["approved", "custodian"],
  RecoveryContested: ["contested", "by"],
  RecoveryUpheld: ["upheld", "guardian"],
  RecoveryCancelled: ["cancelled", "guardian"],
  RecoveryExpired: ["closed as expired", "closedBy"],
  RecoveryExecuted: ["executed", "executor"],
  LostWalletUnregistered: ["lost wallet unregistered", ""],
  WalletReassigned: ["another wallet moved to the new identity", ""],
};

async function timeline(chain: Chain, events: readonly CaseEvent[]): Promise<TimelineEntry[]> {
  const shown = events.flatMap((event) => {
    const entry = ACTOR[event.name];
    return entry === undefined
      ? []
      : [{ event, what: entry[0], by: (event.values[entry[1]] as string | undefined) ?? "" }];
  });
  const blocks = [...new Set(shown.map(({ event }) => event.block))];
  const times = new Map(await Promise.all(blocks.map(async (block) => [block, await timeOf(chain, block)] as const)));
  return shown.map(({ event, what, by }) => ({
    at: times.get(event.block) ?? 0,
    block: event.block,
    transaction: event.transaction,
    what,
    by,
  }));
}
