import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, hexlify, toUtf8Bytes } from "ethers";

import { IClaimLookup__factory } from "../../typechain-types";
import { plainSuite } from "../fixtures/regain-suite";
import { KYC_TOPIC } from "../stage/holdings";

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
});
