import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { HostileIssuer__factory } from "../../typechain-types";
import { HostileIssuerMode } from "../stage/hostile";
import { receiptOf } from "../stage/case-steps";
import { MANAGEMENT, ECDSA, addClaim, bareClaim, deployIdentityStage, keyOf } from "../stage/identities";

describe("A claim's validity", () => {
  async function deployIssuer() {
    const stage = await deployIdentityStage();
    return { ...stage, claimIssuer: await new HostileIssuer__factory(stage.admin).deploy() };
  }

  const notValid: readonly (readonly [string, HostileIssuerMode])[] = [
    ["says no", HostileIssuerMode.SaysInvalid],
    ["reverts", HostileIssuerMode.Reverts],
    ["reverts with a quarter of a megabyte", HostileIssuerMode.RevertsWithTooMuch],
    ["burns all gas it gets", HostileIssuerMode.BurnsGas],
    ["answers with another word than true", HostileIssuerMode.AnswersTwo],
    ["answers with nothing", HostileIssuerMode.AnswersNothing],
    ["answers with one byte", HostileIssuerMode.AnswersOneByte],
  ];
  for (const [title, way] of notValid) {
    it(`is denied when the issuer ${title}`, async () => {
      const { identity, claimIssuer } = await loadFixture(deployIssuer);
      await claimIssuer.become(way);
      const claim = await bareClaim(claimIssuer);
      await expect(addClaim(identity, claim))
        .to.be.revertedWithCustomError(identity, "ClaimHolderClaimInvalid")
        .withArgs(claimIssuer, claim.topic);
    });
  }

  it("is denied when the issuer is an account without code", async () => {
    const { identity, stranger } = await loadFixture(deployIssuer);
    await expect(addClaim(identity, await bareClaim(stranger)))
      .to.be.revertedWithCustomError(identity, "ClaimHolderClaimInvalid")
      .withArgs(stranger, 10_101n);
  });

  it("costs no more than its bound when the issuer burns gas", async () => {
    const { identity, claimIssuer } = await loadFixture(deployIssuer);
    await claimIssuer.become(HostileIssuerMode.BurnsGas);
    const claim = await bareClaim(claimIssuer);
    const call = identity.interface.encodeFunctionData("addClaim", [
      claim.topic,
      claim.scheme,
      claim.issuer,
      claim.signature,
      claim.data,
      claim.uri,
    ]);
    const receipt = await receiptOf(identity.execute(identity, 0, call, { gasLimit: 5_000_000 }));
    expect(receipt.gasUsed).to.be.lessThan(1_000_000n);
  });

  it("is asked without a way to change anything: an issuer that calls back is refused", async () => {
    const { identity, claimIssuer } = await loadFixture(deployIssuer);
    await identity.addKey(await keyOf(claimIssuer), MANAGEMENT, ECDSA);
    await claimIssuer.become(HostileIssuerMode.Reenters);
    const removal = identity.interface.encodeFunctionData("removeKey", [await keyOf(claimIssuer), MANAGEMENT]);
    await claimIssuer.arm(identity, [removal]);
    // This issuer says "valid" when its call back was refused.
    await expect(addClaim(identity, await bareClaim(claimIssuer))).to.emit(identity, "ClaimAdded");
    expect(await identity.keyHasPurpose(await keyOf(claimIssuer), MANAGEMENT)).to.equal(true);
  });
});
