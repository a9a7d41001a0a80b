import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress, ZeroHash, concat, id, type Interface } from "ethers";
import { ethers } from "hardhat";
import type { SignedClaim } from "../../src/identity/claims";
import {
  decodeClaimContent,
  encodeClaimContent,
  signTypedClaim,
  typedDigestOf,
  type TypedClaim,
} from "../../src/identity/typed-claims";
import { ClaimIssuer__factory, IClaimIssuer__factory, IERC734__factory, IERC165__factory } from "../../typechain-types";
import { contractSignature, deployTypedIssuer, highS, typedClaimOf, withV } from "../stage/claim-issuers";
import { CLAIM_SIGNER, ECDSA, TOPIC, deployIdentityStage, keyOf } from "../stage/identities";
import { as } from "../stage/regain";

describe("The claim issuer", () => {
  async function deployIssuer() {
    const stage = await deployIdentityStage();
    const claimIssuer = await deployTypedIssuer(stage.issuer, [stage.backup]);
    const claim = await typedClaimOf(claimIssuer, stage.identity, TOPIC);
    const signed = await signTypedClaim(stage.backup, claim);
    const isValid = (given: Partial<SignedClaim> = {}, subject = claim.subject): Promise<boolean> => {
      const { topic, signature, data } = { ...signed, ...given };
      return claimIssuer.isClaimValid(subject, topic, signature, data);
    };
    const reissued = async (changes: Partial<TypedClaim>): Promise<SignedClaim> =>
      signTypedClaim(stage.backup, { ...claim, ...changes });
    return { ...stage, claimIssuer, claim, signed, isValid, reissued };
  }

  describe("stands by a claim", () => {
    it("that one of its claim keys signed", async () => {
      const { isValid } = await loadFixture(deployIssuer);
      expect(await isValid()).to.equal(true);
    });

    it("that a management key signed, which serves every purpose", async () => {
      const { issuer, claim, isValid } = await loadFixture(deployIssuer);
      expect(await isValid(await signTypedClaim(issuer, claim))).to.equal(true);
    });

    it("that a contract among its claim keys accepts, and not what the contract refuses", async () => {
      const { claimIssuer, issuer, custodian, stranger, claim, signed, isValid } = await loadFixture(deployIssuer);
      const wallet = await ethers.deployContract("ContractWallet", [custodian]);
      const byContract = async (signer: typeof custodian): Promise<Partial<SignedClaim>> => ({
        signature: await contractSignature(wallet, (await signTypedClaim(signer, claim)).signature),
      });
      expect(await isValid(await byContract(custodian)), "not a key yet").to.equal(false);
      await as(claimIssuer, issuer).addKey(await keyOf(wallet), CLAIM_SIGNER, ECDSA);
      expect(await isValid(await byContract(custodian))).to.equal(true);
      expect(await isValid(await byContract(stranger)), "of somebody else").to.equal(false);
      expect(await isValid({ signature: await contractSignature(wallet, signed.signature) })).to.equal(false);
    });

    it("in its last second, and no longer in the next; without an end for ever", async () => {
      const { claim, isValid, reissued } = await loadFixture(deployIssuer);
      const endless = await reissued({ validUntil: 0n });
      await time.increaseTo(claim.validUntil);
      expect(await isValid()).to.equal(true);
      await time.increaseTo(claim.validUntil + 1n);
      expect(await isValid()).to.equal(false);
      expect(await isValid(endless)).to.equal(true);
    });

    it("in its first second, and not before", async () => {
      const { claim, isValid, reissued } = await loadFixture(deployIssuer);
      const later = await reissued({ issuedAt: claim.issuedAt + 1_000n });
      expect(await isValid(later)).to.equal(false);
      await time.increaseTo(claim.issuedAt + 1_000n);
      expect(await isValid(later)).to.equal(true);
    });
  });

  describe("refuses a claim", () => {
    it("copied to another identity", async () => {
      const { isValid, bystander } = await loadFixture(deployIssuer);
      expect(await isValid({}, bystander.address)).to.equal(false);
    });

    it("copied to another topic", async () => {
      const { isValid } = await loadFixture(deployIssuer);
      expect(await isValid({ topic: TOPIC + 1n })).to.equal(false);
    });

    it("copied to another issuer, of which the same account is a key", async () => {
      const { issuer, backup, claim, signed } = await loadFixture(deployIssuer);
      const other = await deployTypedIssuer(issuer, [backup]);
      expect(await other.isClaimValid(claim.subject, TOPIC, signed.signature, signed.data)).to.equal(false);
    });

    it("copied from another chain", async () => {
      const { claim, isValid, reissued } = await loadFixture(deployIssuer);
      expect(await isValid(await reissued({ chainId: claim.chainId + 1n }))).to.equal(false);
    });

    it("whose times or payload were changed", async () => {
      const { claim, isValid } = await loadFixture(deployIssuer);
      for (const changed of [
        { ...claim, validUntil: claim.validUntil + 1n },
        { ...claim, validUntil: 0n },
        { ...claim, issuedAt: claim.issuedAt - 1n },
        { ...claim, payload: `${claim.payload}00` },
      ]) {
        expect(await isValid({ data: encodeClaimContent(changed) })).to.equal(false);
      }
    });

    it("of a key that was removed, or never was one", async () => {
      const { claimIssuer, issuer, backup, stranger, claim, isValid } = await loadFixture(deployIssuer);
      expect(await isValid(await signTypedClaim(stranger, claim))).to.equal(false);
      await as(claimIssuer, issuer).removeKey(await keyOf(backup), CLAIM_SIGNER);
      expect(await isValid()).to.equal(false);
    });

    it("whose signature is given in its high-s form, or with a flipped v", async () => {
      const { signed, isValid } = await loadFixture(deployIssuer);
      const flipped = signed.signature.endsWith("1b") ? 28 : 27;
      const others = [highS(signed.signature), ...[0, 1, flipped, 29].map((v) => withV(signed.signature, v))];
      for (const signature of others) expect(await isValid({ signature }), signature).to.equal(false);
    });

    it("whose signature has another length than any signature", async () => {
      const { signed, isValid, backup } = await loadFixture(deployIssuer);
      const compact = ethers.Signature.from(signed.signature).compactSerialized;
      const odd = ["0x", "0x51", compact, `${signed.signature}00`, backup.address, concat([backup.address, "0x51"])];
      for (const signature of odd) expect(await isValid({ signature }), signature).to.equal(false);
    });

    it("whose data is too short to hold its times", async () => {
      const { claimIssuer, claim, isValid } = await loadFixture(deployIssuer);
      for (const data of ["0x", `0x${"00".repeat(15)}`]) {
        expect(await isValid({ data })).to.equal(false);
        await expect(claimIssuer.digestOf(claim.subject, TOPIC, data))
          .to.be.revertedWithCustomError(claimIssuer, "ClaimIssuerDataTooShort")
          .withArgs((data.length - 2) / 2);
      }
    });
  });

  describe("revokes", () => {
    it("by digest, so that no other signature over the same claim helps", async () => {
      const { claimIssuer, backup, issuer, claim, isValid } = await loadFixture(deployIssuer);
      const digest = typedDigestOf(claim);
      await expect(as(claimIssuer, backup).revokeClaims([digest]))
        .to.emit(claimIssuer, "ClaimRevoked")
        .withArgs(digest);
      expect(await claimIssuer.isRevoked(digest)).to.equal(true);
      expect(await isValid()).to.equal(false);
      expect(await isValid(await signTypedClaim(issuer, claim)), "signed by another key").to.equal(false);
    });

    it("so that the same payload can be issued anew, at another time", async () => {
      const { claimIssuer, backup, claim, isValid, reissued } = await loadFixture(deployIssuer);
      await as(claimIssuer, backup).revokeClaims([typedDigestOf(claim)]);
      expect(await isValid()).to.equal(false);
      expect(await isValid(await reissued({ issuedAt: claim.issuedAt - 1n }))).to.equal(true);
    });

    it("several at once, and says nothing of those that are revoked already", async () => {
      const { claimIssuer, backup } = await loadFixture(deployIssuer);
      const mine = as(claimIssuer, backup);
      await mine.revokeClaims([id("first")]);
      const logs = (await (await mine.revokeClaims([id("first"), id("second")])).wait())!.logs;
      expect(logs.map(({ topics }) => topics[1])).to.deep.equal([id("second")]);
    });

    it("for its claim keys and nobody else", async () => {
      const { claimIssuer, stranger } = await loadFixture(deployIssuer);
      await expect(as(claimIssuer, stranger).revokeClaims([ZeroHash]))
        .to.be.revertedWithCustomError(claimIssuer, "IdentityKeyRequired")
        .withArgs(stranger, CLAIM_SIGNER);
    });
  });

  it("computes the digest that the engine computes", async () => {
    const { claimIssuer, claim, signed } = await loadFixture(deployIssuer);
    expect(await claimIssuer.digestOf(claim.subject, TOPIC, signed.data)).to.equal(typedDigestOf(claim));
    const { issuedAt, validUntil, payload } = claim;
    expect(decodeClaimContent(signed.data)).to.deep.equal({ issuedAt, validUntil, payload });
    expect(decodeClaimContent("0x0102")).to.equal(undefined);
  });

  it("is managed from the start by its account, which can hand it on", async () => {
    const { claimIssuer, issuer, backup, guardian } = await loadFixture(deployIssuer);
    expect(await claimIssuer.getKeysByPurpose(1)).to.deep.equal([await keyOf(issuer)]);
    expect(await claimIssuer.getKeysByPurpose(CLAIM_SIGNER)).to.deep.equal([await keyOf(backup)]);
    const mine = as(claimIssuer, issuer);
    await mine.addKey(await keyOf(guardian), 1, ECDSA);
    await mine.removeKey(await keyOf(issuer), 1);
    expect(await claimIssuer.keyHasPurpose(await keyOf(issuer), 1)).to.equal(false);
  });

  it("is not created without an account that manages it", async () => {
    const { issuer, claimIssuer } = await loadFixture(deployIssuer);
    await expect(new ClaimIssuer__factory(issuer).deploy(ZeroAddress, [])).to.be.revertedWithCustomError(
      claimIssuer,
      "ClaimIssuerNoManagementKey",
    );
  });

  it("says by ERC-165 that its claims are typed", async () => {
    const { claimIssuer } = await loadFixture(deployIssuer);
    const idOf = (abi: Interface, names?: readonly string[]): string => {
      const functions = abi.fragments.filter((one) => one.type === "function").map((one) => one.format("sighash"));
      const own = functions.filter((name) => names?.includes(name.split("(")[0] ?? "") ?? true);
      return ethers.toBeHex(
        own.reduce((all, name) => all ^ BigInt(ethers.dataSlice(ethers.id(name), 0, 4)), 0n),
        4,
      );
    };
    const known = [
      idOf(claimIssuer.interface, ["revokeClaims", "digestOf", "isRevoked"]),
      ...[IClaimIssuer__factory, IERC734__factory, IERC165__factory].map((one) => idOf(one.createInterface())),
    ];
    for (const one of known) expect(await claimIssuer.supportsInterface(one), one).to.equal(true);
    expect(await claimIssuer.supportsInterface("0xffffffff")).to.equal(false);
  });

  it("answers a registry within 12,000 gas @skip-on-coverage", async () => {
    const { claimIssuer, claim, signed } = await loadFixture(deployIssuer);
    const gas = await claimIssuer.isClaimValid.estimateGas(claim.subject, TOPIC, signed.signature, signed.data);
    const { data } = await claimIssuer.isClaimValid.populateTransaction(
      claim.subject,
      TOPIC,
      signed.signature,
      signed.data,
    );
    const bytes = ethers.getBytes(data);
    const intrinsic = 21_000n + bytes.reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n);
    expect(gas - intrinsic).to.be.lessThan(12_000n);
  });

  it("is managed by somebody from the start", async () => {
    const factory = await ethers.getContractFactory("ClaimIssuer");
    await expect(factory.deploy(ZeroAddress, [])).to.be.revertedWithCustomError(factory, "ClaimIssuerNoManagementKey");
  });
});
