import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";

import { FULL_GAS, makeReady, outcomesOf, preview, recover, recoveryOf, tryPropose } from "../stage/cases";
import {
  HOLDING,
  claimsBy,
  deployOffice,
  deployOursRecovery,
  handOverIdentity,
  holderTerms,
} from "../stage/live-recovery";
import { addToken, registryOf, type Ours } from "../stage/ours";
import { Standing } from "../stage/regain-suite/standings";
import { confirm } from "../stage/t-rex/deploy";

describe("Successors in our registry", () => {
  const two = (): Promise<Ours> => deployOursRecovery([{}, { maxBalance: 3n * HOLDING }]);

  it("stay in a chain A → B → C, and what is found later on A goes to C in a further case", async () => {
    const live = await loadFixture(two);
    const { cast, agent, tokens } = live;
    const registry = registryOf(live);
    const [known, found] = [tokens[0]!, tokens[1]!];
    await recover(live, holderTerms(live, [known]), claimsBy(live));
    const second = { ...holderTerms(live, [known]), lostWallet: cast.newWallet.address, newWallet: cast.stranger };
    const { newIdentity } = await recover(live, second, claimsBy(live));

    const further = await recover(live, { ...holderTerms(live, [found]), newWallet: cast.stranger });
    expect(outcomesOf(further.results)).to.deep.equal(["Recovered"]);
    expect(further.newIdentity).to.equal(newIdentity);
    for (const token of tokens) expect(await token.balanceOf(cast.stranger)).to.equal(HOLDING);
    expect(await registry.successorOf(cast.holder)).to.equal(cast.newWallet.address);
    expect(await registry.headOf(cast.holder)).to.equal(cast.stranger.address);
    expect(await agent.successorOf(cast.newWallet)).to.equal(cast.stranger.address);
  });

  it("take tokens found later on the same pair, also of a second token deployed meanwhile", async () => {
    const live = await loadFixture(two);
    const { cast } = live;
    const late = await addToken(live, "late");
    const first = await recover(live, holderTerms(live), claimsBy(live));
    const address = await late.token.getAddress();
    const further = await recover(live, { ...holderTerms(live), tokens: [address] });
    expect(outcomesOf(further.results)).to.deep.equal(["Recovered"]);
    expect(further.newIdentity).to.equal(first.newIdentity);
    expect(await late.token.balanceOf(cast.newWallet)).to.equal(HOLDING);
  });

  it("are registered again by a further case when somebody removed them", async () => {
    const live = await loadFixture(two);
    const { agent, cast, tokens } = live;
    const registry = registryOf(live).connect(cast.tokenAgent);
    const first = await recover(live, holderTerms(live, [tokens[0]!]), claimsBy(live));
    await confirm(registry.deleteIdentity(cast.newWallet));
    const further = await recover(live, holderTerms(live, [tokens[1]!]));
    expect(outcomesOf(further.results)).to.deep.equal(["Recovered"]);
    expect(await registry.identity(cast.newWallet)).to.equal(first.newIdentity);
    expect(await agent.isSettled(further.caseId, 1), "there is no second token").to.equal(false);
  });

  it("are previewed for a lost wallet that somebody removed while the case was decided", async () => {
    const live = await loadFixture(two);
    const { agent, cast } = live;
    const open = await makeReady(live, holderTerms(live));
    await confirm(registryOf(live).connect(cast.tokenAgent).deleteIdentity(cast.holder));
    const { blockers } = await preview(agent, open.recovery);
    expect(blockers.map((blocker) => agent.interface.parseError(blocker)?.name)).to.deep.equal([
      "RecoveryAgentIdentityMismatch",
    ]);
  });

  it("get nothing by mint or transfer to the lost wallet: nobody can send to it any more", async () => {
    const live = await loadFixture(two);
    const { cast, ours } = live;
    await recover(live, holderTerms(live), claimsBy(live));
    const { token } = ours[0]!;
    const office = token.connect(cast.tokenAgent);
    await expect(office.mint(cast.holder, 1n)).to.be.revertedWithCustomError(token, "TokenWalletBlocked");
    await expect(office.forcedTransfer(cast.secondHolder, cast.holder, 1n))
      .to.be.revertedWithCustomError(token, "TokenWalletBlocked")
      .withArgs(cast.holder, Standing.Lost);
    await expect(token.connect(cast.secondHolder).transfer(cast.holder, 1n)).to.be.revertedWithCustomError(
      token,
      "TokenWalletBlocked",
    );
  });

  it("keep their identity in keep mode, and need no claim", async () => {
    const live = await loadFixture(two);
    const { cast, identities } = live;
    const identity = await handOverIdentity(identities.holder, cast.holder, cast.newWallet);
    const { results } = await recover(live, { ...holderTerms(live), identity });
    expect(outcomesOf(results)).to.deep.equal(["Recovered", "Recovered"]);
    expect(await registryOf(live).identity(cast.newWallet)).to.equal(identity);
    expect(await registryOf(live).standingOf(cast.newWallet)).to.equal(Standing.Free);
  });

  describe("that somebody else recorded stand in the way, by name", () => {
    async function blockersOf(live: Ours, changes: object = {}): Promise<(string | undefined)[]> {
      const recovery = await recoveryOf(live.agent, { ...holderTerms(live), ...changes });
      const { blockers } = await preview(live.agent, recovery);
      return blockers.map((blocker) => live.agent.interface.parseError(blocker)?.name);
    }

    /** The issuer's own agent made the second holder's wallet the holder's successor. */
    async function takenOver(live: Ours): Promise<void> {
      const { cast, identities } = live;
      const registry = registryOf(live).connect(cast.tokenAgent);
      const second = identities.secondHolder.target;
      await confirm(registry.recordSuccessor(cast.holder, cast.secondHolder, second));
    }

    it("a lost wallet that another one replaced", async () => {
      const live = await loadFixture(two);
      await takenOver(live);
      expect(await blockersOf(live)).to.deep.equal(["RecoveryAgentOtherSuccessor"]);
      await expect(tryPropose(live, holderTerms(live)))
        .to.be.revertedWithCustomError(live.agent, "RecoveryAgentOtherSuccessor")
        .withArgs(live.cast.holder, live.cast.secondHolder);
    });

    it("a lost wallet that another one replaced while the case was decided", async () => {
      const live = await loadFixture(two);
      const { agent, cast } = live;
      const open = await makeReady(live, holderTerms(live));
      await takenOver(live);
      await expect(agent.connect(cast.identityManager).execute(open.recovery, [], FULL_GAS))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentOtherSuccessor")
        .withArgs(cast.holder, cast.secondHolder);
      expect((await preview(agent, open.recovery)).blockers).to.have.length.greaterThan(0);
      await (await agent.connect(cast.guardian).cancel(open.recovery, FULL_GAS)).wait();
    });

    it("a new wallet that is lost itself", async () => {
      const live = await loadFixture(two);
      await takenOver(live);
      const changes = { lostWallet: live.cast.thief.address, newWallet: live.cast.holder };
      expect(await blockersOf(live, changes)).to.include("RecoveryAgentEverLost");
    });

    it("a new wallet that is in quarantine", async () => {
      const live = await loadFixture(two);
      const { cast } = live;
      await confirm(registryOf(live).connect(cast.tokenAgent).quarantine(cast.newWallet, id("another case")));
      expect(await blockersOf(live)).to.include("RecoveryAgentWalletQuarantined");
    });

    it("a new wallet that was lost after the execution: nothing more moves to it", async () => {
      const live = await loadFixture(two);
      const { agent, cast, identities } = live;
      const open = await recover(live, holderTerms(live), claimsBy(live));
      const registry = registryOf(live).connect(cast.tokenAgent);
      await confirm(registry.recordSuccessor(cast.newWallet, cast.secondHolder, identities.secondHolder.target));
      await expect(agent.connect(cast.identityManager).retry(open.recovery, FULL_GAS))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
        .withArgs(cast.newWallet, cast.secondHolder);
    });
  });

  it("outlive the agent that recorded them: the next agent brings what is found later to the same wallet", async () => {
    const live = await loadFixture(two);
    const { cast, tokens } = live;
    const first = await recover(live, holderTerms(live, [tokens[0]!]), claimsBy(live));
    const next = await deployOffice({ cast });
    for (const component of [live.registrySet.registry, ...tokens]) {
      await confirm(component.connect(cast.issuer).addAgent(next.agent));
    }
    const further = await recover({ ...next, cast }, holderTerms(live, [tokens[1]!]));
    expect(outcomesOf(further.results)).to.deep.equal(["Recovered"]);
    expect(further.newIdentity).to.equal(first.newIdentity);
  });
});
