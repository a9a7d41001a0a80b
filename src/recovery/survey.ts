import { ZeroAddress } from "ethers";
import type { Chain } from "../chain/connect";
import { caseStatusOf, outcomeOf } from "../chain/enums";
import { explainReason, explainRevert } from "../chain/explain";
import { previewCase } from "../chain/preview";
import { findOtherWallets } from "../chain/other-wallets";
import { heldClaims, isAgentOf, readRegistries, registeredIdentity } from "../chain/registry";
import { readStandings, suiteTokens } from "../chain/standing";
import { readTokens, registriesOf, type TokenFacts } from "../chain/token";
import { modeOf, orderTokens, type Recovery } from "./recovery";
import type { Blocker, Survey, TokenSurvey } from "./survey.types";
import type { SignedClaim } from "../identity/claims";
import { topicsCovered, topicsRequired, trustedEverywhere, type TrustTerms } from "../identity/trust";

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
  const registry = request.registry ?? (await registryOfFirst(chain, tokens));
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
    readTokens(chain, recovery.tokens, recovery.lostWallet),
    suiteTokens(chain, recovery),
    isAgentOf(chain, recovery.registry),
    chain.provider.getCode(recovery.newWallet),
  ]);
  const { first, tokens: results } = preview;
  const registries = [...new Set([recovery.registry, ...facts.map((token) => token.registry)])];
  const required = await readRegistries(
    chain,
    registries.filter((registry) => registry !== ZeroAddress),
  );
  const requiredTopics = topicsRequired(required);
  const refused = new Set(first.refusedClaims.map(Number));
  const standing = claims.filter((_, index) => !refused.has(index));
  const newIdentityExists = (await chain.provider.getCode(first.newIdentity)) !== "0x";
  const held = newIdentityExists ? await heldClaims(chain, first.newIdentity, countingClaims(required)) : [];
  return {
    chainId: chain.chainId,
    agent: chain.agentAddress,
    caseId: first.caseId,
    status: caseStatusOf(first.status),
    recovery,
    currentIdentity: first.lostIdentity,
    newIdentity: first.newIdentity,
    newIdentityExists,
    requiredTopics,
    issuers: [...trustedEverywhere(required)].map(([address, topics]) => ({ address, topics })),
    coveredTopics: topicsCovered(required, [...standing, ...held]),
    refusedClaims: claims.filter((_, index) => refused.has(index)).map(({ issuer, topic }) => ({ issuer, topic })),
    tokens: facts.map((token, index) => withPrediction(token, onSuite.includes(token.address), results[index])),
    blockers: first.blockers.map(blockerOf),
    agentAdmittedToRegistry,
    codeAtNewWallet,
    gas: preview.gas,
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
  const [[lostWalletStanding = null, newWalletStanding = null], others] = await Promise.all([
    readStandings(chain, registry, [lostWallet, newWallet]),
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

async function registryOfFirst(chain: Chain, tokens: readonly string[]): Promise<string> {
  const [registry = ZeroAddress] = await registriesOf(chain, tokens.slice(0, 1));
  return registry;
}

/** Every claim that would count with some registry: a required topic with each issuer that it trusts for it. */
function countingClaims(registries: readonly TrustTerms[]): { readonly issuer: string; readonly topic: bigint }[] {
  const counting = registries.flatMap(({ issuersOf }) =>
    [...issuersOf].flatMap(([topic, issuers]) => issuers.map((issuer) => ({ issuer, topic }))),
  );
  return [...new Map(counting.map((claim) => [`${claim.topic} ${claim.issuer}`, claim])).values()];
}
