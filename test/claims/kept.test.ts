import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { encodeRequest, parseRequest } from "../../src/claims/files/request-file";
import { withKeptClaims } from "../../src/claims/kept";
import { planRequests } from "../../src/claims/request";
import { vouchingCard, vouchingsOf, type VouchingTerms } from "../../src/claims/vouching";
import { signClaim } from "../../src/identity/claims";
import { encodeClaimContent } from "../../src/identity/typed-claims";
import { renderVouchings } from "../../src/report/render-vouching";
import { ACCREDITATION, KYC_TOPIC, deployClaimStage, gapOf } from "../stage/claim-flow";
import { typedClaimBy } from "../stage/claim-issuers";

describe("The claims that a holder's vault kept", () => {
  const deploy = () => deployClaimStage("our suite");

  it("are asked for again where no identity on chain has them any more, and marked", async () => {
    const stage = await loadFixture(deploy);
    const gap = await gapOf(stage);
    const { cast, typedIssuer, identities, chain } = stage;
    const claim = await typedClaimBy(cast.claimIssuerSigner, typedIssuer, identities.holder.target, ACCREDITATION);
    const filled = await withKeptClaims(chain, gap, [claim]);
    const { requests } = planRequests(filled);
    const request = requests.find(({ issuer }) => issuer === claim.issuer)!;
    expect(request.claims).to.have.length(1);
    expect(request.claims[0]).to.deep.include({ topic: ACCREDITATION, kept: true });
    expect(request.claims[0]?.payload).to.match(/^0x([0-9a-f]{2})+$/);
    expect(parseRequest(encodeRequest(request))).to.deep.equal(request);

    const shownTo = (terms: Partial<VouchingTerms>): string => {
      const vouchings = vouchingsOf(request, { now: gap.survey.now, ...terms });
      return renderVouchings(
        vouchings.map((vouching) => ({ vouching, card: vouchingCard(vouching) })),
        cast.claimIssuerSigner.address,
      );
    };
    expect(shownTo({})).to.contain("as the holder's vault kept it");
    expect(shownTo({ payload: "0x1234" }), "its own words").not.to.contain("vault");
  });

  it("stand behind what the chain has", async () => {
    const stage = await loadFixture(deploy);
    const gap = await gapOf(stage);
    const { identities, claimIssuer } = stage;
    const statement = { identity: identities.holder.target, topic: KYC_TOPIC, data: "0x1234" };
    const other = await signClaim(stage.cast.claimIssuerSigner, statement, claimIssuer.target);
    expect(await withKeptClaims(stage.chain, gap, [other])).to.deep.equal(gap);
  });

  it("count for nothing when the issuer did not say so", async () => {
    const stage = await loadFixture(deploy);
    const gap = await gapOf(stage);
    const { cast, typedIssuer, identities, chain } = stage;
    const forged = await typedClaimBy(cast.thief, typedIssuer, identities.holder.target, ACCREDITATION);
    const foreign = await typedClaimBy(cast.claimIssuerSigner, typedIssuer, cast.stranger.address, ACCREDITATION);
    const ended = { ...forged, data: encodeClaimContent({ issuedAt: 1n, validUntil: 2n, payload: "0x1234" }) };
    expect(await withKeptClaims(chain, gap, [forged, foreign, ended])).to.deep.equal(gap);
  });
});
