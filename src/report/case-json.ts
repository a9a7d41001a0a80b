import type { CaseSummary, CaseView } from "../recovery/case-view.types";
import { approvalsOf } from "./case-steps";
import { isoTime } from "./durations";
import { standingJson, type StandingJson } from "./standing-json";
import { tokenJson, type TokenJson } from "./token-json";

/** What `recovery status --json` prints. docs/json.md has the meaning of every field. */
export interface CaseJson {
  readonly caseId: string;
  readonly status: string;
  readonly mode: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly identity: { readonly current: string; readonly replacement: string | null };
  readonly registry: string;
  readonly evidence: string;
  readonly nonce: string;
  readonly proposer: string;
  readonly approvals: number;
  readonly threshold: number;
  readonly approvers: readonly { readonly custodian: string; readonly counts: boolean }[];
  readonly contestable: boolean;
  readonly readyAt: string;
  readonly expiresAt: string;
  readonly now: string;
  readonly unprotected: readonly string[];
  readonly tokens: readonly TokenJson[];
  readonly standing: StandingJson;
  readonly movableWallets: readonly string[];
  readonly timeline: readonly {
    readonly at: string;
    readonly block: number;
    readonly transaction: string;
    readonly what: string;
    readonly by: string | null;
  }[];
}

export function caseJson(view: CaseView): CaseJson {
  const { recovery } = view;
  const kept = BigInt(recovery.identity) !== 0n;
  return {
    caseId: view.caseId,
    status: view.status,
    mode: kept ? "keep" : "replace",
    lostWallet: recovery.lostWallet,
    newWallet: recovery.newWallet,
    identity: { current: view.lostIdentity, replacement: kept ? null : view.newIdentity },
    registry: recovery.registry,
    evidence: recovery.evidence,
    nonce: recovery.nonce.toString(),
    proposer: view.proposer,
    approvals: approvalsOf(view),
    threshold: view.threshold,
    approvers: view.approvals.map(({ custodian, counts }) => ({ custodian, counts })),
    contestable: view.contestable,
    readyAt: isoTime(view.readyAt),
    expiresAt: isoTime(view.expiresAt),
    now: isoTime(view.now),
    unprotected: view.unprotected,
    tokens: view.tokens.map(tokenJson),
    standing: standingJson(view.afterwards),
    movableWallets: view.afterwards.movableWallets,
    timeline: view.timeline.map(({ at, block, transaction, what, by }) => ({
      at: isoTime(at),
      block,
      transaction,
      what,
      by: by === "" ? null : by,
    })),
  };
}

/** What `recovery list --json` prints. */
export interface ListJson {
  readonly cases: readonly {
    readonly caseId: string;
    readonly status: string;
    readonly lostWallet: string;
    readonly newWallet: string;
    readonly tokens: number;
    readonly settled: number;
    readonly approvals: number;
    readonly threshold: number;
    readonly readyAt: string;
    readonly expiresAt: string;
  }[];
}

export function listJson(cases: readonly CaseSummary[]): ListJson {
  return {
    cases: cases.map((each) => ({
      caseId: each.caseId,
      status: each.status,
      lostWallet: each.lostWallet,
      newWallet: each.newWallet,
      tokens: each.tokens,
      settled: each.settled,
      approvals: each.approvals,
      threshold: each.threshold,
      readyAt: isoTime(each.readyAt),
      expiresAt: isoTime(each.expiresAt),
    })),
  };
}
