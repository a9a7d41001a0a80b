import { keccak256 } from "ethers";
import { z } from "zod";
import type { JsonObject } from "../shared/canonical-json";
import { formatDecimal } from "../shared/decimals";
import { BadInputError, RefusedError } from "../shared/errors";
import { address } from "./files/schema";
import { OUTCOMES } from "../chain/enums";
import { delegateOf } from "./plan-wallet";
import type { Survey, TokenSurvey } from "./survey.types";

const units = z.string().regex(/^(0|[1-9][0-9]{0,77})$/, "is not a whole number in decimal digits");

const tokenPin = z.strictObject({
  address,
  symbol: z.string(),
  decimals: z.number().int().min(0).max(255),
  /** In base units. */
  balance: units,
  frozen: units,
  /** A freeze of the wallet by anybody but a case. */
  walletFrozen: z.boolean(),
  paused: z.boolean(),
  agentAdmitted: z.boolean(),
  outcome: z.enum(OUTCOMES),
});

const pin = z.strictObject({
  currentIdentity: address,
  newIdentity: address,
  /** "none", "delegates to 0x…" or "contract 0x<hash of its code>". */
  newWalletCode: z.string(),
  agentAdmittedToRegistry: z.boolean(),
  requiredTopics: z.array(units),
  /** Further wallets of an identity that is replaced. */
  otherWallets: z.array(address),
  /** With the claims in hand then: outcomes are compared only with the same ones in hand. */
  coveredTopics: z.array(units),
  tokens: z.array(tokenPin),
});

type TokenPin = z.infer<typeof tokenPin>;

/** What a plan relies on, as plain JSON: small enough to stand in its file, and nothing that time alone changes. */
export type Pin = z.infer<typeof pin>;

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
    otherWallets: survey.otherWallets.map((wallet) => wallet.address).sort(),
    coveredTopics: inOrder(survey.coveredTopics),
    tokens: survey.tokens.map(pinToken),
  };
}

/**
 * Reads back what a plan file keeps of `pinOf`.
 * @throws BadInputError SchemaRefused
 */
export function parsePin(seen: JsonObject): Pin {
  const result = pin.safeParse(seen);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new BadInputError(
    "SchemaRefused",
    `What the plan saw is not in order: ${issue?.path.join(".") ?? "it"} ${issue?.message ?? "is wrong"}.`,
    "Get the file again from its author, or preview anew.",
  );
}

/** Everything that moved from one pin to the other; empty when the plan still holds. */
export function differencesBetween(before: Pin, now: Pin): Difference[] {
  return [
    ...different("identity of the lost wallet", before.currentIdentity, now.currentIdentity),
    ...different("identity of the new wallet", before.newIdentity, now.newIdentity),
    ...different("code at the new wallet", before.newWalletCode, now.newWalletCode),
    ...different("agent role on the registry", held(before.agentAdmittedToRegistry), held(now.agentAdmittedToRegistry)),
    ...different("required claim topics", listed(before.requiredTopics), listed(now.requiredTopics)),
    ...different("other wallets of the identity", listed(before.otherWallets), listed(now.otherWallets)),
    ...tokenDifferences(before, now),
  ];
}

/**
 * @param anew The command that previews again.
 * @throws RefusedError StalePlan, with every difference, when the state moved since the plan was made.
 */
export function requireUnchanged(before: Pin, now: Pin, anew = "npx hardhat recovery preview --out <new plan>"): void {
  const differences = differencesBetween(before, now);
  if (differences.length === 0) return;
  const lines = differences.map((difference) => `  ${difference.what}: ${difference.before} → ${difference.now}`);
  throw new RefusedError(
    "StalePlan",
    ["The state moved since the preview. Nothing was sent.", ...lines].join("\n"),
    `Look at what moved, preview again, and go on with the new plan file: ${anew}`,
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

const amount = ({ symbol, decimals }: TokenPin, value: string): string =>
  `${formatDecimal(BigInt(value), decimals)} ${symbol}`;
const yesNo = (value: boolean): string => (value ? "yes" : "no");
const held = (value: boolean): string => (value ? "held" : "missing");
const listed = (items: readonly string[]): string => (items.length === 0 ? "none" : items.join(", "));
