import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { admitAgent } from "../../../test/stage/agents";
import { castOf, type Cast } from "../../../test/stage/cast";
import { stageLiveTokens, type LiveStage } from "../../../test/stage/live-tokens";

/** The stage of the demonstration and of the sandbox: live tokens, the cast, and a recovery agent that serves them. */
export interface Stage {
  readonly cast: Cast;
  readonly live: LiveStage;
  readonly agent: string;
}

/** Lays out five T-REX tokens and deploys the recovery system beside them, by its own deploy scripts. */
export async function setStage(hre: HardhatRuntimeEnvironment): Promise<Stage> {
  const cast = castOf(await hre.ethers.getSigners());
  const live = await stageLiveTokens(cast);
  forgetSettings();
  process.env["REGAIN_IDENTITY_MANAGERS"] = cast.identityManager.address;
  process.env["REGAIN_CUSTODIANS"] = `${cast.custodian.address},${cast.secondCustodian.address}`;
  process.env["REGAIN_GUARDIANS"] = cast.guardian.address;
  process.env["REGAIN_POLICY_ADMINS"] = cast.policyAdmin.address;
  await hre.deployments.run(["recovery"], { writeDeploymentsToFiles: false, resetMemory: false });
  const { address: agent } = await hre.deployments.get("RecoveryAgent");
  await admitAgent(live, agent);
  return { cast, live, agent };
}

/** What somebody set for a network of theirs has no say on this one. */
function forgetSettings(): void {
  const settings = Object.keys(process.env).filter((name) => name.startsWith("REGAIN_"));
  for (const name of settings) Reflect.deleteProperty(process.env, name);
}
