import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, hexlify, toUtf8Bytes } from "ethers";

import { HostileIssuer__factory, IClaimLookup__factory } from "../../typechain-types";
import { plainSuite } from "../fixtures/regain-suite";
import { KYC_TOPIC } from "../stage/holdings";
import { claimIdOf } from "../stage/t-rex/onchainid";

describe("The claims of an identity, by topic and place", () => {
  it("are found in one call, and past the end there is nobody", async () => {
    const { holderIdentity, issuer, cast } = await loadFixture(plainSuite);
    const lookup = IClaimLookup__factory.connect(await holderIdentity.getAddress(), cast.stranger);
    const [claimId = ""] = await holderIdentity.getClaimIdsByTopic(KYC_TOPIC);
    const { signature } = await holderIdentity.getClaim(claimId);
    expect(await lookup.claimAt(KYC_TOPIC, 0n)).to.deep.equal([
      issuer.address,
      signature,
      hexlify(toUtf8Bytes("identity checked")),
    ]);
    for (const [topic, index] of [
      [KYC_TOPIC, 1n],
      [KYC_TOPIC, MaxUint256],
      [KYC_TOPIC + 1n, 0n],
    ] as const) {
      expect(await lookup.claimAt(topic, index)).to.deep.equal([ZeroAddress, "0x", "0x"]);
    }
    await holderIdentity.removeClaim(claimId);
    expect(await lookup.claimAt(KYC_TOPIC, 0n)).to.deep.equal([ZeroAddress, "0x", "0x"]);
  });

  it("keep their places but for the last, which takes the place of one that is removed", async () => {
    const { holderIdentity, cast } = await loadFixture(plainSuite);
    const lookup = IClaimLookup__factory.connect(await holderIdentity.getAddress(), cast.stranger);
    const topic = KYC_TOPIC + 1n;
    const issuers: string[] = [];
    for (const byte of ["0x01", "0x02", "0x03"]) {
      const issuer = await new HostileIssuer__factory(cast.deployer).deploy();
      await holderIdentity.addClaim(topic, 1n, issuer, "0x", byte, "");
      issuers.push(await issuer.getAddress());
    }
    const [first = "", second = "", third = ""] = issuers;
    await holderIdentity.removeClaim(claimIdOf(first, topic));
    expect(await holderIdentity.getClaimIdsByTopic(topic)).to.deep.equal([
      claimIdOf(third, topic),
      claimIdOf(second, topic),
    ]);
    await holderIdentity.addClaim(topic, 1n, third, "0x", "0x33", "");
    expect(await lookup.claimAt(topic, 0n)).to.deep.equal([third, "0x", "0x33"]);
    expect(await lookup.claimAt(topic, 1n)).to.deep.equal([second, "0x", "0x02"]);
    expect(await lookup.claimAt(topic, 2n)).to.deep.equal([ZeroAddress, "0x", "0x"]);
    await holderIdentity.removeClaim(claimIdOf(third, topic));
    await holderIdentity.removeClaim(claimIdOf(second, topic));
    expect(await holderIdentity.getClaimIdsByTopic(topic)).to.deep.equal([]);
  });
});
