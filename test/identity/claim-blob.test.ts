import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";
import { ethers } from "hardhat";
import { addClaim, bareClaim, claimIdOf, deployIdentityStage } from "../stage/identities";

describe("A claim stored as code", () => {
  const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => ethers.hexlify(array));
  const word = fc.bigInt({ min: 0n, max: ethers.MaxUint256 });

  it("is read back byte for byte, whatever its numbers and sizes", async () => {
    const { identity } = await loadFixture(deployIdentityStage);
    const id = (topic: bigint) => claimIdOf(identity, topic);
    await fc.assert(
      fc.asyncProperty(
        word,
        word,
        bytes(400),
        bytes(900),
        fc.string({ unit: "grapheme", maxLength: 90 }),
        async (topic, scheme, signature, data, uri) => {
          await addClaim(identity, await bareClaim(identity, { topic, scheme, signature, data, uri }));
          const stored = [topic, scheme, await identity.getAddress(), signature, data, uri];
          expect(await identity.getClaim(await id(topic))).to.deep.equal(stored);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps numbers of no byte, of one, of two and of all thirty-two", async () => {
    const { identity } = await loadFixture(deployIdentityStage);
    const edges = [0n, 1n, 255n, 256n, ethers.MaxUint256 >> 1n, ethers.MaxUint256];
    for (const [index, topic] of edges.entries()) {
      const scheme = edges[edges.length - 1 - index]!;
      await addClaim(
        identity,
        await bareClaim(identity, { topic, scheme, signature: "0x12", data: "0x3456", uri: "u" }),
      );
      const stored = [topic, scheme, await identity.getAddress(), "0x12", "0x3456", "u"];
      expect(await identity.getClaim(await claimIdOf(identity, topic))).to.deep.equal(stored);
    }
  });

  it("may be empty in every part, and nearly as long as code may be", async () => {
    const { identity } = await loadFixture(deployIdentityStage);
    for (const [signature, data, uri] of [
      ["0x", "0x", ""],
      ["0x", ethers.hexlify(new Uint8Array(24_000).fill(7)), "u"],
    ] as const) {
      await addClaim(identity, await bareClaim(identity, { topic: 1n, signature, data, uri }));
      const stored = [1n, 1n, await identity.getAddress(), signature, data, uri];
      expect(await identity.getClaim(await claimIdOf(identity, 1n))).to.deep.equal(stored);
    }
  });
});
