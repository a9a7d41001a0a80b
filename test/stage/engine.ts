import { ethers } from "hardhat";
import { id } from "ethers";
import { connectChain } from "../../src/chain/connect";
import { composeRecovery } from "../../src/recovery/survey";
import { admitAgent } from "./agents";
import { castOf } from "./cast";
import { stageLiveTokens } from "./live-tokens";
import { deployRegain } from "./regain";

/** The engine on live T-REX tokens, with a recovery of the holder's that nobody has proposed yet. */
export async function stageEngine() {
  const cast = castOf(await ethers.getSigners());
  const live = await stageLiveTokens(cast);
  const regain = await deployRegain(cast.deployer, {
    IDENTITY_MANAGER: [cast.identityManager],
    CUSTODIAN: [cast.custodian],
    GUARDIAN: [cast.guardian],
    POLICY_ADMIN: [cast.policyAdmin],
  });
  const agentAddress = await regain.agent.getAddress();
  await admitAgent(live, agentAddress);
  const chain = await connectChain(ethers.provider, agentAddress);
  const recovery = await composeRecovery(chain, {
    lostWallet: cast.holder.address,
    newWallet: cast.newWallet.address,
    tokens: live.tokens.map((token) => token.address),
    keepIdentity: false,
    evidence: id("the notary's file"),
  });
  return { cast, live, regain, chain, recovery };
}

export type EngineStage = Awaited<ReturnType<typeof stageEngine>>;
