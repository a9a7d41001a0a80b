import { getAddress, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import type { Afterwards, CaseView, ExecutionReport, TokenReport } from "../../src/recovery/case-view.types";
import type { Recovery } from "../../src/recovery/recovery";
import type { Survey, TokenSurvey } from "../../src/recovery/survey.types";

/** Addresses that a reader of a failing test recognises. */
export const address = (text: string): string => getAddress(`0x${text.repeat(40).slice(0, 40)}`);

export const LOST_WALLET = address("a1");
export const NEW_WALLET = address("b2");
export const REGISTRY = address("c3");
export const AGENT = address("d4");
export const LOST_IDENTITY = address("e5");
export const REPLACEMENT = address("f6");
export const ISSUER = address("17");
export const OTHER_ISSUER = address("28");
export const CUSTODIAN = address("39");
export const MANAGER = address("4a");
export const CASE_ID = toBeHex(0xca5en, 32);
export const HASH = toBeHex(0x4a54n, 32);

/** Noon, and an hour that nobody mistakes for another. */
export const NOW = Date.UTC(2026, 10, 21, 12) / 1000;

export function tokenNamed(symbol: string, digits: string, over: Partial<TokenSurvey> = {}): TokenSurvey {
  return {
    address: address(digits),
    symbol,
    decimals: 2,
    balance: 125_050n,
    frozen: 0n,
    walletFrozen: false,
    quarantined: false,
    onSuite: false,
    paused: false,
    agentAdmitted: true,
    outcome: "recovered",
    reason: "",
    ...over,
  };
}

export function recoveryOf(tokens: readonly { readonly address: string }[], over: Partial<Recovery> = {}): Recovery {
  return {
    registry: REGISTRY,
    lostWallet: LOST_WALLET,
    newWallet: NEW_WALLET,
    identity: ZeroAddress,
    tokens: tokens.map((token) => token.address),
    evidence: ZeroHash,
    nonce: 0n,
    ...over,
  };
}

/** A case that nothing stands in the way of, but for what the test says. */
export function surveyWith(over: Partial<Survey> = {}): Survey {
  const tokens = over.tokens ?? [tokenNamed("BOND", "01")];
  return {
    chainId: 31337n,
    agent: AGENT,
    caseId: CASE_ID,
    status: "none",
    recovery: recoveryOf(tokens),
    currentIdentity: LOST_IDENTITY,
    newIdentity: REPLACEMENT,
    newIdentityExists: false,
    requiredTopics: [],
    issuers: [],
    coveredTopics: [],
    refusedClaims: [],
    tokens,
    blockers: [],
    agentAdmittedToRegistry: true,
    codeAtNewWallet: "0x",
    gas: 0n,
    lostWalletStanding: null,
    newWalletStanding: null,
    otherWallets: [],
    otherWalletsComplete: true,
    ...over,
  };
}

export function reportOf(symbol: string, digits: string, over: Partial<TokenReport> = {}): TokenReport {
  return {
    address: address(digits),
    symbol,
    decimals: 2,
    outcome: "recovered",
    reason: "",
    amount: 125_050n,
    frozen: 0n,
    walletFrozen: false,
    ...over,
  };
}

/** On a registry of the standard alone. */
const NOTHING_LEFT: Afterwards = { lostWalletStanding: null, newWalletStanding: null, movableWallets: [] };

export function viewWith(over: Partial<CaseView> = {}): CaseView {
  const tokens = over.tokens ?? [reportOf("BOND", "01", { outcome: "pending", amount: 0n })];
  return {
    caseId: CASE_ID,
    status: "proposed",
    recovery: recoveryOf(tokens),
    proposer: MANAGER,
    lostIdentity: LOST_IDENTITY,
    newIdentity: REPLACEMENT,
    readyAt: NOW + 86_340,
    expiresAt: NOW + 86_340 + 7 * 86_400,
    now: NOW,
    threshold: 1,
    approvals: [],
    contestable: true,
    takesClaims: true,
    unprotected: [],
    tokens,
    afterwards: NOTHING_LEFT,
    timeline: [{ at: NOW - 60, block: 7, transaction: HASH, what: "proposed", by: MANAGER }],
    ...over,
  };
}

export function executionOf(tokens: readonly TokenReport[], over: Partial<ExecutionReport> = {}): ExecutionReport {
  const recovered = tokens.filter(({ outcome }) => outcome === "recovered" || outcome === "nothing held").length;
  return {
    caseId: CASE_ID,
    status: recovered === tokens.length ? "completed" : recovered > 0 ? "partial" : "failed",
    recovered,
    total: tokens.length,
    newWallet: NEW_WALLET,
    newIdentity: REPLACEMENT,
    verified: true,
    lostWalletUnregistered: recovered === tokens.length,
    afterwards: NOTHING_LEFT,
    tokens,
    refusedClaims: [],
    transactions: [{ hash: HASH, gas: 1_250_000n }],
    ...over,
  };
}
