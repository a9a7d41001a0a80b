import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";

import { HostileClaims__factory, HostileIssuer__factory, type HostileClaims } from "../../typechain-types";
import { plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { COUNTRY, KYC_TOPIC } from "../stage/holdings";
import { claimFor, createIdentity } from "../stage/regain-suite/holders";

/** What a verification may cost, whatever it meets. */
const BOUND = 3_000_000n;
const [VOUCHES_FOR_ITSELF, REVERTS, BURNS_GAS, ANSWERS_NOTHING, HAS_CLAIMS_WITHOUT_END, STANDARD_ALONE, EMPTY_IDS] = [
  0, 1, 2, 3, 4, 5, 6,
];

async function withThief(): Promise<SuiteStage & { readonly identity: HostileClaims }> {
  const stage = await plainSuite();
  const { cast, registry } = stage;
  const identity = await new HostileClaims__factory(cast.thief).deploy();
  await registry.connect(cast.tokenAgent).registerIdentity(cast.thief, identity, COUNTRY);
  return { ...stage, identity };
}

describe("A hostile identity", () => {
  it("cannot vouch for itself", async () => {
    const { registry, cast, identity } = await loadFixture(withThief);
    await identity.become(VOUCHES_FOR_ITSELF, identity);
    expect(await registry.isVerified(cast.thief)).to.equal(false);
  });

  it("cannot name a trusted issuer that did not sign", async () => {
    const { registry, cast, identity, issuer } = await loadFixture(withThief);
    await identity.become(VOUCHES_FOR_ITSELF, issuer.address);
    expect(await registry.isVerified(cast.thief)).to.equal(false);
  });

  it("cannot pass off a claim on another topic", async () => {
    const { registry, policy, cast, identity } = await loadFixture(withThief);
    const generous = await new HostileIssuer__factory(cast.deployer).deploy();
    await policy.addTrustedIssuer(generous, [KYC_TOPIC]);
    await identity.become(STANDARD_ALONE, generous);
    expect(await registry.isVerified(cast.thief)).to.equal(false);
  });

  for (const [habit, mode] of [
    ["reverts", REVERTS],
    ["burns its gas", BURNS_GAS],
    ["answers nothing", ANSWERS_NOTHING],
    ["has claims without end", HAS_CLAIMS_WITHOUT_END],
    ["has nothing behind its claim ids", EMPTY_IDS],
  ] as const) {
    it(`is not verified when it ${habit}, at a bounded cost`, async () => {
      const { registry, cast, identity } = await loadFixture(withThief);
      await identity.become(mode, identity);
      expect(await registry.isVerified(cast.thief)).to.equal(false);
      expect(await registry.isVerified.estimateGas(cast.thief)).to.be.lessThan(BOUND);
    });
  }
});

describe("A hostile issuer", () => {
  const MODES = { saysInvalid: 1, reverts: 2, revertsWithTooMuch: 3, burnsGas: 4, answersTwo: 5, answersNothing: 6 };
  for (const [habit, mode] of Object.entries(MODES)) {
    it(`verifies nobody (${habit}), and keeps nobody else's word from counting`, async () => {
      const { registry, policy, cast, codes, issuer } = await loadFixture(plainSuite);
      const hostile = await new HostileIssuer__factory(cast.deployer).deploy();
      await policy.addTrustedIssuer(hostile, [KYC_TOPIC]);
      const identity = await createIdentity(codes, cast.stranger);
      await identity.addClaim(KYC_TOPIC, 1n, hostile, "0x", "0x", "");
      await registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, identity, COUNTRY);
      expect(await registry.isVerified(cast.stranger)).to.equal(true);
      await hostile.become(mode);
      expect(await registry.isVerified(cast.stranger)).to.equal(false);
      expect(await registry.isVerified.estimateGas(cast.stranger)).to.be.lessThan(BOUND);
      const { scheme, signature, data, uri } = await claimFor(issuer, await identity.getAddress());
      await identity.addClaim(KYC_TOPIC, scheme, issuer.address, signature, data, uri);
      expect(await registry.isVerified(cast.stranger)).to.equal(true);
    });
  }
});
