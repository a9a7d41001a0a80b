import { ZeroAddress } from "ethers";
import type { Chain } from "../chain/connect";
import { caseStatusOf, outcomeOf } from "../chain/enums";
import { explainReason, explainRevert } from "../chain/explain";
import { previewCase } from "../chain/preview";
import { findOtherWallets } from "../chain/other-wallets";
import { heldClaims, readRegistries, registeredIdentity, type RegistryFacts } from "../chain/registry";
import { readStandings } from "../chain/standing";
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
  const [preview, facts, codeAtNewWallet] = await Promise.all([
    previewCase(chain, recovery, claims),
    readTokens(chain, recovery.tokens, recovery.lostWallet),
    chain.provider.getCode(recovery.newWallet),
  ]);
  const { first, tokens: results } = preview;
  const registries = await surveyRegistries(chain, recovery, facts);
  const required = [...registries.values()];
  const { agentAdmitted = false, storage } = registries.get(recovery.registry) ?? {};
  const standings = await surveyStandings(chain, recovery, first.lostIdentity, storage);
  const isOnSuite = ({ tellsHoldings, registry }: TokenFacts): boolean =>
    standings.lostWalletStanding !== null &&
    tellsHoldings &&
    storage !== undefined &&
    registries.get(registry)?.storage === storage;
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
    tokens: facts.map((token, index) => withPrediction(token, isOnSuite(token), results[index])),
    blockers: first.blockers.map(blockerOf),
    agentAdmittedToRegistry: agentAdmitted,
    codeAtNewWallet,
    gas: preview.gas,
    ...standings,
  };
}

/** The case's registry, and each of its tokens'. */
async function surveyRegistries(
  chain: Chain,
  { registry }: Recovery,
  tokens: readonly TokenFacts[],
): Promise<Map<string, RegistryFacts>> {
  const addresses = [...new Set([registry, ...tokens.map((token) => token.registry)])];
  const asked = addresses.filter((address) => address !== ZeroAddress);
  const facts = await readRegistries(chain, asked);
  return new Map(facts.map((each, index) => [asked[index] ?? ZeroAddress, each]));
}

async function surveyStandings(
  chain: Chain,
  recovery: Recovery,
  lostIdentity: string,
  storage: string | undefined,
): Promise<Pick<Survey, "lostWalletStanding" | "newWalletStanding" | "otherWallets" | "otherWalletsComplete">> {
  const { registry, lostWallet, newWallet } = recovery;
  const isReplaced = modeOf(recovery) === "replace";
  const [[lostWalletStanding = null, newWalletStanding = null], others] = await Promise.all([
    readStandings(chain, registry, [lostWallet, newWallet]),
    isReplaced
      ? findOtherWallets(chain, registry, storage, lostIdentity, [lostWallet, newWallet])
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
