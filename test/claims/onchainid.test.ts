import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { connectChain } from "../../src/chain/connect";
import { formatOfIssuer } from "../../src/chain/claim-issuer";
import { planGap } from "../../src/claims/gap";
import { signAll } from "../../src/claims/reissue";
import { planRequests } from "../../src/claims/request";
import { revokeClaims } from "../../src/claims/revoke";
import { subjectOfWallet } from "../../src/claims/subject";
import { judgeFiles, submitClaims } from "../../src/claims/submit";
import { surveyClaims } from "../../src/claims/survey";
import { vouchingsOf } from "../../src/claims/vouching";
import { deployTypedIssuer } from "../stage/claim-issuers";
import { KYC_TOPIC } from "../stage/holdings";
import { deployLiveRecovery } from "../stage/live-recovery";
import { confirm } from "../stage/t-rex/deploy";

const ACCREDITATION = 2n;

describe("The contracts of ONCHAINID 2.2.1, as published", () => {
  async function deploy() {
    const live = await deployLiveRecovery([{}]);
    const { cast, registrySet } = live;
    const typedIssuer = await deployTypedIssuer(cast.claimIssuerSigner);
    await confirm(registrySet.topics.connect(cast.issuer).addClaimTopic(ACCREDITATION));
    await confirm(registrySet.issuers.connect(cast.issuer).addTrustedIssuer(typedIssuer, [ACCREDITATION]));
    const chain = await connectChain(ethers.provider, await live.agent.getAddress());
    const survey = async () =>
      surveyClaims(chain, await subjectOfWallet(chain, cast.holder.address, [registrySet.registry.target]));
    return { ...live, chain, typedIssuer, survey };
  }

  it("are told apart from ours by what they say: issuer, identity, and neither", async () => {
    const { chain, claimIssuer, typedIssuer, identities } = await loadFixture(deploy);
    expect(await formatOfIssuer(chain, claimIssuer.target)).to.deep.equal({ format: "onchainid-2", found: "" });
    expect(await formatOfIssuer(chain, await typedIssuer.getAddress())).to.deep.equal({ format: "typed", found: "" });
    const identity = await formatOfIssuer(chain, identities.holder.target);
    expect(identity).to.deep.equal({
      format: "unknown",
      found: 'it says version "2.2.1" and keeps no revoked signatures',
    });
  });

  it("as identity take typed claims, and T-REX's registry verifies them", async () => {
    const { chain, cast, registrySet, survey } = await loadFixture(deploy);
    expect(await registrySet.registry.isVerified(cast.holder)).to.equal(false);
    const gap = planGap(await survey());
    const { requests } = planRequests(gap);
    const { chainId, subject, now } = gap.survey;
    const vouchings = requests.flatMap((request) => vouchingsOf(request, { now, payload: "0xacc0" }));
    const claims = await signAll(cast.claimIssuerSigner, vouchings);
    const file = { chainId, caseId: null, identity: subject.identity, claims };
    const verdicts = await judgeFiles(chain, gap.survey, [file]);
    const done = await submitClaims(chain, cast.holder, gap.survey, verdicts);
    expect(done.claims.map(({ outcome, topic }) => [outcome, topic])).to.deep.equal([["added", ACCREDITATION]]);
    expect(done.verified).to.equal(true);
    expect(await registrySet.registry.isVerified(cast.holder)).to.equal(true);
  });

  it("as issuer have their claims revoked by signature, and give the same payload again to another identity", async () => {
    const { chain, cast, claimIssuer, identities, survey } = await loadFixture(deploy);
    const { held } = await survey();
    const done = await revokeClaims(chain, cast.claimIssuerSigner, identities.holder.target, held);
    expect(done.claims).to.deep.equal([
      { issuer: claimIssuer.target, topic: KYC_TOPIC, outcome: "revoked", reason: "" },
    ]);
    expect((await survey()).held.map(({ standing }) => standing)).to.deep.equal(["revoked"]);
    expect(planGap(await survey()).missing.map(({ topic }) => topic)).to.deep.equal([KYC_TOPIC, ACCREDITATION]);
  });
});
