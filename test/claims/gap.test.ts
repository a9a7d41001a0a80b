import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { planRequests } from "../../src/claims/request";
import { planGap } from "../../src/claims/gap";
import { subjectOfCase, subjectOfPlan, subjectOfWallet } from "../../src/claims/subject";
import { surveyClaims } from "../../src/claims/survey";
import { RegainError } from "../../src/shared/errors";
import { HostileIssuer__factory } from "../../typechain-types";
import { ACCREDITATION, KYC_TOPIC, deployClaimStage, gapOf } from "../stage/claim-flow";
import { deployTypedIssuer, typedClaimBy } from "../stage/claim-issuers";
import { confirm } from "../stage/t-rex/deploy";
import { addClaim } from "../stage/t-rex/onchainid";
import { onEachTarget } from "../stage/targets";

describe("The gap of claims", () => {
  onEachTarget((target) => {
    const deploy = () => deployClaimStage(target);

    it("names what is required, what the old identity held, and who could give what is missing", async () => {
      const stage = await loadFixture(deploy);
      const { survey, missing } = await gapOf(stage);
      const { claimIssuer, typedIssuer, identities, cast, newIdentity } = stage;
      const typed = await typedIssuer.getAddress();
      expect(survey.required).to.deep.equal([KYC_TOPIC, ACCREDITATION]);
      expect(survey.subject).to.deep.include({
        caseId: stage.open.caseId,
        wallet: cast.newWallet.address,
        identity: newIdentity,
        lostIdentity: identities.holder.target,
      });
      expect(survey.identityExists).to.equal(false);
      expect(survey.issuers.map(({ address, topics, format }) => ({ address, topics, format }))).to.deep.equal([
        { address: claimIssuer.target, topics: [KYC_TOPIC], format: "onchainid-2" },
        { address: typed, topics: [ACCREDITATION], format: "typed" },
      ]);
      expect(survey.held).to.have.length(1);
      expect(survey.held[0]).to.deep.include({
        identity: identities.holder.target,
        issuer: claimIssuer.target,
        topic: KYC_TOPIC,
        standing: "valid",
        isTrusted: true,
        format: "onchainid-2",
        payload: "0x6964656e7469747920636865636b6564",
      });
      expect(
        missing.map(({ topic, issuers, earlier }) => ({ topic, issuers, earlier: earlier?.payload })),
      ).to.deep.equal([
        { topic: KYC_TOPIC, issuers: [claimIssuer.target], earlier: "0x6964656e7469747920636865636b6564" },
        { topic: ACCREDITATION, issuers: [typed], earlier: undefined },
      ]);
    });

    it("is the same by the case's plan, before or after it is proposed", async () => {
      const { chain, open, newIdentity } = await loadFixture(deploy);
      const { caseId, recovery } = open;
      expect(await subjectOfPlan(chain, { caseId, recovery, newIdentity })).to.deep.equal(
        await subjectOfCase(chain, caseId),
      );
    });

    it("is that of a registered wallet, too, with the times of typed claims", async () => {
      const { chain, typedIssuer, cast, identities, registrySet } = await loadFixture(deploy);
      const claim = await typedClaimBy(cast.claimIssuerSigner, typedIssuer, identities.holder.target, ACCREDITATION);
      await addClaim(identities.holder, cast.holder, claim);
      const subject = await subjectOfWallet(chain, cast.holder.address, [registrySet.registry.target]);
      const { survey, missing } = planGap(await surveyClaims(chain, subject));
      expect(missing).to.deep.equal([]);
      expect(survey.held[1]?.validUntil).to.equal((survey.held[1]?.issuedAt ?? 0n) + 365n * 86_400n);
    });

    it("is refused for a wallet that a registry does not know", async () => {
      const { chain, cast, registrySet } = await loadFixture(deploy);
      const refusal = await subjectOfWallet(chain, cast.stranger.address, [registrySet.registry.target]).catch(
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(RegainError).with.property("code", "NotRegistered");
    });
  });

  describe("asks no issuer", () => {
    const deploy = () => deployClaimStage("T-REX");

    it("whose contract does not say how its claims are signed, and says why by its name", async () => {
      const stage = await loadFixture(deploy);
      const { cast, registrySet, typedIssuer } = stage;
      const odd = await new HostileIssuer__factory(cast.deployer).deploy();
      const issuers = registrySet.issuers.connect(cast.issuer);
      await confirm(issuers.removeTrustedIssuer(typedIssuer));
      await confirm(issuers.addTrustedIssuer(odd, [ACCREDITATION]));
      await confirm(issuers.addTrustedIssuer(cast.stranger, [ACCREDITATION]));
      const gap = await gapOf(stage);
      expect(gap.survey.issuers.map(({ format }) => format)).to.deep.equal(["onchainid-2", "unknown", "unknown"]);
      const { requests, unaskable } = planRequests(gap);
      expect(requests.map(({ claims }) => claims.map(({ topic }) => topic))).to.deep.equal([[KYC_TOPIC]]);
      expect(unaskable).to.have.length(1);
      expect(unaskable[0]?.reason)
        .to.contain(`${await odd.getAddress()}: it names no version and keeps no revoked signatures`)
        .and.to.contain(`${cast.stranger.address}: there is no code`);
    });

    it("who is trusted by no registry, or whom the operator did not name", async () => {
      const stage = await loadFixture(deploy);
      const { cast, registrySet, typedIssuer, claimIssuer } = stage;
      const only = planRequests(await gapOf(stage), [claimIssuer.target]);
      expect(only.requests).to.have.length(1);
      expect(only.unaskable[0]?.reason).to.contain("none was named");
      await confirm(registrySet.issuers.connect(cast.issuer).removeTrustedIssuer(typedIssuer));
      expect(planRequests(await gapOf(stage)).unaskable).to.deep.equal([
        { topic: ACCREDITATION, reason: "no issuer is trusted for it by every registry that requires it" },
      ]);
    });

    it("before the one who gave the earlier claim", async () => {
      const stage = await loadFixture(deploy);
      const { cast, registrySet, identities } = stage;
      const second = await deployTypedIssuer(cast.claimIssuerSigner);
      await confirm(registrySet.issuers.connect(cast.issuer).addTrustedIssuer(second, [ACCREDITATION]));
      await addClaim(
        identities.holder,
        cast.holder,
        await typedClaimBy(cast.claimIssuerSigner, second, identities.holder.target, ACCREDITATION),
      );
      const { missing } = await gapOf(stage);
      expect(missing[1]?.issuers[0]).to.equal(await second.getAddress());
      expect(missing[1]?.issuers).to.have.length(2);
    });
  });
});
