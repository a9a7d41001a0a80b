import type { Provider } from "ethers";

import type { Cast, Player } from "../../test/stage/cast";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { confirm } from "../../test/stage/t-rex/deploy";
import type { OnchainId } from "../../test/stage/t-rex/handles";
import { deployImplementations } from "../../test/stage/t-rex/implementations";
import { addClaim, deployIdentity } from "../../test/stage/t-rex/onchainid";
import { deploySuite, type Suite } from "../../test/stage/t-rex/suite";
import { spentDuring } from "./blocks";
import { onchainIdIssuer } from "./issuers";
import type { RecoverySide } from "./recovery";
import { TOKEN_NAMES } from "./t-rex";

/** T-REX 4.1.6: what its operator has to do today. */
export async function tRexRecoveries(cast: Cast, provider: Provider): Promise<RecoverySide> {
  const implementations = await deployImplementations(cast.deployer);
  const issuer = await onchainIdIssuer(cast);
  const identify = async (person: Player): Promise<OnchainId> => {
    const identity = await deployIdentity(implementations, person);
    const { topic, signature, data } = await issuer.sign(identity.target);
    await addClaim(identity, person, {
      topic: BigInt(topic),
      issuer: issuer.address,
      signature: String(signature),
      data,
    });
    return identity;
  };
  return {
    recover: async (count) => {
      const terms = {
        ...TOKEN_NAMES,
        owner: cast.issuer,
        agents: [cast.tokenAgent.address],
        topics: [KYC_TOPIC],
        issuers: [{ address: issuer.address, topics: [KYC_TOPIC] }],
      };
      const first = await deploySuite(implementations, terms);
      const suites = [first];
      while (suites.length < count) suites.push(await deploySuite(implementations, { ...terms, registry: first }));
      const identity = await identify(cast.holder);
      const registry = first.registry.connect(cast.tokenAgent);
      await confirm(registry.registerIdentity(cast.holder.address, identity.target, COUNTRY));
      for (const { token } of suites) await confirm(token.connect(cast.tokenAgent).mint(cast.holder.address, 1_000n));
      return spentDuring(provider, async () => {
        const next = await identify(cast.newWallet);
        if (count === 1) await recoverOne(first, cast, next);
        else await recoverByHand(suites, cast, next);
        await issuer.revoke(identity.target);
      });
    },
  };
}

async function recoverOne({ token }: Suite, { tokenAgent, holder, newWallet }: Cast, next: OnchainId): Promise<void> {
  await confirm(token.connect(tokenAgent).recoveryAddress(holder.address, newWallet.address, next.target));
}

/** `recoveryAddress` serves one token of a registry: from the second on, the manual way, which loses freezes. */
async function recoverByHand(
  suites: readonly Suite[],
  { tokenAgent, holder, newWallet }: Cast,
  next: OnchainId,
): Promise<void> {
  const [first] = suites;
  const registry = first?.registry.connect(tokenAgent);
  if (registry === undefined) return;
  await confirm(registry.registerIdentity(newWallet.address, next.target, COUNTRY));
  for (const { token } of suites) {
    await confirm(token.connect(tokenAgent).forcedTransfer(holder.address, newWallet.address, 1_000n));
  }
  await confirm(registry.deleteIdentity(holder.address));
}
