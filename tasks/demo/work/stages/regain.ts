import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { SUITE_ROLES } from "../../../../src/provision/role-table";
import type { Cast } from "../../../../test/stage/cast";
import { stageAuthoritySuite } from "../../../../test/stage/authority-suite";
import { through } from "../../../../test/stage/regain-suite/authority";
import { confirm } from "../../../../test/stage/t-rex/deploy";
import type { Scenery } from "../stage";
import { deployedAddress, runDeployScripts } from "./deploy";

/** Five tokens of our own suite. The issuer administers the authority, which owns them; the token agent has every role. */
export async function setRegainStage(hre: HardhatRuntimeEnvironment, cast: Cast): Promise<Scenery> {
  process.env["REGAIN_ADMIN"] = cast.issuer.address;
  const holders = Object.fromEntries(SUITE_ROLES.map(({ name }) => [name, cast.tokenAgent]));
  await runDeployScripts(hre, cast, ["recovery", "suite"], holders);
  const at = (name: string): Promise<string> => deployedAddress(hre, name);
  const agent = await at("RecoveryAgent");
  const { tokens, registry, authority, claimIssuer } = await stageAuthoritySuite(cast, {
    ...{ agent, authority: await at("AccessManager"), suiteFactory: await at("SuiteFactory") },
    identityFactory: await at("IdentityFactory"),
    maxBalance: await at("MaxBalanceModule"),
    countryAllow: await at("CountryAllowModule"),
  });
  return {
    ...{ tokens, claimIssuer, agent, registry: await registry.getAddress() },
    repair: async ({ address, symbol }) => {
      const token = tokens.find((each) => each.address === address)?.token;
      if (token === undefined) throw new Error(`${symbol} is not on this stage.`);
      await confirm(through(authority.connect(cast.issuer), token, "addAgent", [agent]));
      await confirm(through(authority.connect(cast.tokenAgent), token, "unpause", []));
      return `The administrator of ${symbol}'s owner makes the recovery agent an agent of it, and a pauser ends the pause.`;
    },
  };
}
