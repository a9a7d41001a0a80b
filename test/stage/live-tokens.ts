import type { Cast } from "./cast";
import { register } from "./holders";
import type { IdentityOffice } from "./holders";
import { HOLDINGS, KYC_TOPIC, TERMS } from "./holdings";
import type { Holding, HoldingTerms } from "./holdings";
import { deployLiveSuite, registerOnSuite } from "./live-suite";
import { confirm } from "./t-rex/deploy";
import type { OnchainId, TRexIdentityRegistry, TRexIdentityRegistryStorage } from "./t-rex/handles";
import { deployImplementations } from "./t-rex/implementations";
import { deployClaimIssuer } from "./t-rex/onchainid";
import { deployRegistry } from "./t-rex/registry";
import type { RegistrySet, RegistryTerms } from "./t-rex/registry";
import { deploySuite } from "./t-rex/suite";
import type { Suite } from "./t-rex/suite";

/** A T-REX token with the holder's situation on it. */
export interface LiveToken extends Suite, HoldingTerms {
  readonly holding: Holding;
  readonly address: string;
}

/** Five live tokens by the holder's situation, and all who have to do with them. */
export interface LiveStage extends IdentityOffice, Readonly<Record<Holding, LiveToken>> {
  /** The five in the order of `HOLDINGS`. */
  readonly tokens: readonly LiveToken[];
  /** The one registry, or with a registry for each token the first token's. */
  readonly registry: TRexIdentityRegistry;
  /** Each registry once. */
  readonly registries: readonly TRexIdentityRegistry[];
  readonly storage: TRexIdentityRegistryStorage;
  readonly holderIdentity: OnchainId;
  readonly secondHolderIdentity: OnchainId;
}

export interface LiveTokensOptions {
  /** `shared`: one registry serves all tokens. `perToken`: as TREXFactory deploys, a registry each over one storage. */
  readonly registries?: "shared" | "perToken";
}

/** Stages five T-REX tokens in use. The same accounts on a fresh chain give the same addresses. */
export async function stageLiveTokens(
  cast: Cast,
  { registries: kind = "shared" }: LiveTokensOptions = {},
): Promise<LiveStage> {
  const implementations = await deployImplementations(cast.deployer);
  const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
  const office: IdentityOffice = { cast, implementations, claimIssuer };

  const terms: RegistryTerms = {
    owner: cast.issuer,
    agents: [cast.tokenAgent.address],
    topics: [KYC_TOPIC],
    issuers: [{ address: claimIssuer.target, topics: [KYC_TOPIC] }],
  };
  const first = await deployRegistry(implementations, terms);
  const holderIdentity = await register(office, first.registry, cast.holder);
  const secondHolderIdentity = await register(office, first.registry, cast.secondHolder);

  const tokens: LiveToken[] = [];
  for (const holding of HOLDINGS) {
    const registry =
      kind === "shared" || tokens.length === 0
        ? first
        : await deployRegistry(implementations, { ...terms, storage: first.storage });
    tokens.push(await stageToken(office, terms, registry, holding));
  }

  return {
    ...byHolding(tokens),
    ...office,
    tokens,
    registry: first.registry,
    registries: kind === "shared" ? [first.registry] : tokens.map((token) => token.registry),
    storage: first.storage,
    holderIdentity,
    secondHolderIdentity,
  };
}

/** The same five situations on tokens of our own suite, on one registry. */
export async function stageOurTokens(cast: Cast): Promise<LiveStage> {
  const implementations = await deployImplementations(cast.deployer);
  const claimIssuer = await deployClaimIssuer(cast.claimIssuerSigner);
  const office: IdentityOffice = { cast, implementations, claimIssuer };
  const rules = HOLDINGS.map((holding) => TERMS[holding].rules ?? {});
  const suite = await deployLiveSuite(office, [cast.tokenAgent.address], rules);
  const holderIdentity = await registerOnSuite(suite, office, cast.holder);
  const secondHolderIdentity = await registerOnSuite(suite, office, cast.secondHolder);
  const tokens: LiveToken[] = [];
  for (const [index, each] of suite.suites.entries()) {
    const holding = HOLDINGS[index] ?? "plain";
    await issueHoldings(each, TERMS[holding], cast);
    tokens.push({ ...each, ...TERMS[holding], holding, address: each.token.target });
  }
  const { registry, storage } = suite.registrySet;
  return {
    ...byHolding(tokens),
    ...office,
    ...{ tokens, registry, registries: [registry], storage, holderIdentity, secondHolderIdentity },
  };
}

function byHolding(tokens: readonly LiveToken[]): Record<Holding, LiveToken> {
  return Object.fromEntries(tokens.map((token) => [token.holding, token])) as Record<Holding, LiveToken>;
}

async function stageToken(
  office: IdentityOffice,
  terms: RegistryTerms,
  registry: RegistrySet,
  holding: Holding,
): Promise<LiveToken> {
  const held = TERMS[holding];
  const suite = await deploySuite(office.implementations, { ...terms, ...held, registry });
  await issueHoldings(suite, held, office.cast);
  return { ...suite, ...held, holding, address: suite.token.target };
}

async function issueHoldings(suite: Suite, held: HoldingTerms, cast: Cast): Promise<void> {
  const token = suite.token.connect(cast.tokenAgent);
  const { address: holder } = cast.holder;
  if (held.balance > 0n) await confirm(token.mint(holder, held.balance));
  await confirm(token.mint(cast.secondHolder.address, held.secondBalance));
  if (held.frozen > 0n) await confirm(token.freezePartialTokens(holder, held.frozen));
  if (held.walletFrozen) await confirm(token.setAddressFrozen(holder, true));
  if (!held.paused) await confirm(token.unpause());
}
