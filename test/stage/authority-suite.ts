import { encodeBytes32String } from "ethers";

import { deploySuite, type SuiteOrder, type SuiteTargets } from "../../src/provision/deploy-suite";
import {
  AccessManager__factory,
  CountryAllowModule__factory,
  IdentityFactory__factory,
  IdentityRegistry__factory,
  MaxBalanceModule__factory,
  Token__factory,
  type AccessManager,
  type IdentityRegistry,
  type Token,
} from "../../typechain-types";
import type { Cast, Player } from "./cast";
import { COUNTRY, HOLDINGS, KYC_TOPIC, TERMS, type Holding, type HoldingTerms } from "./holdings";
import { through } from "./regain-suite/authority";
import { createIdentity, type Issuer } from "./regain-suite/holders";
import { confirm } from "./t-rex/deploy";
import { deployClaimIssuer } from "./t-rex/onchainid";

/** What the deploy scripts laid out, by address. The issuer of the cast administers the authority. */
export interface SuiteGround extends SuiteTargets {
  readonly identityFactory: string;
  readonly maxBalance: string;
  readonly countryAllow: string;
}

/** A token of ours with the holder's situation on it. */
export interface SuiteToken extends HoldingTerms {
  readonly holding: Holding;
  readonly address: string;
  readonly token: Token;
}

/** Five tokens of ours on one registry, which belong to the authority. */
export interface AuthoritySuiteStage {
  readonly tokens: readonly SuiteToken[];
  readonly authority: AccessManager;
  readonly registry: IdentityRegistry;
  readonly claimIssuer: string;
}

/** As `stageLiveTokens`: the same cast in the same situations, but every hand is the authority's. */
export async function stageAuthoritySuite(cast: Cast, ground: SuiteGround): Promise<AuthoritySuiteStage> {
  const claimIssuer = (await deployClaimIssuer(cast.claimIssuerSigner)).target;
  const authority = AccessManager__factory.connect(ground.authority, cast.tokenAgent);
  const tokens: SuiteToken[] = [];
  let registry: string | undefined;
  for (const holding of HOLDINGS) {
    const shared = registry === undefined ? whoIsTrusted(claimIssuer) : { registry };
    const suite = await deploySuite(cast.issuer, ground, { ...orderOf(holding, ground), ...shared });
    if (registry === undefined) await registerHolders(cast, ground, suite.registry, claimIssuer);
    registry = suite.registry;
    const token = Token__factory.connect(suite.token, cast.tokenAgent);
    await issueHoldings(cast, authority, token, TERMS[holding]);
    if (TERMS[holding].paused)
      await confirm(through(authority.connect(cast.issuer), token, "removeAgent", [ground.agent]));
    tokens.push({ ...TERMS[holding], holding, address: suite.token, token });
  }
  return {
    tokens,
    authority,
    registry: IdentityRegistry__factory.connect(registry ?? "", cast.tokenAgent),
    claimIssuer,
  };
}

function orderOf(holding: Holding, { maxBalance, countryAllow }: SuiteGround): SuiteOrder {
  const { name, symbol, decimals, rules } = TERMS[holding];
  const limits = MaxBalanceModule__factory.createInterface();
  const countries = CountryAllowModule__factory.createInterface();
  return {
    ...{ salt: encodeBytes32String(symbol), name, symbol, decimals },
    rules:
      rules === undefined
        ? []
        : [
            { module: maxBalance, settings: limits.encodeFunctionData("setMaxBalance", [rules.maxBalance ?? 0n]) },
            {
              module: countryAllow,
              settings: countries.encodeFunctionData("setCountries", [[...(rules.countries ?? [])], true]),
            },
          ],
  };
}

function whoIsTrusted(claimIssuer: string): Pick<SuiteOrder, "topics" | "issuers"> {
  return { topics: [KYC_TOPIC], issuers: [{ address: claimIssuer, topics: [KYC_TOPIC] }] };
}

async function registerHolders(cast: Cast, ground: SuiteGround, address: string, claimIssuer: string): Promise<void> {
  const issuer: Issuer = { signer: cast.claimIssuerSigner, address: claimIssuer };
  const identityFactory = IdentityFactory__factory.connect(ground.identityFactory, cast.deployer);
  const registry = IdentityRegistry__factory.connect(address, cast.tokenAgent);
  const authority = AccessManager__factory.connect(ground.authority, cast.tokenAgent);
  const register = async (person: Player): Promise<void> => {
    const identity = await createIdentity({ identityFactory }, person, { issuer });
    await confirm(through(authority, registry, "registerIdentity", [person, identity, COUNTRY]));
  };
  await register(cast.holder);
  await register(cast.secondHolder);
}

async function issueHoldings(cast: Cast, authority: AccessManager, token: Token, held: HoldingTerms): Promise<void> {
  const { holder, secondHolder } = cast;
  const act = (name: string, values: readonly unknown[]): Promise<unknown> =>
    confirm(through(authority, token, name, values));
  if (held.balance > 0n) await act("mint", [holder, held.balance]);
  await act("mint", [secondHolder, held.secondBalance]);
  if (held.frozen > 0n) await act("freezePartialTokens", [holder, held.frozen]);
  if (held.walletFrozen) await act("setAddressFrozen", [holder, true]);
  if (!held.paused) await act("unpause", []);
}
