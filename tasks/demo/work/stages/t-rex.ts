import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { admitAgent, admitAgentTo } from "../../../../test/stage/agents";
import type { Cast } from "../../../../test/stage/cast";
import { stageLiveTokens } from "../../../../test/stage/live-tokens";
import { confirm } from "../../../../test/stage/t-rex/deploy";
import type { Scenery } from "../stage";
import { deployedAddress, runDeployScripts } from "./deploy";

/** Five T-REX tokens as they are deployed everywhere, and the recovery system beside them. */
export async function setTRexStage(hre: HardhatRuntimeEnvironment, cast: Cast): Promise<Scenery> {
  const live = await stageLiveTokens(cast);
  await runDeployScripts(hre, cast, ["recovery"]);
  const agent = await deployedAddress(hre, "RecoveryAgent");
  await admitAgent(live, agent);
  return {
    tokens: live.tokens,
    registry: live.registry.target,
    claimIssuer: live.claimIssuer.target,
    agent,
    repair: async ({ symbol }) => {
      const { token } = live.paused;
      await admitAgentTo(cast, token, agent);
      await confirm(token.connect(cast.tokenAgent).unpause());
      return `The owner of ${symbol} makes the recovery agent an agent of it, and an agent of the token ends the pause.`;
    },
  };
}
