import { toUtf8Bytes, type Provider } from "ethers";

import type { IIdentity } from "../../typechain-types";
import type { Cast } from "../../test/stage/cast";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { deployCodes, type SuiteCodes } from "../../test/stage/regain-suite/codes";
import { claimFor, createIdentity } from "../../test/stage/regain-suite/holders";
import { deployRegainSuite, type RegainSuiteTerms, type Rule } from "../../test/stage/regain-suite/suite";
import { confirm } from "../../test/stage/t-rex/deploy";
import { deployClaimIssuer } from "../../test/stage/t-rex/onchainid";
import { gasDuring } from "./blocks";
import { gasOf, receiptGas } from "./measured";
import type { Side, Stage } from "./story";

/** Our suite. */
export async function regainSide(cast: Cast, provider: Provider): Promise<Side> {
  const codes = await deployCodes(cast.deployer);
  let suites = 0n;
  return {
    deploySuite: async ({ issuers, twoModules }) => {
      suites += 1n;
      return stageOf(codes, cast, provider, { issuers, rules: twoModules ? rulesOf(codes) : [], salt: suites });
    },
  };
}

function rulesOf({ modules }: SuiteCodes): Rule[] {
  const { maxBalance, countryAllow } = modules;
  return [
    { module: maxBalance, settings: maxBalance.interface.encodeFunctionData("setMaxBalance", [1_000_000n]) },
    {
      module: countryAllow,
      settings: countryAllow.interface.encodeFunctionData("setCountries", [[COUNTRY], true]),
    },
  ];
}

async function stageOf(
  codes: SuiteCodes,
  cast: Cast,
  provider: Provider,
  { issuers: count, rules, salt }: { readonly issuers: number; readonly rules: readonly Rule[]; readonly salt: bigint },
): Promise<Stage> {
  const signer = cast.claimIssuerSigner;
  const issuers: { readonly address: string; readonly topics: readonly bigint[] }[] = [];
  for (let made = 0; made < count; made += 1) {
    issuers.push({ address: (await deployClaimIssuer(signer)).target, topics: [KYC_TOPIC] });
  }
  const issuer = { signer, address: issuers.at(-1)?.address ?? "" };
  const terms: RegainSuiteTerms = {
    owner: cast.issuer,
    salt: salt.toString(),
    agents: [cast.tokenAgent.address],
    topics: [KYC_TOPIC],
    issuers: issuers.slice(0, 1),
    rules,
  };
  const { token, registry, policy, receipt } = await deployRegainSuite(codes, terms);
  for (const more of issuers.slice(1)) await confirm(policy.addTrustedIssuer(more.address, [...more.topics]));
  const agent = cast.tokenAgent;
  const identities = new Map<string, IIdentity>();
  const identityOf = (wallet: string): IIdentity => {
    const identity = identities.get(wallet);
    if (identity === undefined) throw new Error(`No identity for ${wallet}.`);
    return identity;
  };
  return {
    deployGas: receiptGas(receipt),
    createIdentity: async (person) => {
      const { gas, result } = await gasDuring(provider, () => createIdentity(codes, person, { salt: salt * 1_000n }));
      identities.set(person.address, result);
      return gas;
    },
    addClaim: async (person) => {
      const identity = identityOf(person.address);
      const claim = await claimFor(issuer, await identity.getAddress());
      const { topic, scheme, signature, uri } = claim;
      return gasOf(identity.addClaim(topic, scheme, issuer.address, signature, toUtf8Bytes("identity checked"), uri));
    },
    register: (person) => gasOf(registry.connect(agent).registerIdentity(person, identityOf(person.address), COUNTRY)),
    batchRegister: (wallets, person) =>
      gasOf(
        registry.connect(agent).batchRegisterIdentity(
          [...wallets],
          wallets.map(() => identityOf(person.address)),
          wallets.map(() => COUNTRY),
        ),
      ),
    mint: (person, amount) => gasOf(token.connect(agent).mint(person, amount)),
    unpause: () => gasOf(token.connect(agent).unpause()),
    transfer: (from, to, amount) => gasOf(token.connect(from).transfer(to, amount)),
    isVerified: (person) => registry.isVerified.estimateGas(person),
  };
}
