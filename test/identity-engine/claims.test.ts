import { expect } from "chai";
import { AbiCoder, keccak256, Signature, toBeHex } from "ethers";
import { ethers } from "hardhat";
import {
  claimDigestOf,
  claimHashOf,
  claimIdOf,
  claimSignerOf,
  ECDSA_SCHEME,
  signClaim,
  signerOf,
} from "../../src/identity/claims";
import { keyOf } from "../../src/identity/keys";
import { nameTopic } from "../../src/identity/topics";
import { PAPER_CAST, PAPER_RECOVERY } from "../stage/paper-case";
import { deployClaimIssuer } from "../stage/t-rex/onchainid";

const { issuerKey } = PAPER_CAST;
const ISSUER = PAPER_RECOVERY.registry;
const STATEMENT = { identity: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", topic: 7n, data: "0xc0ffee" };

describe("A claim", function () {
  it("is what ONCHAINID's own claim issuer finds valid", async function () {
    const [signer] = await ethers.getSigners();
    const issuer = await deployClaimIssuer(signer!);
    const address = await issuer.getAddress();
    const claim = await signClaim(signer!, STATEMENT, address, "ipfs://proof");

    expect(claim).to.deep.include({ topic: 7n, scheme: ECDSA_SCHEME, issuer: address, data: "0xc0ffee" });
    expect(await issuer.isClaimValid(STATEMENT.identity, 7n, claim.signature, claim.data)).to.equal(true);
    expect(await issuer.isClaimValid(STATEMENT.identity, 8n, claim.signature, claim.data)).to.equal(false);
  });

  it("tells its signer, for the identity, topic and content that were signed and no others", async function () {
    const claim = await signClaim(issuerKey, STATEMENT, ISSUER);

    expect(claimSignerOf(claim, STATEMENT.identity)).to.equal(issuerKey.address);
    expect(claimSignerOf(claim, ISSUER)).to.not.equal(issuerKey.address);
    expect(claimSignerOf({ ...claim, topic: 8n }, STATEMENT.identity)).to.not.equal(issuerKey.address);
    expect(claimSignerOf({ ...claim, data: "0x" }, STATEMENT.identity)).to.not.equal(issuerKey.address);
  });

  it("has the id and the hash that the standard gives it", function () {
    const coder = AbiCoder.defaultAbiCoder();
    expect(claimIdOf(ISSUER, 7n)).to.equal(keccak256(coder.encode(["address", "uint256"], [ISSUER, 7n])));
    expect(keyOf(ISSUER)).to.equal(keccak256(coder.encode(["address"], [ISSUER])));
    expect(claimDigestOf(STATEMENT)).to.not.equal(claimHashOf(STATEMENT));
  });
});

describe("A signature", function () {
  it("has no signer when it is short, long, of the high half, with a strange v, or no bytes at all", async function () {
    const digest = claimDigestOf(STATEMENT);
    const { signature } = await signClaim(issuerKey, STATEMENT, ISSUER);
    const { r, s, v } = Signature.from(signature);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = `${r}${toBeHex(order - BigInt(s), 32).slice(2)}${v === 27 ? "1c" : "1b"}`;

    expect(signerOf(digest, signature)).to.equal(issuerKey.address);
    const zeroV = `${signature.slice(0, -2)}00`;
    for (const bad of [
      signature.slice(0, -2),
      `${signature}00`,
      high,
      zeroV,
      "0x",
      "",
      "0xzz",
      Signature.from(signature).compactSerialized,
    ]) {
      expect(signerOf(digest, bad), bad).to.equal(undefined);
    }
  });
});

describe("A topic's name", function () {
  it("is ONCHAINID's where it gave one, and the number alone otherwise", function () {
    expect(nameTopic(10101000300003n)).to.equal("AML status (topic 10101000300003)");
    expect(nameTopic(10101010000042n)).to.equal("KYC status (topic 10101010000042)");
    expect(nameTopic(1n)).to.equal("topic 1");
  });
});
