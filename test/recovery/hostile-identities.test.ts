import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { HostileIdentity__factory, type HonestToken } from "../../typechain-types";
import { Outcome, executeCase, makeReady, propose, recoveryOf } from "../stage/case-steps";
import { deployStage, deployTokens } from "../stage/doubles";
import { HostileIdentityMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("A hostile identity of the lost wallet", () => {
  async function deployHostile() {
    const stage = await deployStage();
    const hostile = await new HostileIdentity__factory(stage.admin).deploy();
    await stage.registry.updateIdentity(stage.holder, hostile);
    return { ...stage, hostile };
  }

  for (const [title, mode] of [
    ["reverts", HostileIdentityMode.Reverts],
    ["burns all gas", HostileIdentityMode.BurnsGas],
    ["answers nothing", HostileIdentityMode.AnswersNothing],
  ] as const) {
    describe(`that ${title} when asked for its keys`, () => {
      it("leaves contesting to the lost wallet alone", async () => {
        const stage = await loadFixture(deployHostile);
        const { agent, hostile, holder, stranger } = stage;
        await hostile.become(mode);
        const { caseId } = await propose(stage, await recoveryOf(stage));
        await expect(as(agent, stranger).contest(caseId))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentNotHolder")
          .withArgs(caseId, stranger);
        await expect(as(agent, holder).contest(caseId)).to.emit(agent, "RecoveryContested");
      });

      it("cannot be kept: nobody knows that the new wallet manages it", async () => {
        const stage = await loadFixture(deployHostile);
        const { agent, hostile, proposer, newWallet } = stage;
        await hostile.become(mode);
        await expect(as(agent, proposer).propose(await recoveryOf(stage, { identity: hostile }), "0x"))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentNewWalletNotManager")
          .withArgs(hostile, newWallet);
      });

      it("is replaced like any other", async () => {
        const stage = await loadFixture(deployHostile);
        const { hostile, holder, newWallet } = stage;
        const [token] = (await deployTokens(stage, 1)) as [HonestToken];
        await token.mint(holder, 100);
        await hostile.become(mode);
        const opened = await makeReady(stage, await recoveryOf(stage, { tokens: [token] }));
        expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Recovered]);
        expect(await token.balanceOf(newWallet)).to.equal(100n);
      });
    });
  }

  it("that takes every key for its manager cannot be kept: the lost wallet still manages it", async () => {
    const stage = await loadFixture(deployHostile);
    const { agent, hostile, proposer, holder } = stage;
    await expect(as(agent, proposer).propose(await recoveryOf(stage, { identity: hostile }), "0x"))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentLostWalletStillManager")
      .withArgs(hostile, holder);
  });

  it("that takes every key for its manager lets anybody contest, once, until a guardian upholds", async () => {
    const stage = await loadFixture(deployHostile);
    const { agent, stranger, guardian } = stage;
    const { caseId } = await propose(stage, await recoveryOf(stage));
    await expect(as(agent, stranger).contest(caseId)).to.emit(agent, "RecoveryContested").withArgs(caseId, stranger);
    await as(agent, guardian).uphold(caseId);
    await expect(as(agent, stranger).contest(caseId)).to.be.revertedWithCustomError(
      agent,
      "RecoveryAgentContestedBefore",
    );
  });
});
