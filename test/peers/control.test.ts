import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Interface, ZeroAddress, ZeroHash } from "ethers";
import type { EventFragment, InterfaceAbi } from "ethers";

import { RecoveryAgent__factory } from "../../typechain-types";
import { ROLE_TABLE } from "../../src/provision/role-table";
import { acceptanceOf, approve, execute, makeReady, propose, recover, recoveryOf, ripen } from "../stage/cases";
import { claimFor, claimsBy, deployLiveRecovery, handOverIdentity, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { DAY } from "../stage/regain";
import { artifactOf } from "../stage/t-rex/artifacts";
import { attach, confirm } from "../stage/t-rex/deploy";
import type { OnchainId } from "../stage/t-rex/handles";
import { ECDSA_KEY, MANAGEMENT_KEY, keyOf } from "../stage/t-rex/onchainid";

describe("Whom the peers let do what, on T-REX with our agent", () => {
  const oneToken = (): Promise<LiveRecovery> => deployLiveRecovery([{}]);

  it("10. gives the stolen key no place in the replacement identity", async () => {
    const live = await loadFixture(oneToken);
    const { holder, newWallet } = live.cast;
    const { newIdentity } = await recover(live, holderTerms(live), claimsBy(live));
    const identity = attach<OnchainId>("Identity", newIdentity, newWallet);

    expect(await identity.getKeysByPurpose(MANAGEMENT_KEY)).to.deep.equal([keyOf(newWallet.address)]);
    await expect(identity.connect(holder).removeKey(keyOf(newWallet.address), MANAGEMENT_KEY)).to.be.reverted;
    await expect(identity.connect(holder).addKey(keyOf(holder.address), MANAGEMENT_KEY, ECDSA_KEY)).to.be.reverted;
    expect(await live.registrySet.registry.identity(newWallet)).to.equal(newIdentity);
  });

  it("10. keeps no identity that the stolen key manages still", async () => {
    const live = await loadFixture(oneToken);
    const { holder, newWallet } = live.cast;
    const identity = live.identities.holder;
    await confirm(identity.connect(holder).addKey(keyOf(newWallet.address), MANAGEMENT_KEY, ECDSA_KEY));
    const recovery = await recoveryOf(live.agent, { ...holderTerms(live), identity: identity.target });
    const acceptance = await acceptanceOf(live.agent, recovery, newWallet);

    await expect(live.agent.connect(live.cast.identityManager).propose(recovery, acceptance))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentLostWalletStillManager")
      .withArgs(identity.target, holder.address);
  });

  it("10. executes nothing once the stolen key manages the kept identity again", async () => {
    const live = await loadFixture(oneToken);
    const { holder, newWallet, identityManager } = live.cast;
    const identity = await handOverIdentity(live.identities.holder, live.cast.holder, live.cast.newWallet);
    const open = await makeReady(live, { ...holderTerms(live), identity });
    const kept = live.identities.holder.connect(newWallet);
    await confirm(kept.addKey(keyOf(holder.address), MANAGEMENT_KEY, ECDSA_KEY));

    await expect(live.agent.connect(identityManager).execute(open.recovery, [])).to.be.revertedWithCustomError(
      live.agent,
      "RecoveryAgentLostWalletStillManager",
    );
  });

  describe("14. no one alone", () => {
    it("asks the new wallet for the proof that somebody holds its key", async () => {
      const live = await loadFixture(oneToken);
      const { identityManager, newWallet, stranger } = live.cast;
      const recovery = await recoveryOf(live.agent, holderTerms(live));
      const manager = live.agent.connect(identityManager);

      for (const acceptance of ["0x", await acceptanceOf(live.agent, recovery, stranger)]) {
        await expect(manager.propose(recovery, acceptance))
          .to.be.revertedWithCustomError(live.agent, "RecoveryAgentNotAccepted")
          .withArgs(await live.agent.caseIdOf(recovery), newWallet.address);
      }
    });

    it("lets days pass between the proposal and the execution", async () => {
      const live = await loadFixture(oneToken);
      const open = await propose(live, holderTerms(live));
      await approve(live, open);
      const { readyAt } = await live.agent.caseOf(open.caseId);
      expect(readyAt).to.equal(BigInt(await time.latest()) + BigInt(DAY) - 1n);

      await expect(live.agent.connect(live.cast.identityManager).execute(open.recovery, []))
        .to.be.revertedWithCustomError(live.agent, "RecoveryAgentTooEarly")
        .withArgs(open.caseId, readyAt);
    });

    it("needs a second person, whatever roles the first one has", async () => {
      const live = await loadFixture(oneToken);
      const { deployer, identityManager } = live.cast;
      for (const { id } of ROLE_TABLE) {
        await (await live.authority.connect(deployer).grantRole(id, identityManager, 0)).wait();
      }
      const open = await propose(live, holderTerms(live));
      await ripen(live, open);
      const everything = live.agent.connect(identityManager);

      await expect(everything.approve(open.caseId))
        .to.be.revertedWithCustomError(live.agent, "RecoveryAgentApproverIsProposer")
        .withArgs(open.caseId, identityManager.address);
      await expect(everything.execute(open.recovery, []))
        .to.be.revertedWithCustomError(live.agent, "RecoveryAgentNotEnoughApprovals")
        .withArgs(open.caseId, 0, 1);
    });

    it("lets nobody lend his voice through the authority", async () => {
      const live = await loadFixture(oneToken);
      const { deployer, identityManager } = live.cast;
      const custodian = ROLE_TABLE.find((role) => role.name === "CUSTODIAN")!;
      await (await live.authority.connect(deployer).grantRole(custodian.id, identityManager, 0)).wait();
      await (await live.authority.connect(deployer).grantRole(custodian.id, live.authority, 0)).wait();
      const open = await propose(live, holderTerms(live));
      const call = live.agent.interface.encodeFunctionData("approve", [open.caseId]);

      await expect(live.authority.connect(identityManager).execute(live.agent, call))
        .to.be.revertedWithCustomError(live.agent, "RecoveryAgentDirectCallRequired")
        .withArgs(await live.authority.getAddress());
    });

    it("executes what two people wanted and the time allowed", async () => {
      const live = await loadFixture(oneToken);
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await live.agent.caseOf(open.caseId);

      await execute(live, open, [await claimFor(live, newIdentity)]);

      expect(await live.agent.successorOf(live.cast.holder)).to.equal(live.cast.newWallet.address);
    });
  });

  describe("15. nobody writes a wallet off", () => {
    it("has no function that writes a successor but the execution of a case", () => {
      const writing: string[] = [];
      RecoveryAgent__factory.createInterface().forEachFunction(({ name, stateMutability }) => {
        if (stateMutability === "nonpayable") writing.push(name);
      });

      // `recoverToken` and `runAndRevert` are for the agent itself, `setAuthority` for the authority.
      expect(writing.sort()).to.deep.equal(
        "approve approveBySignature cancel contest execute multicall preview propose quarantine reassign recoverToken release retry runAndRevert setAuthority setPolicy uphold".split(
          " ",
        ),
      );
    });

    it("gives an administrator with every role no way around the checks", async () => {
      const live = await loadFixture(oneToken);
      const { deployer, holder } = live.cast;
      for (const { id } of ROLE_TABLE) {
        await (await live.authority.connect(deployer).grantRole(id, deployer, 0)).wait();
      }
      const admin = live.agent.connect(deployer);
      const recovery = await recoveryOf(live.agent, holderTerms(live));

      await expect(admin.execute(recovery, [])).to.be.revertedWithCustomError(admin, "RecoveryAgentCaseUnknown");
      await expect(admin.retry(recovery)).to.be.revertedWithCustomError(admin, "RecoveryAgentCaseUnknown");
      await expect(admin.quarantine(recovery)).to.be.revertedWithCustomError(admin, "RecoveryAgentCaseUnknown");
      await expect(admin.reassign(recovery, [])).to.be.revertedWithCustomError(admin, "RecoveryAgentCaseUnknown");
      const succession = { ...recovery, lostIdentity: ZeroAddress, newIdentity: ZeroAddress, country: 0 };
      await expect(admin.recoverToken(succession, ZeroHash, live.tokens[0]!.target)).to.be.revertedWithCustomError(
        admin,
        "RecoveryAgentSelfOnly",
      );
      await expect(admin.runAndRevert(recovery, [], 0)).to.be.revertedWithCustomError(admin, "RecoveryAgentSelfOnly");
      expect(await live.agent.successorOf(holder)).to.equal(ZeroAddress);
    });

    it("leaves nothing of a preview behind", async () => {
      const live = await loadFixture(oneToken);
      const { holder, newWallet, stranger } = live.cast;
      const recovery = await recoveryOf(live.agent, holderTerms(live));
      await (await live.agent.connect(stranger).preview(recovery, [], 0, { gasLimit: 16_000_000n })).wait();

      expect(await live.agent.successorOf(holder)).to.equal(ZeroAddress);
      expect(await live.agent.liveCases()).to.equal(0n);
      expect(await live.agent.nonces(holder)).to.equal(0n);
      expect(await live.tokens[0]!.isFrozen(holder)).to.equal(false);
      expect(await live.registrySet.registry.identity(newWallet)).to.equal(ZeroAddress);
    });
  });

  describe("18. events", () => {
    const eventsOf = (abi: InterfaceAbi): EventFragment[] => {
      const events: EventFragment[] = [];
      new Interface(abi).forEachEvent((event) => events.push(event));
      return events;
    };
    const ours = eventsOf(RecoveryAgent__factory.abi);

    it("gives every event a topic that no event of the standard has", () => {
      const standard = (
        ["Token", "IdentityRegistry", "IdentityRegistryStorage", "ModularCompliance", "Identity"] as const
      )
        .flatMap((name) => eventsOf(artifactOf(name).abi))
        .map((event) => event.topicHash);
      const topics = ours.map((event) => event.topicHash);

      expect(new Set(topics).size).to.equal(topics.length);
      expect(topics.filter((topic) => standard.includes(topic))).to.deep.equal([]);
    });

    it("emits every event that it declares", () => {
      const sources = [
        "CaseBook",
        "CaseExecution",
        "RecoveryAgent",
        "ReplacementIdentity",
        "StandardRecovery",
        "SuiteRecovery",
      ]
        .map((name) => readFileSync(join(__dirname, `../../contracts/recovery/${name}.sol`), "utf8"))
        .join("\n");
      // These two come from OpenZeppelin's contracts.
      const inherited = ["AuthorityUpdated", "EIP712DomainChanged"];

      const silent = ours
        .map((event) => event.name)
        .filter(
          (name) => !inherited.includes(name) && !new RegExp(`emit (IRecoveryAgent\\.)?${name}\\(`).test(sources),
        );
      expect(silent).to.deep.equal([]);
    });

    it("lets the token and the registry emit the standard's events", async () => {
      const live = await loadFixture(oneToken);
      const { holder, newWallet, identityManager } = live.cast;
      const { registry, storage } = live.registrySet;
      const token = live.tokens[0]!;
      await confirm(token.connect(live.cast.tokenAgent).freezePartialTokens(holder, 10n));
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await live.agent.caseOf(open.caseId);
      const claims = [await claimFor(live, newIdentity)];
      const agent = await live.agent.getAddress();

      const sent = live.agent.connect(identityManager).execute(open.recovery, claims, { gasLimit: 16_000_000n });

      await expect(sent).to.emit(token, "Transfer").withArgs(holder.address, newWallet.address, 1_000n);
      await expect(sent).to.emit(token, "TokensFrozen").withArgs(newWallet.address, 10n);
      await expect(sent).to.emit(registry, "IdentityRegistered").withArgs(newWallet.address, newIdentity);
      await expect(sent).to.emit(registry, "IdentityRemoved").withArgs(holder.address, live.identities.holder.target);
      await expect(sent).to.emit(storage, "IdentityStored").withArgs(newWallet.address, newIdentity);
      await expect(sent).to.emit(live.factory, "IdentityCreated").withArgs(newIdentity, agent, open.caseId);
    });
  });
});
