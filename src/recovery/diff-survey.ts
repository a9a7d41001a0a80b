import { keccak256 } from "ethers";
import { formatDecimal } from "../shared/decimals";
import { RefusedError } from "../shared/errors";
import { delegateOf } from "./plan-wallet";
import type { Survey, TokenSurvey } from "./survey.types";

/** What a plan relies on of one token. Amounts are decimal strings in base units. */
export interface TokenPin {
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly balance: string;
  readonly frozen: string;
  /** A freeze of the wallet by anybody but a case. */
  readonly walletFrozen: boolean;
  readonly paused: boolean;
  readonly agentAdmitted: boolean;
  readonly outcome: string;
}

/** What a plan relies on, as plain JSON: small enough to stand in its file, and nothing that time alone changes. */
export interface Pin {
  readonly currentIdentity: string;
  readonly newIdentity: string;
  /** "none", "delegates to 0x…" or "contract 0x<hash of its code>". */
  readonly newWalletCode: string;
  readonly agentAdmittedToRegistry: boolean;
  readonly requiredTopics: readonly string[];
  /** With the claims in hand then: outcomes are compared only with the same ones in hand. */
  readonly coveredTopics: readonly string[];
  readonly tokens: readonly TokenPin[];
}

/** One thing that is not as the plan saw it, in words. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

export function pinOf(survey: Survey): Pin {
  return {
    currentIdentity: survey.currentIdentity,
    newIdentity: survey.newIdentity,
    newWalletCode: codeInWords(survey.codeAtNewWallet),
    agentAdmittedToRegistry: survey.agentAdmittedToRegistry,
    requiredTopics: inOrder(survey.requiredTopics),
    coveredTopics: inOrder(survey.coveredTopics),
    tokens: survey.tokens.map(pinToken),
  };
}

/** Everything that moved from one pin to the other; empty when the plan still holds. */
export function differencesBetween(before: Pin, now: Pin): Difference[] {
  return [
    ...different("identity of the lost wallet", before.currentIdentity, now.currentIdentity),
    ...different("identity of the new wallet", before.newIdentity, now.newIdentity),
    ...different("code at the new wallet", before.newWalletCode, now.newWalletCode),
    ...different("agent role on the registry", held(before.agentAdmittedToRegistry), held(now.agentAdmittedToRegistry)),
    ...different("required claim topics", listed(before.requiredTopics), listed(now.requiredTopics)),
    ...tokenDifferences(before, now),
  ];
}

/** @throws RefusedError StalePlan, with every difference, when the state moved since the plan was made. */
export function requireUnchanged(before: Pin, now: Pin): void {
  const differences = differencesBetween(before, now);
  if (differences.length === 0) return;
  const lines = differences.map((difference) => `  ${difference.what}: ${difference.before} → ${difference.now}`);
  throw new RefusedError(
    "StalePlan",
    ["The state moved since the preview. Nothing was sent.", ...lines].join("\n"),
    "Preview again, and have the new wallet accept the new plan: npx hardhat recovery preview --help",
  );
}

function tokenDifferences(before: Pin, now: Pin): Difference[] {
  const sameClaims = listed(before.coveredTopics) === listed(now.coveredTopics);
  const was = new Map(before.tokens.map((token) => [token.address, token]));
  const is = new Map(now.tokens.map((token) => [token.address, token]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((address) => {
    const [old, fresh] = [was.get(address), is.get(address)];
    if (old === undefined) return different(`token ${address}`, "not in the plan", "named");
    if (fresh === undefined) return different(`token ${address}`, "in the plan", "not named");
    return differencesOfToken(old, fresh, sameClaims);
  });
}

function differencesOfToken(before: TokenPin, now: TokenPin, sameClaims: boolean): Difference[] {
  const name = `${before.symbol} ${before.address}`;
  const ran = before.outcome !== "pending" && now.outcome !== "pending";
  return [
    ...different(`${name}: balance`, amount(before, before.balance), amount(now, now.balance)),
    ...different(`${name}: frozen`, amount(before, before.frozen), amount(now, now.frozen)),
    ...different(`${name}: wallet frozen`, yesNo(before.walletFrozen), yesNo(now.walletFrozen)),
    ...different(`${name}: paused`, yesNo(before.paused), yesNo(now.paused)),
    ...different(`${name}: agent role`, held(before.agentAdmitted), held(now.agentAdmitted)),
    ...(ran && sameClaims ? different(`${name}: outcome`, before.outcome, now.outcome) : []),
  ];
}

function pinToken(token: TokenSurvey): TokenPin {
  const { address, symbol, decimals, paused, agentAdmitted, outcome } = token;
  return {
    address,
    symbol,
    decimals,
    balance: token.balance.toString(),
    frozen: token.frozen.toString(),
    walletFrozen: token.walletFrozen && !token.quarantined,
    paused,
    agentAdmitted,
    outcome,
  };
}

function different(what: string, before: string, now: string): Difference[] {
  return before === now ? [] : [{ what, before, now }];
}

function codeInWords(code: string): string {
  if (code.length <= 2) return "none";
  const delegate = delegateOf(code);
  return delegate === "" ? `contract ${keccak256(code)}` : `delegates to ${delegate}`;
}

function inOrder(topics: readonly bigint[]): string[] {
  return [...topics].sort((a, b) => (a < b ? -1 : 1)).map(String);
}

const amount = ({ symbol, decimals }: TokenPin, units: string): string =>
  `${formatDecimal(BigInt(units), decimals)} ${symbol}`;
const yesNo = (value: boolean): string => (value ? "yes" : "no");
const held = (value: boolean): string => (value ? "held" : "missing");
const listed = (topics: readonly string[]): string => (topics.length === 0 ? "none" : topics.join(", "));
