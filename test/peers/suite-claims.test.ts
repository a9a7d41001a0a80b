import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";

import { signTypedClaim, typedDigestOf } from "../../src/identity/typed-claims";
import {
  HostileClaims__factory,
  HostileIssuer__factory,
  type ClaimIssuer,
  type IIdentity,
  IIdentity__factory,
} from "../../typechain-types";
import { plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { deployTypedIssuer, highS, typedClaimOf, withV } from "../stage/claim-issuers";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { createIdentity } from "../stage/regain-suite/holders";
import { confirm } from "../stage/t-rex/deploy";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";

const [VOUCHES_FOR_ITSELF, REVERTS] = [0, 1];
const BURNS_GAS = 4;
const VERIFICATION_BOUND = 3_000_000n;

interface TypedStage extends SuiteStage {
  readonly typedIssuer: ClaimIssuer;
  /** The stranger's, registered, with no claim yet. */
  readonly identity: IIdentity;
}

/** Our suite, which trusts our issuer too. */
async function withTypedIssuer(): Promise<TypedStage> {
  const stage = await plainSuite();
  const { cast, codes, policy, registry } = stage;
  const typedIssuer = await deployTypedIssuer(cast.claimIssuerSigner);
  await policy.addTrustedIssuer(typedIssuer, [KYC_TOPIC]);
  const identity = await createIdentity(codes, cast.stranger);
  await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, identity, COUNTRY);
  return { ...stage, typedIssuer, identity };
}

async function typedClaimFor({ typedIssuer, identity, cast }: TypedStage) {
  const claim = await typedClaimOf(typedIssuer, identity, KYC_TOPIC);
  return { claim, signed: await signTypedClaim(cast.claimIssuerSigner, claim) };
}

async function give(identity: IIdentity, { topic, scheme, issuer, signature, data, uri }: Given): Promise<void> {
  await confirm(identity.addClaim(topic, scheme, issuer, signature, data, uri));
}
type Given = Awaited<ReturnType<typeof typedClaimFor>>["signed"];

