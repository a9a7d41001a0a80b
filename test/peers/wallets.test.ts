import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { outcomesOf, propose, recover, tryPropose } from "../stage/cases";
import { HOLDING, claimsBy, deployLiveRecovery, handOverIdentity, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { COUNTRY } from "../stage/holdings";
import { confirm } from "../stage/t-rex/deploy";

describe("What the peers do to wallets, on T-REX with our agent", () => {
  const oneToken = (): Promise<LiveRecovery> => deployLiveRecovery([{}]);
  const twoTokens = (): Promise<LiveRecovery> => deployLiveRecovery([{}, {}]);
  const recovered = async (): Promise<LiveRecovery & { newIdentity: string }> => {
    const live = await oneToken();
    const { newIdentity } = await recover(live, holderTerms(live), claimsBy(live));
    return { ...live, newIdentity };
  };

  it("7. refuses to recover a wallet to itself, and mints, moves and deletes nothing", async () => {
    const live = await loadFixture(oneToken);
    const { holder } = live.cast;

    await expect(tryPropose(live, { ...holderTerms(live), newWallet: holder }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentSameWallet")
      .withArgs(holder.address);
    expect(await live.tokens[0]!.balanceOf(holder)).to.equal(HOLDING);
    expect(await live.tokens[0]!.totalSupply()).to.equal(2n * HOLDING);
  });

  it("8. refuses to recover a wallet to itself into its own identity, and leaves it registered", async () => {
    const live = await loadFixture(oneToken);
    const { holder } = live.cast;
    const identity = live.identities.holder.target;

    await expect(tryPropose(live, { ...holderTerms(live), newWallet: holder, identity }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentSameWallet")
      .withArgs(holder.address);
    expect(await live.registrySet.registry.identity(holder)).to.equal(identity);
    expect(await live.agent.successorOf(holder)).to.equal(ZeroAddress);
  });

  it("11. lets the lost wallet send nothing from the proposal on", async () => {
    const live = await loadFixture(oneToken);
    const { holder, thief } = live.cast;
    const token = live.tokens[0]!;
    await confirm(token.connect(holder).approve(thief, HOLDING));

    await propose(live, holderTerms(live));

    await expect(token.connect(holder).transfer(thief, 1n)).to.be.revertedWith("wallet is frozen");
    await expect(token.connect(thief).transferFrom(holder, thief, 1n)).to.be.revertedWith("wallet is frozen");
  });

  it("11. lets the lost wallet neither send nor receive after the recovery", async () => {
    const live = await loadFixture(recovered);
    const { holder, secondHolder, thief } = live.cast;
    const token = live.tokens[0]!;

    await expect(token.connect(holder).transfer(thief, 0n)).to.be.revertedWith("wallet is frozen");
    await expect(token.connect(secondHolder).transfer(holder, 1n)).to.be.revertedWith("wallet is frozen");
    await expect(token.connect(live.cast.tokenAgent).mint(holder, 1n)).to.be.revertedWith("Identity is not verified.");
  });

  it("12. keeps the successor when the lost wallet is registered again", async () => {
    const live = await loadFixture(recovered);
    const { holder, newWallet, stranger, tokenAgent } = live.cast;
    const { registry } = live.registrySet;
    await confirm(registry.connect(tokenAgent).registerIdentity(holder, live.identities.holder, COUNTRY));

    expect(await live.agent.successorOf(holder)).to.equal(newWallet.address);
    await expect(tryPropose(live, { ...holderTerms(live), newWallet: stranger }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentOtherSuccessor")
      .withArgs(holder.address, newWallet.address);
    await expect(live.tokens[0]!.connect(holder).transfer(live.cast.thief, 0n)).to.be.revertedWith("wallet is frozen");
  });

  it("13. recovers a chain of wallets: from the first to the third what was found late", async () => {
    const live = await loadFixture(twoTokens);
    const { holder, newWallet, stranger, tokenAgent } = live.cast;
    const [first, late] = live.tokens;
    await recover(live, holderTerms(live, [first!]), claimsBy(live));
    const second = await recover(
      live,
      { ...holderTerms(live, [first!]), lostWallet: newWallet.address, newWallet: stranger },
      claimsBy(live),
    );
    expect(await live.agent.successorOf(newWallet)).to.equal(stranger.address);

    await expect(tryPropose(live, holderTerms(live, [late!])), "the second wallet is lost too")
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentEverLost")
      .withArgs(newWallet.address, stranger.address);
    const { results } = await recover(live, { ...holderTerms(live, [late!]), newWallet: stranger });

    expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
    expect(await first!.balanceOf(stranger)).to.equal(HOLDING);
    expect(await late!.balanceOf(stranger)).to.equal(HOLDING);
    expect(await live.registrySet.registry.identity(stranger)).to.equal(second.newIdentity);
    expect(await live.agent.successorOf(holder), "the chain itself is final").to.equal(newWallet.address);
    await expect(late!.connect(tokenAgent).mint(holder, 1n)).to.be.reverted;
  });

  it("13. recovers a chain of wallets under one kept identity", async () => {
    const live = await loadFixture(twoTokens);
    const { newWallet, stranger, holder } = live.cast;
    const [first, late] = live.tokens;
    const identity = await handOverIdentity(live.identities.holder, live.cast.holder, live.cast.newWallet);
    await recover(live, { ...holderTerms(live, [first!]), identity });
    await handOverIdentity(live.identities.holder, newWallet, stranger);
    await recover(live, {
      ...holderTerms(live, [first!]),
      lostWallet: newWallet.address,
      newWallet: stranger,
      identity,
    });

    const { results } = await recover(live, { ...holderTerms(live, [late!]), newWallet: stranger, identity });

    expect(outcomesOf(results)).to.deep.equal(["Recovered"]);
    expect(await late!.balanceOf(stranger)).to.equal(HOLDING);
    expect(await live.registrySet.registry.identity(stranger)).to.equal(identity);
    expect(await live.registrySet.registry.contains(holder)).to.equal(false);
  });

  it("17. answers a wrong second recovery with the successor that there is", async () => {
    const live = await loadFixture(recovered);
    const { holder, newWallet, stranger } = live.cast;

    await expect(tryPropose(live, { ...holderTerms(live), newWallet: stranger }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentOtherSuccessor")
      .withArgs(holder.address, newWallet.address);
  });

  it("17. answers a recovery to a lost wallet with its successor", async () => {
    const live = await loadFixture(recovered);
    const { holder, newWallet, secondHolder } = live.cast;

    await expect(tryPropose(live, { ...holderTerms(live), lostWallet: secondHolder.address, newWallet: holder }))
      .to.be.revertedWithCustomError(live.agent, "RecoveryAgentEverLost")
      .withArgs(holder.address, newWallet.address);
  });
});
