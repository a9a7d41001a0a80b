import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { approveCase, contestCase, upholdCase, cancelCase } from "../../src/recovery/decide";
import { executeCase, retryCase } from "../../src/recovery/execute";
import { planRecovery } from "../../src/recovery/plan";
import { proposeRecovery } from "../../src/recovery/propose";
import { RECOVERY_TYPES, typedDomainOf, type Recovery } from "../../src/recovery/recovery";
import type { SignedClaim } from "../../src/identity/claims";
import { surveyRecovery } from "../../src/recovery/survey";
import { listCases, viewCase } from "../../src/recovery/view-case";
import { KYC_TOPIC } from "../stage/holdings";
import { stageEngine, type EngineStage } from "../stage/engine";
import { DAY } from "../stage/regain";
import { signClaim } from "../stage/t-rex/onchainid";

function accept({ cast, chain }: EngineStage, recovery: Recovery): Promise<string> {
  return cast.newWallet.signTypedData(
    typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress }),
    RECOVERY_TYPES,
    recovery,
  );
}

async function claimFor({ cast, live }: EngineStage, identity: string): Promise<SignedClaim> {
  const issuer = live.claimIssuer.target;
  const signature = await signClaim(cast.claimIssuerSigner, identity, KYC_TOPIC, "0x01");
  return { topic: KYC_TOPIC, scheme: 1n, issuer, signature, data: "0x01", uri: "" };
}

async function propose(on: EngineStage): Promise<string> {
  const { caseId } = await proposeRecovery(
    on.chain,
    on.cast.identityManager,
    on.recovery,
    await accept(on, on.recovery),
  );
  return caseId;
}

describe("The engine recovers a holder of live T-REX tokens", () => {
  it("predicts what stands in the way before anything is proposed", async () => {
    const on = await loadFixture(stageEngine);
    const survey = await surveyRecovery(on.chain, on.recovery, []);
    expect(survey.blockers).to.deep.equal([]);
    expect(survey.status).to.equal("none");
    expect(survey.requiredTopics).to.deep.equal([KYC_TOPIC]);
    expect(survey.coveredTopics).to.deep.equal([]);
    expect(planRecovery(survey).verifiedAfterwards).to.equal(false);
    expect(survey.tokens.map((token) => token.outcome))
      .to.include("not verified")
      .and.to.include("paused");
  });

  it("predicts recovery once the claims are in hand", async () => {
    const on = await loadFixture(stageEngine);
    const { newIdentity } = await surveyRecovery(on.chain, on.recovery, []);
    const survey = await surveyRecovery(on.chain, on.recovery, [await claimFor(on, newIdentity)]);
    expect(survey.coveredTopics).to.deep.equal([KYC_TOPIC]);
    expect(survey.tokens.filter((token) => token.outcome === "recovered")).to.have.length(4);
  });

  it("carries a case from proposal to its end, through a partial result, a repair and a retry", async () => {
    const on = await loadFixture(stageEngine);
    const { cast, chain, live } = on;
    const { newIdentity } = await surveyRecovery(chain, on.recovery, []);
    const claims = [await claimFor(on, newIdentity)];
    expect(planRecovery(await surveyRecovery(chain, on.recovery, claims)).verifiedAfterwards).to.equal(true);
    const caseId = await propose(on);
    await approveCase(chain, cast.custodian, caseId);
    await time.increase(DAY);

    const partial = await executeCase(chain, cast.identityManager, caseId, { claims });
    expect(partial).to.deep.include({ status: "partial", recovered: 4, total: 5, verified: true });
    expect(partial.lostWalletUnregistered).to.equal(false);

    const last = live.tokens[4];
    if (last === undefined) throw new Error("five tokens were staged");
    await last.token.connect(cast.issuer).addAgent(chain.agentAddress);
    await last.token.connect(cast.tokenAgent).unpause();
    const whole = await retryCase(chain, cast.identityManager, caseId);
    expect(whole).to.deep.include({ status: "completed", recovered: 5, total: 5, lostWalletUnregistered: true });

    const again = await retryCase(chain, cast.identityManager, caseId);
    expect(again).to.deep.include({ status: "completed", recovered: 5, transactions: [] });
    const view = await viewCase(chain, caseId);
    expect(view.status).to.equal("executed");
    expect(view.timeline.map((entry) => entry.what)).to.deep.equal([
      "proposed",
      "approved",
      "executed",
      "lost wallet unregistered",
    ]);
    expect(await listCases(chain)).to.have.length(1);
    expect(await live.registry.identity(cast.holder.address)).to.equal(ZeroAddress);
  });

  it("finds a case by its id alone, contests, upholds and cancels it", async () => {
    const on = await loadFixture(stageEngine);
    const { cast, chain } = on;
    const caseId = await propose(on);
    await contestCase(chain, cast.holder, caseId);
    expect((await viewCase(chain, caseId)).status).to.equal("contested");
    await upholdCase(chain, cast.guardian, caseId);
    const { released, notReleased } = await cancelCase(chain, cast.guardian, caseId);
    expect(released.length).to.equal(2);
    expect(notReleased).to.deep.equal([]);
  });

  it("refuses an acceptance of somebody else before it sends anything", async () => {
    const on = await loadFixture(stageEngine);
    const forged = await on.cast.thief.signTypedData(
      typedDomainOf({ chainId: on.chain.chainId, agent: on.chain.agentAddress }),
      RECOVERY_TYPES,
      on.recovery,
    );
    const nonce = await on.cast.identityManager.getNonce();
    await expect(proposeRecovery(on.chain, on.cast.identityManager, on.recovery, forged)).to.be.rejectedWith(
      "has to be signed by the new wallet",
    );
    expect(await on.cast.identityManager.getNonce()).to.equal(nonce);
  });

  it("explains a refusal in words, with its exit code and next step", async () => {
    const on = await loadFixture(stageEngine);
    const caseId = await propose(on);
    const early = await executeCase(on.chain, on.cast.identityManager, caseId).catch((error: unknown) => error);
    expect(early).to.deep.include({ code: "TooEarly", exitCode: 3 });
    const wrongRole = await approveCase(on.chain, on.cast.stranger, caseId).catch((error: unknown) => error);
    expect(wrongRole).to.deep.include({ code: "RoleMissing", exitCode: 4 });
  });
});
