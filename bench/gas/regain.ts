import type { Provider } from "ethers";

import type { IIdentity } from "../../typechain-types";
import type { Cast } from "../../test/stage/cast";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { deployCodes, type SuiteCodes } from "../../test/stage/regain-suite/codes";
import { createIdentity } from "../../test/stage/regain-suite/holders";
import { deployRegainSuite, type Rule } from "../../test/stage/regain-suite/suite";
import { confirm } from "../../test/stage/t-rex/deploy";
import { spentDuring } from "./blocks";
import { makeIssuers, type MakeIssuer } from "./issuers";
import { gasOf, receiptGas } from "./receipts";
import { known, type Side, type Stage, type StageTerms } from "./story";

/** Our suite, with claims of the issuers given. */
export async function regainSide(cast: Cast, provider: Provider, makeIssuer: MakeIssuer): Promise<Side> {
  const codes = await deployCodes(cast.deployer);
  let suites = 0n;
  return {
    deploySuite: async (terms) => {
      suites += 1n;
      return stageOf(codes, cast, provider, { ...terms, makeIssuer, salt: suites });
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
  terms: StageTerms & { readonly makeIssuer: MakeIssuer; readonly salt: bigint },
): Promise<Stage> {
  const { issuer, trusted } = await makeIssuers(cast, terms.makeIssuer, terms.issuers);
  const suite = await deployRegainSuite(codes, {
    owner: cast.issuer,
    salt: terms.salt.toString(),
    agents: [cast.tokenAgent.address],
    topics: [KYC_TOPIC],
    issuers: trusted.slice(0, 1),
    rules: terms.twoModules ? rulesOf(codes) : [],
  });
  for (const { address, topics } of trusted.slice(1)) {
    await confirm(suite.policy.addTrustedIssuer(address, [...topics]));
  }
  const [token, registry] = [suite.token.connect(cast.tokenAgent), suite.registry.connect(cast.tokenAgent)];
  const identities = new Map<string, IIdentity>();
  return {
    deployGas: receiptGas(suite.receipt),
    createIdentity: async (person) => {
      const make = () => createIdentity(codes, person, { salt: terms.salt * 1_000n });
      const { gas, result } = await spentDuring(provider, make);
      identities.set(person.address, result);
      return gas;
    },
    addClaim: async (person) => {
      const identity = known(identities, person.address);
      const { topic, scheme, signature, data, uri } = await issuer.sign(await identity.getAddress());
      return gasOf(identity.addClaim(topic, scheme, issuer.address, signature, data, uri));
    },
    register: (person) => gasOf(registry.registerIdentity(person, known(identities, person.address), COUNTRY)),
    batchRegister: (wallets, person) => {
      const [identity, count] = [known(identities, person.address), wallets.length];
      return gasOf(
        registry.batchRegisterIdentity([...wallets], Array(count).fill(identity), Array(count).fill(COUNTRY)),
      );
    },
    mint: (person, amount) => gasOf(token.mint(person, amount)),
    unpause: () => gasOf(token.unpause()),
    transfer: (from, to, amount) => gasOf(token.connect(from).transfer(to, amount)),
    isVerified: (person) => registry.isVerified.estimateGas(person),
  };
}
