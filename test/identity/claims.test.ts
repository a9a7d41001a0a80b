import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { HonestIssuer__factory, HostileIssuer__factory } from "../../typechain-types";
import {
  CLAIM_SIGNER,
  ECDSA,
  TOPIC,
  addClaim,
  bareClaim,
  claimIdOf,
  deployIdentityStage,
  keyOf,
  signClaim,
} from "../stage/identities";
import { as } from "../stage/regain";

describe("The claims of an identity", () => {
  const NO_CLAIM = [0n, 0n, ethers.ZeroAddress, "0x", "0x", ""];

  async function deployIssuers() {
    const stage = await deployIdentityStage();
    const claimIssuer = await new HonestIssuer__factory(stage.issuer).deploy(stage.issuer);
    const others = await Promise.all(
      [0, 1].map(async () => (await new HostileIssuer__factory(stage.admin).deploy()).getAddress()),
    );
    return { ...stage, claimIssuer, others };
  }

  it("are added when their issuer stands by them, and read back as given", async () => {
    const { identity, issuer, claimIssuer } = await loadFixture(deployIssuers);
    const claim = { ...(await signClaim(issuer, claimIssuer, identity)), uri: "https://issuer.example/1" };
    const id = await claimIdOf(claimIssuer);
    await expect(addClaim(identity, claim))
      .to.emit(identity, "ClaimAdded")
      .withArgs(id, TOPIC, 1, claimIssuer, claim.signature, claim.data, claim.uri);
    expect(await identity.getClaim(id)).to.deep.equal([
      TOPIC,
      1n,
      claim.issuer,
      claim.signature,
      claim.data,
      claim.uri,
    ]);
    expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([id]);
  });

  it("are refused when the issuer signed for another identity, or revoked its signature", async () => {
    const { identity, issuer, claimIssuer, stranger } = await loadFixture(deployIssuers);
    const others = await signClaim(issuer, claimIssuer, stranger);
    const own = await signClaim(issuer, claimIssuer, identity);
    await claimIssuer.revokeClaimBySignature(own.signature);
    for (const claim of [others, own]) {
      await expect(addClaim(identity, claim))
        .to.be.revertedWithCustomError(identity, "ClaimHolderClaimInvalid")
        .withArgs(claimIssuer, TOPIC);
    }
    expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([]);
  });

  it("may be of the identity itself, which says what it likes", async () => {
    const { identity } = await loadFixture(deployIssuers);
    await expect(addClaim(identity, await bareClaim(identity))).to.emit(identity, "ClaimAdded");
    expect((await identity.getClaim(await claimIdOf(identity))).data).to.equal("0xda7a");
  });

  it("are replaced by the same issuer's next claim for the topic", async () => {
    const { identity, issuer, claimIssuer } = await loadFixture(deployIssuers);
    await addClaim(identity, await signClaim(issuer, claimIssuer, identity));
    const next = await signClaim(issuer, claimIssuer, identity, "0x0002");
    const id = await claimIdOf(claimIssuer);
    await expect(addClaim(identity, next))
      .to.emit(identity, "ClaimChanged")
      .withArgs(id, TOPIC, 1, claimIssuer, next.signature, "0x0002", "");
    expect((await identity.getClaim(id)).data).to.equal("0x0002");
    expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([id]);
  });

  it("are empty where there is none", async () => {
    const { identity, claimIssuer } = await loadFixture(deployIssuers);
    expect(await identity.getClaim(await claimIdOf(claimIssuer))).to.deep.equal(NO_CLAIM);
    expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([]);
  });

  it("stay several for one topic, in whatever order they are removed", async () => {
    const { identity, others } = await loadFixture(deployIssuers);
    const issuers = [...others, await identity.getAddress()];
    const ids = await Promise.all(issuers.map((one) => claimIdOf(one)));
    for (const gone of ids) {
      for (const one of issuers) await addClaim(identity, await bareClaim(one));
      expect([...(await identity.getClaimIdsByTopic(TOPIC))]).to.have.members(ids);
      await identity.removeClaim(gone);
      const left = ids.filter((id) => id !== gone);
      expect([...(await identity.getClaimIdsByTopic(TOPIC))]).to.have.members(left);
      for (const id of left) await identity.removeClaim(id);
      expect(await identity.getClaimIdsByTopic(TOPIC)).to.deep.equal([]);
    }
  });

  it("are gone after removal, which tells what was removed", async () => {
    const { identity, issuer, claimIssuer } = await loadFixture(deployIssuers);
    const claim = await signClaim(issuer, claimIssuer, identity);
    const id = await claimIdOf(claimIssuer);
    await addClaim(identity, claim);
    expect(await identity.removeClaim.staticCall(id)).to.equal(true);
    await expect(identity.removeClaim(id))
      .to.emit(identity, "ClaimRemoved")
      .withArgs(id, TOPIC, 1, claimIssuer, claim.signature, claim.data, "");
    expect(await identity.getClaim(id)).to.deep.equal(NO_CLAIM);
    await expect(identity.removeClaim(id))
      .to.be.revertedWithCustomError(identity, "ClaimHolderClaimUnknown")
      .withArgs(id);
  });

  it("are added and removed by claim keys and the identity itself, and by nobody else", async () => {
    const { identity, stranger } = await loadFixture(deployIssuers);
    const claim = await bareClaim(identity);
    const strangers = as(identity, stranger);
    const required = [stranger, CLAIM_SIGNER] as const;
    await expect(addClaim(strangers, claim))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(...required);
    await expect(strangers.removeClaim(await claimIdOf(identity)))
      .to.be.revertedWithCustomError(identity, "IdentityKeyRequired")
      .withArgs(...required);
    await identity.addKey(await keyOf(stranger), CLAIM_SIGNER, ECDSA);
    await expect(addClaim(strangers, claim)).to.emit(identity, "ClaimAdded");
    const removal = identity.interface.encodeFunctionData("removeClaim", [await claimIdOf(identity)]);
    await expect(identity.execute(identity, 0, removal)).to.emit(identity, "ClaimRemoved");
  });
});