describe("What the peers' identities and claims get wrong, on our suite", () => {
  it("25. isVerified does not ask the issuer that the identity names", async () => {
    const { registry, cast } = await loadFixture(withTypedIssuer);
    const hostile = await new HostileClaims__factory(cast.thief).deploy();
    await hostile.become(VOUCHES_FOR_ITSELF, hostile);
    await registry.connect(cast.tokenAgent).registerIdentity(cast.thief, hostile, COUNTRY);
    expect(await registry.isVerified(cast.thief)).to.equal(false);
  });

  for (const [how, changed] of [
    ["v (27→0)", (signature: string) => withV(signature, Number(`0x${signature.slice(-2)}`) - 27)],
    ["s (high-s)", highS],
  ] as const) {
    it(`26. a revoked claim does not come back by changing ${how}`, async () => {
      const stage = await loadFixture(withTypedIssuer);
      const { registry, cast, typedIssuer, identity } = stage;
      const { claim, signed } = await typedClaimFor(stage);
      await give(identity, signed);
      expect(await registry.isVerified(cast.stranger)).to.equal(true);
      await typedIssuer.revokeClaims([typedDigestOf(claim)]);
      expect(await registry.isVerified(cast.stranger)).to.equal(false);
      const again = { ...signed, signature: changed(signed.signature) };
      await expect(give(identity, again)).to.be.revertedWithCustomError(
        IIdentity__factory.connect(await identity.getAddress(), cast.stranger),
        "ClaimHolderClaimInvalid",
      );
      expect(await registry.isVerified(cast.stranger)).to.equal(false);
    });
  }

  it("27. an identity whose getClaim reverts does not make isVerified revert", async () => {
    const { registry, cast } = await loadFixture(withTypedIssuer);
    const hostile = await new HostileClaims__factory(cast.thief).deploy();
    await hostile.become(REVERTS, hostile);
    await registry.connect(cast.tokenAgent).registerIdentity(cast.thief, hostile, COUNTRY);
    expect(await registry.isVerified(cast.thief)).to.equal(false);
  });

  it("28. a gas-burning issuer listed first costs nothing, nor does each trusted issuer ahead of the match", async () => {
    const { registry, policy, cast, token, issuer } = await loadFixture(withTypedIssuer);
    await token.connect(cast.secondHolder).transfer(cast.holder, 1n);
    const gasOfTransfer = () => token.connect(cast.holder).transfer.estimateGas(cast.secondHolder, 1n);
    const alone = await gasOfTransfer();
    await policy.removeTrustedIssuer(issuer.address);
    for (let count = 0; count < 10; count += 1) {
      const burning = await new HostileIssuer__factory(cast.deployer).deploy();
      await burning.become(BURNS_GAS);
      await policy.addTrustedIssuer(burning, [KYC_TOPIC]);
    }
    await policy.addTrustedIssuer(issuer.address, [KYC_TOPIC]);
    expect(await gasOfTransfer()).to.equal(alone);
    expect(await registry.isVerified.estimateGas(cast.secondHolder)).to.be.lessThan(VERIFICATION_BOUND);
  });

  it("29. claims carry chain, issuer and expiry, so they do not replay at equal addresses", async () => {
    const stage = await loadFixture(withTypedIssuer);
    const { cast, typedIssuer, identity } = stage;
    const { claim } = await typedClaimFor(stage);
    const other = await deployTypedIssuer(cast.claimIssuerSigner);
    for (const changes of [{ chainId: 1n }, { issuer: await other.getAddress() }, { validUntil: claim.issuedAt }]) {
      const foreign = await signTypedClaim(cast.claimIssuerSigner, { ...claim, ...changes });
      expect(await typedIssuer.isClaimValid(identity, KYC_TOPIC, foreign.signature, foreign.data)).to.equal(false);
    }
  });

  it("30. re-issuing the same data does not give the revoked bytes again", async () => {
    const stage = await loadFixture(withTypedIssuer);
    const { registry, cast, typedIssuer, identity } = stage;
    const { claim, signed } = await typedClaimFor(stage);
    await give(identity, signed);
    await typedIssuer.revokeClaims([typedDigestOf(claim)]);
    const { signed: anew } = await typedClaimFor(stage);
    expect(anew.signature).to.not.equal(signed.signature);
    await give(identity, anew);
    expect(await registry.isVerified(cast.stranger)).to.equal(true);
  });

  it("31. the last management key cannot be removed", async () => {
    const { identity, cast } = await loadFixture(withTypedIssuer);
    const key = keyOf(cast.stranger.address);
    await expect(identity.removeKey(key, MANAGEMENT_KEY))
      .to.be.revertedWithCustomError(identity, "KeyHolderLastManagementKey")
      .withArgs(key);
  });

  it("32. a backup key can be given at creation", async () => {
    const { codes, cast } = await loadFixture(withTypedIssuer);
    const factory = codes.identityFactory.connect(cast.stranger);
    const salt = keccak256("0x01");
    const backup = { key: keyOf(cast.guardian.address), purpose: MANAGEMENT_KEY, keyType: ECDSA_KEY };
    await factory.createIdentity(salt, cast.stranger, [backup], []);
    const identity = IIdentity__factory.connect(await factory.predictIdentity(cast.stranger, salt), cast.guardian);
    await identity.removeKey(keyOf(cast.stranger.address), MANAGEMENT_KEY);
    expect(await identity.getKeysByPurpose(MANAGEMENT_KEY)).to.deep.equal([backup.key]);
  });

  it("33. a revoker does not trust bytes that the identity returned", async () => {
    const stage = await loadFixture(withTypedIssuer);
    const { registry, cast, typedIssuer, identity } = stage;
    const { claim, signed } = await typedClaimFor(stage);
    await give(identity, signed);
    // Whatever the identity shows by now, the issuer revokes what it signed.
    const claimId = keccak256(
      AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [await typedIssuer.getAddress(), KYC_TOPIC]),
    );
    await identity.removeClaim(claimId);
    await typedIssuer.revokeClaims([typedDigestOf(claim)]);
    await expect(give(identity, signed)).to.be.revertedWithCustomError(identity, "ClaimHolderClaimInvalid");
    expect(await registry.isVerified(cast.stranger)).to.equal(false);
  });
});
