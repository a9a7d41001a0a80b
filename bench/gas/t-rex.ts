import { toUtf8Bytes, type Provider } from "ethers";

import type { Cast } from "../../test/stage/cast";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { confirm } from "../../test/stage/t-rex/deploy";
import type { OnchainId } from "../../test/stage/t-rex/handles";
import { deployImplementations, type TRexImplementations } from "../../test/stage/t-rex/implementations";
import { addClaim, deployClaimIssuer, deployIdentity, signClaim } from "../../test/stage/t-rex/onchainid";
import { deploySuite } from "../../test/stage/t-rex/suite";
import { gasDuring } from "./blocks";
import { gasOf } from "./measured";
import type { Side, Stage } from "./story";

/** T-REX 4.1.6, from the published packages. */
export async function tRexSide(cast: Cast, provider: Provider): Promise<Side> {
  const implementations = await deployImplementations(cast.deployer);
  return { deploySuite: (options) => stageOf(implementations, cast, provider, options) };
}

async function stageOf(
  implementations: TRexImplementations,
  cast: Cast,
  provider: Provider,
  { issuers: count, twoModules }: { readonly issuers: number; readonly twoModules: boolean },
): Promise<Stage> {
  const signer = cast.claimIssuerSigner;
  const issuers: { readonly address: string; readonly topics: readonly bigint[] }[] = [];
  for (let made = 0; made < count; made += 1) {
    issuers.push({ address: (await deployClaimIssuer(signer)).target, topics: [KYC_TOPIC] });
  }
  const issuer = issuers.at(-1)?.address ?? "";
  const { gas: deployGas, result: suite } = await gasDuring(provider, () =>
    deploySuite(implementations, {
      owner: cast.issuer,
      agents: [cast.tokenAgent.address],
      topics: [KYC_TOPIC],
      issuers: issuers.slice(0, 1),
      name: "Lakeside Property Shares",
      symbol: "LAKE",
      decimals: 0,
      ...(twoModules ? { rules: { maxBalance: 1_000_000n, countries: [COUNTRY] } } : {}),
    }),
  );
  for (const more of issuers.slice(1)) await confirm(suite.issuers.addTrustedIssuer(more.address, [...more.topics]));
  const token = suite.token.connect(cast.tokenAgent);
  const registry = suite.registry.connect(cast.tokenAgent);
  const identities = new Map<string, OnchainId>();
  const identityOf = (wallet: string): OnchainId => {
    const identity = identities.get(wallet);
    if (identity === undefined) throw new Error(`No identity for ${wallet}.`);
    return identity;
  };
  return {
    deployGas,
    createIdentity: async (person) => {
      const { gas, result } = await gasDuring(provider, () => deployIdentity(implementations, person));
      identities.set(person.address, result);
      return gas;
    },
    addClaim: async (person) => {
      const identity = identityOf(person.address);
      const data = toUtf8Bytes("identity checked");
      const signature = await signClaim(signer, identity.target, KYC_TOPIC, data);
      const claim = { topic: KYC_TOPIC, issuer, signature, data };
      return (await gasDuring(provider, () => addClaim(identity, person, claim))).gas;
    },
    register: (person) => gasOf(registry.registerIdentity(person.address, identityOf(person.address).target, COUNTRY)),
    batchRegister: (wallets, person) =>
      gasOf(
        registry.batchRegisterIdentity(
          [...wallets],
          wallets.map(() => identityOf(person.address).target),
          wallets.map(() => COUNTRY),
        ),
      ),
    mint: (person, amount) => gasOf(token.mint(person.address, amount)),
    unpause: () => gasOf(token.unpause()),
    transfer: (from, to, amount) => gasOf(suite.token.connect(from).transfer(to.address, amount)),
    isVerified: (person) => registry.isVerified.estimateGas(person.address),
  };
}
