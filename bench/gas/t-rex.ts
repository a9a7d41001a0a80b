import type { Provider } from "ethers";

import type { Cast } from "../../test/stage/cast";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { confirm } from "../../test/stage/t-rex/deploy";
import type { OnchainId } from "../../test/stage/t-rex/handles";
import { deployImplementations, type TRexImplementations } from "../../test/stage/t-rex/implementations";
import { deployIdentity } from "../../test/stage/t-rex/onchainid";
import { deploySuite } from "../../test/stage/t-rex/suite";
import { spentDuring } from "./blocks";
import { makeIssuers, onchainIdIssuer } from "./issuers";
import { gasOf } from "./receipts";
import { known, type Side, type Stage, type StageTerms } from "./story";

export const TOKEN_NAMES = { name: "Lakeside Property Shares", symbol: "LAKE", decimals: 0 };

/** T-REX 4.1.6 with ONCHAINID 2.2.1, from the published packages. */
export async function tRexSide(cast: Cast, provider: Provider): Promise<Side> {
  const implementations = await deployImplementations(cast.deployer);
  return { deploySuite: (terms) => stageOf(implementations, cast, provider, terms) };
}

async function stageOf(
  implementations: TRexImplementations,
  cast: Cast,
  provider: Provider,
  { issuers: count, twoModules }: StageTerms,
): Promise<Stage> {
  const { issuer, trusted } = await makeIssuers(cast, onchainIdIssuer, count);
  const { gas: deployGas, result: suite } = await spentDuring(provider, () =>
    deploySuite(implementations, {
      ...TOKEN_NAMES,
      owner: cast.issuer,
      agents: [cast.tokenAgent.address],
      topics: [KYC_TOPIC],
      issuers: trusted.slice(0, 1),
      ...(twoModules ? { rules: { maxBalance: 1_000_000n, countries: [COUNTRY] } } : {}),
    }),
  );
  for (const { address, topics } of trusted.slice(1))
    await confirm(suite.issuers.addTrustedIssuer(address, [...topics]));
  const [token, registry] = [suite.token.connect(cast.tokenAgent), suite.registry.connect(cast.tokenAgent)];
  const identities = new Map<string, OnchainId>();
  return {
    deployGas,
    createIdentity: async (person) => {
      const { gas, result } = await spentDuring(provider, () => deployIdentity(implementations, person));
      identities.set(person.address, result);
      return gas;
    },
    addClaim: async (person) => {
      const identity = known(identities, person.address).connect(person);
      const { topic, scheme, signature, data, uri } = await issuer.sign(identity.target);
      return gasOf(identity.addClaim(topic, scheme, issuer.address, signature, data, uri));
    },
    register: (person) => {
      const { target } = known(identities, person.address);
      return gasOf(registry.registerIdentity(person.address, target, COUNTRY));
    },
    batchRegister: (wallets, person) => {
      const [{ target }, count] = [known(identities, person.address), wallets.length];
      return gasOf(registry.batchRegisterIdentity([...wallets], Array(count).fill(target), Array(count).fill(COUNTRY)));
    },
    mint: (person, amount) => gasOf(token.mint(person.address, amount)),
    unpause: () => gasOf(token.unpause()),
    transfer: (from, to, amount) => gasOf(suite.token.connect(from).transfer(to.address, amount)),
    isVerified: (person) => registry.isVerified.estimateGas(person.address),
  };
}
