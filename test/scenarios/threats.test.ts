import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { Interface, ZeroAddress, concat, id, randomBytes } from "ethers";
import type { ParamType } from "ethers";

import { ROLE_TABLE } from "../../src/provision/role-table";
import { expectHeld } from "../stage/afterwards";
import {
  FULL_GAS,
  acceptanceOf,
  approve,
  execute,
  makeReady,
  outcomesOf,
  propose,
  recoveryOf,
  ripen,
  tryPropose,
} from "../stage/cases";
import { HOLDING, claimFor, deployLiveRecovery, holderTerms, setRole } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { DAY, DEFAULT_POLICY } from "../stage/regain";
import { confirm } from "../stage/t-rex/deploy";
import { expectNothingMoved } from "./nothing-moved";

describe("Threats", () => {
  onEachTarget((target) => {
    const twoTokens = (): Promise<LiveRecovery> =>
      deployLiveRecovery([{}, { maxBalance: 2n * HOLDING }], undefined, target);
    const fewCases = (): Promise<LiveRecovery> =>
      deployLiveRecovery([{}], { ...DEFAULT_POLICY, maxLiveCases: 2 }, target);

    it("1. a rogue identity manager who proposes his own wallet is seen, contested and cancelled", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast, tokens } = live;
      const open = await propose(live, { ...holderTerms(live), newWallet: cast.stranger });
      for (const token of tokens) await expectHeld(live, token);
      await approve(live, open);
      await (await agent.connect(cast.holder).contest(open.caseId)).wait();
      await ripen(live, open);

      await expect(agent.connect(cast.identityManager).execute(open.recovery, []))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(open.caseId, 3);
      await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();

      await expectNothingMoved(live);
      for (const token of tokens) await confirm(token.connect(cast.holder).transfer(cast.thief, 1n));
    });

    it("2. one key in every role is not two people", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast } = live;
      for (const { name } of ROLE_TABLE) await setRole(live, name, cast.identityManager, true);
      const open = await propose(live, holderTerms(live));
      await ripen(live, open);

      await expect(agent.connect(cast.identityManager).approve(open.caseId)).to.be.revertedWithCustomError(
        agent,
        "RecoveryAgentApproverIsProposer",
      );
      await expect(agent.connect(cast.identityManager).execute(open.recovery, [])).to.be.revertedWithCustomError(
        agent,
        "RecoveryAgentNotEnoughApprovals",
      );
      await expectNothingMoved(live);
    });

    for (const role of ["custodian", "guardian", "policyAdmin", "stranger"] as const) {
      it(`3. a rogue ${role} alone moves nothing, whatever function he calls`, async () => {
        const live = await loadFixture(twoTokens);
        const open = await propose(live, holderTerms(live));
        const values = { caseId: open.caseId, recovery: open.recovery, account: live.cast.stranger.address };
        await ripen(live, open);
        let refused = 0;
        for (const call of everyCall(live, values)) {
          try {
            await (await live.cast[role].sendTransaction({ to: live.agent, data: call, ...FULL_GAS })).wait();
          } catch {
            ++refused;
          }
        }

        expect(refused).to.be.greaterThan(5);
        await expectNothingMoved(live);
        expect(await live.agent.successorOf(live.cast.holder)).to.equal(ZeroAddress);
      });
    }

    it("5. a thief contests once, and the lost key cancels nothing", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast } = live;
      const open = await makeReady(live, holderTerms(live));
      const thief = agent.connect(cast.holder);
      await expect(thief.cancel(open.recovery)).to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized");
      await (await thief.contest(open.caseId)).wait();
      await (await agent.connect(cast.guardian).uphold(open.caseId)).wait();

      await expect(thief.contest(open.caseId)).to.be.revertedWithCustomError(agent, "RecoveryAgentContestedBefore");
      const { newIdentity } = await agent.caseOf(open.caseId);
      const results = await execute(live, open, [await claimFor(live, newIdentity)]);
      expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    });

    it("6. proposals are no weapon: their number is bounded, and a guardian frees a holder in one transaction", async () => {
      const live = await loadFixture(fewCases);
      const { agent, cast, tokens } = live;
      const open = await propose(live, holderTerms(live));
      await propose(live, { ...holderTerms(live), lostWallet: cast.secondHolder.address, newWallet: cast.stranger });
      await expect(tryPropose(live, { ...holderTerms(live), lostWallet: cast.thief.address, newWallet: cast.issuer }))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentTooManyLiveCases")
        .withArgs(2);

      await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();

      await confirm(tokens[0]!.connect(cast.holder).transfer(cast.thief, 1n));
      expect(await agent.liveCases()).to.equal(1n);
    });

    it("10. who copies a transaction from the mempool gets nothing else done by it", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast, factory } = live;
      const recovery = await recoveryOf(agent, holderTerms(live));
      const acceptance = await acceptanceOf(agent, recovery, cast.newWallet);
      await expect(agent.connect(cast.thief).propose(recovery, acceptance)).to.be.revertedWithCustomError(
        agent,
        "AccessManagedUnauthorized",
      );
      const elsewhere = { ...recovery, newWallet: cast.thief.address };
      await expect(agent.connect(cast.identityManager).propose(elsewhere, acceptance)).to.be.revertedWithCustomError(
        agent,
        "RecoveryAgentAlreadyRegistered",
      );

      // Nobody but the agent can take the replacement identity's address.
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await agent.caseOf(open.caseId);
      await (await factory.connect(cast.thief).createIdentity(open.caseId, cast.thief, [], [])).wait();
      expect(await cast.thief.provider?.getCode(newIdentity)).to.equal("0x");
      const results = await execute(live, open, [await claimFor(live, newIdentity)]);
      expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    });

    it("12. a new wallet whose key nobody holds is proposed by nobody", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast } = live;
      const recovery = await recoveryOf(agent, holderTerms(live));
      const acceptance = await acceptanceOf(agent, recovery, cast.newWallet);

      for (const forged of [concat([acceptance, "0x00"]), acceptance.slice(0, -2), randomBytes(65)]) {
        await expect(agent.connect(cast.identityManager).propose(recovery, forged))
          .to.be.revertedWithCustomError(agent, "RecoveryAgentNotAccepted")
          .withArgs(await agent.caseIdOf(recovery), cast.newWallet.address);
      }
    });

    it("13. an acceptance serves one case: no other field, no second time", async () => {
      const live = await loadFixture(twoTokens);
      const { agent, cast } = live;
      const recovery = await recoveryOf(agent, holderTerms(live));
      const acceptance = await acceptanceOf(agent, recovery, cast.newWallet);
      const manager = agent.connect(cast.identityManager);
      for (const change of [{ tokens: recovery.tokens.slice(1) }, { evidence: id("another file") }]) {
        await expect(manager.propose({ ...recovery, ...change }, acceptance)).to.be.revertedWithCustomError(
          agent,
          "RecoveryAgentNotAccepted",
        );
      }
      const open = await propose(live, holderTerms(live));
      await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();

      await expect(manager.propose(recovery, acceptance))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongNonce")
        .withArgs(0, 1);
    });
  });
});

interface KnownValues {
  readonly caseId: string;
  readonly recovery: object;
  readonly account: string;
}

/** A call of every function of the agent that writes, with the values of the case at hand. */
function everyCall(live: LiveRecovery, { caseId, recovery, account }: KnownValues): string[] {
  const valueFor = ({ baseType, type, components }: ParamType): unknown => {
    if (type === "bytes32") return caseId;
    if (type === "address") return account;
    if (type === "bytes") return "0x";
    if (type === "bool") return true;
    if (baseType === "array") return [];
    if (components === null) return 1;
    if (components.length === 6) return Object.fromEntries(components.map((each) => [each.name, valueFor(each)]));
    return components.length === 7 ? recovery : { delay: 3600, window: DAY, threshold: 1, maxLiveCases: 1 };
  };
  const abi = new Interface(live.agent.interface.fragments);
  const calls: string[] = [];
  abi.forEachFunction((each) => {
    if (each.stateMutability === "nonpayable") calls.push(abi.encodeFunctionData(each, each.inputs.map(valueFor)));
  });
  return calls;
}
