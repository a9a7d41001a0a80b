import { expect } from "chai";
import { concat, hashMessage, keccak256 } from "ethers";
import { claimHashOf } from "../../src/identity/claims";
import { claimHashCard, typedHashCard } from "../../src/identity/hash-card";
import { RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { renderHashCard } from "../../src/report/render-hash-card";
import { paperPlan } from "../stage/paper-case";

describe("A hash card", function () {
  const plan = paperPlan();
  const { recovery } = plan;
  const card = typedHashCard({ domain: typedDomainOf(plan), types: RECOVERY_TYPES, message: recovery });

  it("of a recovery has the case id as its digest, made of the two hashes that a wallet shows", function () {
    expect(card.primaryType).to.equal("Recovery");
    expect(card.digest).to.equal(plan.caseId);
    expect(keccak256(concat(["0x1901", card.domainHash!, card.messageHash]))).to.equal(plan.caseId);
  });

  it("of a recovery names every address of it", function () {
    expect(card.addresses).to.deep.equal([
      { label: "verifying contract", address: plan.agent },
      { label: "registry", address: recovery.registry },
      { label: "lost wallet", address: recovery.lostWallet },
      { label: "new wallet", address: recovery.newWallet },
      { label: "identity", address: recovery.identity },
      { label: "token 1", address: recovery.tokens[0] },
      { label: "token 2", address: recovery.tokens[1] },
    ]);
  });

  it("of a claim has the 32 bytes that are signed as a personal message", function () {
    const statement = { identity: plan.newIdentity, topic: 1n, data: "0x" };
    const claim = claimHashCard(statement, recovery.registry);
    expect(claim.messageHash).to.equal(claimHashOf(statement));
    expect(claim.digest).to.equal(hashMessage(Buffer.from(claim.messageHash.slice(2), "hex")));
    expect(claim.addresses.map(({ address }) => address)).to.deep.equal([plan.newIdentity, recovery.registry]);
    expect(claim).to.not.have.property("domainHash");
  });

  it("is shown whole, in blocks of four, in columns, and narrow enough for a terminal", function () {
    const text = renderHashCard(card);
    const squeezed = text.replace(/\s+/g, "");
    for (const hash of [card.domainHash!, card.messageHash, card.digest]) expect(squeezed).to.include(hash);
    for (const { address } of card.addresses) expect(squeezed).to.include(address);

    const lines = text.split("\n").slice(1);
    for (const line of lines) expect(line.length, line).to.be.at.most(80);
    const hexLines = lines.filter((line) => line.includes(" 0x "));
    expect(new Set(hexLines.map((line) => line.indexOf("0x"))).size).to.equal(1);
    expect(text).to.include("0x 7099 7970 C518 12dc 3A01 0C7d 01b5 0e0d 17dc 79C8");
  });
});
