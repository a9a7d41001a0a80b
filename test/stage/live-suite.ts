import { COUNTRY, KYC_TOPIC } from "./holdings";
import type { IdentityOffice } from "./holders";
import type { Player } from "./cast";
import { deployCodes, type SuiteCodes } from "./regain-suite/codes";
import { createIdentity } from "./regain-suite/holders";
import { deployRegainSuite, type RegainSuite, type Rule } from "./regain-suite/suite";
import { attach, confirm } from "./t-rex/deploy";
import type {
  OnchainId,
  TRexClaimTopicsRegistry,
  TRexCompliance,
  TRexIdentityRegistry,
  TRexIdentityRegistryStorage,
  TRexToken,
  TRexTrustedIssuersRegistry,
} from "./t-rex/handles";
import type { Rules } from "./t-rex/modules";
import type { RegistrySet } from "./t-rex/registry";
import type { Suite } from "./t-rex/suite";

/** Tokens of ours on one registry, spoken to through T-REX's published ABI: both have the standard's functions. */
export interface LiveSuite {
  readonly codes: SuiteCodes;
  readonly ours: readonly RegainSuite[];
  readonly suites: readonly Suite[];
  readonly registrySet: RegistrySet;
}

/** A token for each set of rules, the first with a registry that the others share. */
export async function deployLiveSuite(
  { cast, claimIssuer }: IdentityOffice,
  agents: readonly string[],
  rules: readonly Rules[],
): Promise<LiveSuite> {
  const codes = await deployCodes(cast.deployer);
  const terms = {
    owner: cast.issuer,
    agents,
    topics: [KYC_TOPIC],
    issuers: [{ address: claimIssuer.target, topics: [KYC_TOPIC] }],
  };
  const ours: RegainSuite[] = [];
  for (const [index, rule] of rules.entries()) {
    const registry = ours[0]?.registry.target;
    ours.push(
      await deployRegainSuite(codes, {
        ...terms,
        salt: `live ${index + 1}`,
        rules: rulesOf(codes, rule),
        ...(registry === undefined ? {} : { registry }),
      }),
    );
  }
  const [first] = ours;
  if (first === undefined) throw new Error("A live suite has a token at least.");
  const registrySet = registryOf(first, cast.issuer);
  const suites = ours.map(({ token, compliance }) => ({
    ...registrySet,
    token: attach<TRexToken>("Token", addressOf(token), cast.issuer),
    compliance: attach<TRexCompliance>("ModularCompliance", addressOf(compliance), cast.issuer),
  }));
  return { codes, ours, suites, registrySet };
}

/** Gives a person an identity of ours with its claim, and registers the wallet. */
export async function registerOnSuite(
  { codes, registrySet }: LiveSuite,
  { cast, claimIssuer }: IdentityOffice,
  person: Player,
): Promise<OnchainId> {
  const issuer = { signer: cast.claimIssuerSigner, address: claimIssuer.target };
  const identity = await (await createIdentity(codes, person, { issuer })).getAddress();
  await confirm(registrySet.registry.connect(cast.tokenAgent).registerIdentity(person, identity, COUNTRY));
  return attach<OnchainId>("Identity", identity, person);
}

export function rulesOf({ modules }: SuiteCodes, { maxBalance, countries }: Rules): Rule[] {
  const rules: Rule[] = [];
  if (maxBalance !== undefined) {
    const module = modules.maxBalance;
    rules.push({ module, settings: module.interface.encodeFunctionData("setMaxBalance", [maxBalance]) });
  }
  if (countries !== undefined) {
    const module = modules.countryAllow;
    rules.push({ module, settings: module.interface.encodeFunctionData("setCountries", [[...countries], true]) });
  }
  return rules;
}

function registryOf({ registry, storage, policy }: RegainSuite, owner: Player): RegistrySet {
  return {
    registry: attach<TRexIdentityRegistry>("IdentityRegistry", addressOf(registry), owner),
    storage: attach<TRexIdentityRegistryStorage>("IdentityRegistryStorage", addressOf(storage), owner),
    topics: attach<TRexClaimTopicsRegistry>("ClaimTopicsRegistry", addressOf(policy), owner),
    issuers: attach<TRexTrustedIssuersRegistry>("TrustedIssuersRegistry", addressOf(policy), owner),
  };
}

function addressOf({ target }: { readonly target: unknown }): string {
  return String(target);
}
