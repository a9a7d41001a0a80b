import { ZeroAddress } from "ethers";
import type { Chain } from "../chain/connect";
import { caseStatusOf, outcomeOf } from "../chain/enums";
import { explainReason, explainRevert } from "../chain/explain";
import { previewCase } from "../chain/preview";
import { holdsClaim, isAgentOf, readRegistry, registeredIdentity, type RegistryFacts } from "../chain/registry";
import { findOtherWallets } from "../chain/other-wallets";
import { readStanding, suiteTokens } from "../chain/standing";
import { readToken, type TokenFacts } from "../chain/token";
import { modeOf, orderTokens, type Recovery } from "./recovery";
import type { Blocker, ClaimIssuerSurvey, Survey, TokenSurvey } from "./survey.types";
import type { SignedClaim } from "../identity/claims";

/** What an operator says of a recovery; the rest is found on chain. */
export interface RecoveryRequest {
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly tokens: readonly string[];
  /** The first token's registry when left out. */
  readonly registry?: string;
  readonly keepIdentity: boolean;
  readonly evidence: string;
}

/** Fills in what the chain knows: registry, the identity to keep, the nonce. */
export async function composeRecovery(chain: Chain, request: RecoveryRequest): Promise<Recovery> {
  const { lostWallet, newWallet, evidence } = request;
  const tokens = orderTokens(request.tokens);
  const registry = request.registry ?? (await registryOfFirst(chain, tokens, lostWallet));
  const [nonce, identity] = await Promise.all([
    chain.agent.nonces(lostWallet),
    request.keepIdentity ? registeredIdentity(chain, registry, lostWallet).catch(() => ZeroAddress) : ZeroAddress,
  ]);
  return { registry, lostWallet, newWallet, identity, tokens, evidence, nonce };
}

/** Reads everything that a preview shows. Decides nothing, changes nothing. */
export async function surveyRecovery(
  chain: Chain,
  recovery: Recovery,
  claims: readonly SignedClaim[],
): Promise<Survey> {
  const [preview, facts, onSuite, agentAdmittedToRegistry, codeAtNewWallet] = await Promise.all([
    previewCase(chain, recovery, claims),
    Promise.all(recovery.tokens.map((token) => readToken(chain, token, recovery.lostWallet))),
    suiteTokens(chain, recovery),
    isAgentOf(chain, recovery.registry),
    chain.provider.getCode(recovery.newWallet),
  ]);
  const { first, tokens: results } = preview;
  const registries = [...new Set([recovery.registry, ...facts.map((token) => token.registry)])];
  const required = await Promise.all(
    registries.filter((registry) => registry !== ZeroAddress).map((registry) => readRegistry(chain, registry)),
  );
  const requiredTopics = [...new Set(required.flatMap((facts) => facts.topics))].sort((a, b) => (a < b ? -1 : 1));
  const issuers = issuersOf(required);
  const refused = new Set(first.refusedClaims.map(Number));
  const standing = claims.filter((_, index) => !refused.has(index));
  return {
    chainId: chain.chainId,
    agent: chain.agentAddress,
    caseId: first.caseId,
    status: caseStatusOf(first.status),
    recovery,
    currentIdentity: first.lostIdentity,
    newIdentity: first.newIdentity,
    newIdentityExists: (await chain.provider.getCode(first.newIdentity)) !== "0x",
    requiredTopics,
    issuers,
    coveredTopics: await coveredTopics(chain, first.newIdentity, requiredTopics, issuers, standing),
    refusedClaims: claims.filter((_, index) => refused.has(index)).map(({ issuer, topic }) => ({ issuer, topic })),
    tokens: facts.map((token, index) => withPrediction(token, onSuite.includes(token.address), results[index])),
    blockers: first.blockers.map(blockerOf),
    agentAdmittedToRegistry,
    codeAtNewWallet,
    ...(await surveyStandings(chain, recovery, first.lostIdentity)),
  };
}

async function surveyStandings(
  chain: Chain,
  recovery: Recovery,
  lostIdentity: string,
): Promise<Pick<Survey, "lostWalletStanding" | "newWalletStanding" | "otherWallets" | "otherWalletsComplete">> {
  const { registry, lostWallet, newWallet } = recovery;
  const isReplaced = modeOf(recovery) === "replace";
  const [lostWalletStanding, newWalletStanding, others] = await Promise.all([
    readStanding(chain, registry, lostWallet),
    readStanding(chain, registry, newWallet),
    isReplaced
      ? findOtherWallets(chain, registry, lostIdentity, [lostWallet, newWallet])
      : { wallets: [], complete: true },
  ]);
  const { wallets: otherWallets, complete: otherWalletsComplete } = others;
  return { lostWalletStanding, newWalletStanding, otherWallets, otherWalletsComplete };
}

function withPrediction(
  facts: TokenFacts,
  onSuite: boolean,
  result: { outcome: bigint; reason: string } | undefined,
): TokenSurvey {
  const outcome = outcomeOf(result?.outcome ?? 0n);
  const failed =
    outcome !== "pending" && outcome !== "recovered" && outcome !== "nothing held" && outcome !== "settled before";
  const { address, symbol, decimals, balance, frozen, walletFrozen, quarantined, paused, agentAdmitted } = facts;
  const token = { address, symbol, decimals, balance, frozen, walletFrozen, quarantined, paused, agentAdmitted };
  return { ...token, onSuite, outcome, reason: failed ? explainReason(result?.reason ?? "0x") : "" };
}

function blockerOf(data: string): Blocker {
  const { code, message, next } = explainRevert(data);
  return { code, message, next };
}

async function registryOfFirst(chain: Chain, tokens: readonly string[], lostWallet: string): Promise<string> {
  const [first] = tokens;
  return first === undefined ? ZeroAddress : (await readToken(chain, first, lostWallet)).registry;
}

function issuersOf(registries: readonly RegistryFacts[]): ClaimIssuerSurvey[] {
  const topicsOf = new Map<string, Set<bigint>>();
  for (const [topic, issuers] of registries.flatMap((facts) => [...facts.issuersOf])) {
    for (const issuer of issuers) topicsOf.set(issuer, (topicsOf.get(issuer) ?? new Set()).add(topic));
  }
  return [...topicsOf].map(([address, topics]) => ({ address, topics: [...topics] }));
}

async function coveredTopics(
  chain: Chain,
  identity: string,
  required: readonly bigint[],
  issuers: readonly ClaimIssuerSurvey[],
  standing: readonly SignedClaim[],
): Promise<bigint[]> {
  const covered = await Promise.all(
    required.map(async (topic) => {
      const trusted = issuers.filter((issuer) => issuer.topics.includes(topic)).map((issuer) => issuer.address);
      if (standing.some((claim) => claim.topic === topic && trusted.includes(claim.issuer))) return true;
      const held = await Promise.all(trusted.map((issuer) => holdsClaim(chain, identity, issuer, topic)));
      return held.includes(true);
    }),
  );
  return required.filter((_, index) => covered[index]);
}
