import type { Provider } from "ethers";

import type { RecoveryAgent } from "../../typechain-types";
import type { Cast } from "../../test/stage/cast";
import { approve, execute, propose, ripen } from "../../test/stage/cases";
import { COUNTRY, KYC_TOPIC } from "../../test/stage/holdings";
import { deployRegain } from "../../test/stage/regain";
import { deployCodes } from "../../test/stage/regain-suite/codes";
import { createIdentity } from "../../test/stage/regain-suite/holders";
import { deployRegainSuite, type RegainSuite } from "../../test/stage/regain-suite/suite";
import { confirm } from "../../test/stage/t-rex/deploy";
import { spentDuring } from "./blocks";
import { regainIssuer } from "./issuers";
import type { RecoverySide } from "./recovery";

/** Our suite: a case of the recovery agent, with the claim signed ahead, and the old claim revoked. */
export async function regainRecoveries(cast: Cast, provider: Provider): Promise<RecoverySide> {
  const codes = await deployCodes(cast.deployer);
  const issuer = await regainIssuer(cast);
  return {
    recover: async (count) => {
      const agent = await deployAgentOf(cast);
      const office = { agent, cast };
      const terms = { owner: cast.issuer, agents: [cast.tokenAgent.address, await agent.getAddress()] };
      const first = await deployRegainSuite(codes, {
        ...terms,
        salt: `${count} tokens`,
        topics: [KYC_TOPIC],
        issuers: [{ address: issuer.address, topics: [KYC_TOPIC] }],
      });
      const suites: RegainSuite[] = [first];
      for (let made = 1; made < count; made += 1) {
        const salt = `${made} of ${count} tokens`;
        suites.push(await deployRegainSuite(codes, { ...terms, salt, registry: first.registry.target }));
      }
      const identity = await createIdentity(codes, cast.holder, { salt: BigInt(count) });
      const { topic, scheme, signature, data, uri } = await issuer.sign(await identity.getAddress());
      await confirm(identity.addClaim(topic, scheme, issuer.address, signature, data, uri));
      await confirm(first.registry.connect(cast.tokenAgent).registerIdentity(cast.holder, identity, COUNTRY));
      for (const { token } of suites) await confirm(token.connect(cast.tokenAgent).mint(cast.holder, 1_000n));
      for (const { token } of suites) await confirm(token.connect(cast.tokenAgent).unpause());

      const tokens = await Promise.all(suites.map(({ token }) => token.getAddress()));
      const registry = await first.registry.getAddress();
      const spent = await spentDuring(provider, async () => {
        const open = await propose(office, {
          registry,
          lostWallet: cast.holder.address,
          newWallet: cast.newWallet,
          tokens,
        });
        await approve(office, open);
        await ripen(office, open);
        const { newIdentity } = await agent.caseOf(open.caseId);
        await execute(office, open, [await issuer.sign(newIdentity)]);
        await issuer.revoke(await identity.getAddress());
      });
      for (const { token } of suites) await requireMoved(token, cast);
      return spent;
    },
  };
}

/** One for each story: an agent remembers which identity took another's place. */
async function deployAgentOf(cast: Cast): Promise<RecoveryAgent> {
  const { agent } = await deployRegain(cast.deployer, {
    IDENTITY_MANAGER: [cast.identityManager],
    CUSTODIAN: [cast.custodian],
    GUARDIAN: [cast.guardian],
    POLICY_ADMIN: [cast.policyAdmin],
  });
  return agent;
}

async function requireMoved(token: RegainSuite["token"], { newWallet }: Cast): Promise<void> {
  const moved = await token.balanceOf(newWallet);
  if (moved !== 1_000n) throw new Error(`${await token.getAddress()} was not recovered: ${moved} came.`);
}
