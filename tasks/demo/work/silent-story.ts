import { hexlify, toUtf8Bytes } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { signClaim } from "../../../src/identity/claims";
import { approveCase } from "../../../src/recovery/decide";
import { executeCase, retryCase } from "../../../src/recovery/execute";
import { proposeRecovery } from "../../../src/recovery/propose";
import { RECOVERY_TYPES, typedDomainOf } from "../../../src/recovery/recovery";
import { composeRecovery, surveyRecovery } from "../../../src/recovery/survey";
import { engineOf } from "../../io/engine";
import { StoryClock } from "./clock";
import { stepsSince, type Step } from "./gas";
import { EVIDENCE, pausedToken, setStage } from "./stage";
import type { TargetOption } from "./target";
import { stealSome } from "./thief";

/** The policy's delay, with room for the time that setting the stage took. */
const TWO_DAYS = 2 * 24 * 60 * 60;

/** The story once more on a fresh chain, by the same engine, and nobody told. @return what was sent to the agent */
export async function recoverSilently(hre: HardhatRuntimeEnvironment, target: TargetOption): Promise<Step[]> {
  const clock = new StoryClock(hre);
  await clock.pass(0);
  const stage = await setStage(hre, target);
  await stealSome(stage);
  const chain = await engineOf(hre, {});
  const firstBlock = await hre.ethers.provider.getBlockNumber();
  const { identityManager, custodian, newWallet, holder, claimIssuerSigner } = stage.cast;

  const recovery = await composeRecovery(chain, {
    lostWallet: holder.address,
    newWallet: newWallet.address,
    tokens: stage.tokens.map(({ address }) => address),
    keepIdentity: false,
    evidence: EVIDENCE,
  });
  const { newIdentity: identity } = await surveyRecovery(chain, recovery, []);
  const domain = typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress });
  const acceptance = await newWallet.signTypedData(domain, RECOVERY_TYPES, recovery);
  const statement = { identity, topic: 1n, data: hexlify(toUtf8Bytes("identity checked again")) };
  const claims = [await signClaim(claimIssuerSigner, statement, stage.claimIssuer)];

  const { caseId } = await proposeRecovery(chain, identityManager, recovery, acceptance);
  await approveCase(chain, custodian, caseId);
  await clock.pass(TWO_DAYS);
  await executeCase(chain, identityManager, caseId, { claims });
  await stage.repair(pausedToken(stage));
  await retryCase(chain, identityManager, caseId);
  return stepsSince(hre, chain, firstBlock);
}
