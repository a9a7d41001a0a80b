import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";

import type { ModularCompliance, Token } from "../../typechain-types";
import { FULL_GAS, makeReady, outcomesOf, propose, recover, type OpenCase } from "../stage/cases";
import {
  HOLDING,
  claimsBy,
  deployLiveRecovery,
  deployOursRecovery,
  handOverIdentity,
  holderTerms,
  type LiveRecovery,
} from "../stage/live-recovery";
import { addToken, registerAnother, registryOf, type Ours } from "../stage/ours";
import { DAY } from "../stage/regain";
import type { Rule } from "../stage/regain-suite/suite";
import { confirm } from "../stage/t-rex/deploy";

/** What the holder's second wallet has of the limited token. */
const ASIDE = 500n;

interface TwoWallets extends Ours {
  readonly limited: Token;
  readonly rules: ModularCompliance;
}

/** A second wallet of the holder, played by the stranger, and a token with every limit that counts per identity. */
async function twoWallets(): Promise<TwoWallets> {
  const live = await deployOursRecovery([{}]);
  const { cast, codes, identities } = live;
  await registerAnother(live, cast.stranger, identities.holder.target);
  const { maxBalance, investorCount, transferLimit, lockUp } = codes.modules;
  const month = 30 * DAY;
  const rules: Rule[] = [
    { module: maxBalance, settings: maxBalance.interface.encodeFunctionData("setMaxBalance", [HOLDING + ASIDE]) },
    { module: investorCount, settings: investorCount.interface.encodeFunctionData("setInvestorLimit", [3n]) },
    { module: transferLimit, settings: transferLimit.interface.encodeFunctionData("setTransferLimit", [200n, month]) },
    { module: lockUp, settings: lockUp.interface.encodeFunctionData("setLockUp", [7 * DAY]) },
  ];
  const { token, compliance } = await addToken(live, "limited", { rules });
  await confirm(token.connect(cast.tokenAgent).mint(cast.stranger, ASIDE));
  return { ...live, limited: token, rules: compliance };
}

const onTRex = (): Promise<LiveRecovery> => deployLiveRecovery([{ maxBalance: HOLDING }]);

async function recovered(live: TwoWallets): Promise<OpenCase & { readonly newIdentity: string }> {
  const terms = holderTerms(live);
  const tokens = [...terms.tokens, await live.limited.getAddress()];
  const open = await recover(live, { ...terms, tokens }, claimsBy(live));
  expect(outcomesOf(open.results)).to.deep.equal(["Recovered", "Recovered"]);
  return open;
}

describe("The other wallets of a lost identity", () => {
  it("move to the replacement identity when they are named, each told by an event", async () => {
    const live = await loadFixture(twoWallets);
    const { agent, cast } = live;
    const open = await recovered(live);
    expect(await registryOf(live).identity(cast.stranger)).to.equal(live.identities.holder.target);

    const sent = agent.connect(cast.identityManager).reassign(open.recovery, [cast.stranger], FULL_GAS);
    await expect(sent).to.emit(agent, "WalletReassigned").withArgs(open.caseId, cast.stranger, open.newIdentity);
    await expect(sent).to.not.emit(agent, "HoldingsNotAttributed");
    expect(await registryOf(live).identity(cast.stranger)).to.equal(open.newIdentity);
    expect(await registryOf(live).isVerified(cast.stranger)).to.equal(true);
  });

  describe("count together with the new wallet again:", () => {
    async function reunited(): Promise<TwoWallets & { readonly newIdentity: string }> {
      const live = await twoWallets();
      const { newIdentity, recovery } = await recovered(live);
      await live.agent.connect(live.cast.identityManager).reassign(recovery, [live.cast.stranger], FULL_GAS);
      return { ...live, newIdentity };
    }

    it("in what an identity may hold", async () => {
      const { cast, codes, limited, rules, newIdentity, identities } = await loadFixture(reunited);
      expect(await rules.balanceOfIdentity(newIdentity)).to.equal(HOLDING + ASIDE);
      expect(await rules.balanceOfIdentity(identities.holder)).to.equal(0n);
      await expect(limited.connect(cast.tokenAgent).mint(cast.newWallet, 1n))
        .to.be.revertedWithCustomError(codes.modules.maxBalance, "MaxBalanceModuleExceeded")
        .withArgs(newIdentity, HOLDING + ASIDE + 1n, HOLDING + ASIDE);
    });

    it("in the number of investors", async () => {
      const { rules } = await loadFixture(reunited);
      expect(await rules.investorCount()).to.equal(1n);
    });

    it("in what an identity may send within a period", async () => {
      const { cast, codes, limited, newIdentity } = await loadFixture(reunited);
      await time.increase(8 * DAY);
      await confirm(limited.connect(cast.stranger).transfer(cast.secondHolder, 150n));
      await expect(limited.connect(cast.newWallet).transfer(cast.secondHolder, 51n)).to.be.revertedWithCustomError(
        codes.modules.transferLimit,
        "TransferLimitModuleExceeded",
      );
      expect(await codes.modules.transferLimit.spentBy(await limited.compliance(), newIdentity)).to.equal(150n);
      await confirm(limited.connect(cast.newWallet).transfer(cast.secondHolder, 50n));
    });

    it("and what is locked stays locked, on either wallet", async () => {
      const { cast, codes, limited } = await loadFixture(reunited);
      const rules = await limited.compliance();
      expect(await codes.modules.lockUp.lockedOf(rules, cast.newWallet)).to.equal(HOLDING);
      expect(await codes.modules.lockUp.lockedOf(rules, cast.stranger)).to.equal(ASIDE);
      await expect(limited.connect(cast.stranger).transfer(cast.secondHolder, 1n)).to.be.reverted;
    });
  });

  it("are told of when a compliance does not follow; anybody may bring its books up to date", async () => {
    const live = await loadFixture(twoWallets);
    const { agent, cast, limited, rules } = live;
    const open = await recovered(live);
    const gasLimit = 3_600_000n;
    const sent = agent.connect(cast.identityManager).reassign(open.recovery, [cast.stranger], { gasLimit });
    await expect(sent).to.emit(agent, "HoldingsNotAttributed").withArgs(open.caseId, limited, "0x");
    expect(await rules.balanceOfIdentity(live.identities.holder)).to.equal(ASIDE);
    await confirm(rules.connect(cast.thief).attribute([cast.stranger]));
    expect(await rules.balanceOfIdentity(open.newIdentity)).to.equal(HOLDING + ASIDE);
  });

  it("stay where they are when the identity is kept", async () => {
    const live = await loadFixture(twoWallets);
    const { agent, cast, identities } = live;
    const identity = await handOverIdentity(identities.holder, cast.holder, cast.newWallet);
    const open = await recover(live, { ...holderTerms(live), identity });
    await expect(agent.connect(cast.identityManager).reassign(open.recovery, [cast.stranger]))
      .to.be.revertedWithCustomError(agent, "RecoveryAgentIdentityKept")
      .withArgs(open.caseId, identity);
    expect(await registryOf(live).identity(cast.stranger)).to.equal(identity);
  });

  describe("are refused by name", () => {
    it("before the case is executed, and to everybody but identity managers", async () => {
      const live = await loadFixture(twoWallets);
      const { agent, cast } = live;
      const open = await makeReady(live, holderTerms(live));
      await expect(agent.connect(cast.identityManager).reassign(open.recovery, [cast.stranger]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWrongStatus")
        .withArgs(open.caseId, 2);
      for (const role of ["custodian", "guardian", "thief"] as const) {
        const sent = agent.connect(cast[role]).reassign(open.recovery, [cast.stranger]);
        await expect(sent).to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized");
      }
    });

    it("when one belongs to somebody else, or is the lost wallet itself: none is moved", async () => {
      const live = await loadFixture(twoWallets);
      const { agent, cast, identities } = live;
      const { recovery } = await recovered(live);
      const manager = agent.connect(cast.identityManager);
      await expect(manager.reassign(recovery, [cast.stranger, cast.secondHolder]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentIdentityMismatch")
        .withArgs(cast.secondHolder, identities.holder, identities.secondHolder);
      await expect(manager.reassign(recovery, [cast.stranger, cast.holder]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentEverLost")
        .withArgs(cast.holder, cast.newWallet);
      expect(await registryOf(live).identity(cast.stranger)).to.equal(identities.holder);
    });

    it("when one is part of a live case, or another agent's case holds it", async () => {
      const live = await loadFixture(twoWallets);
      const { agent, cast } = live;
      const { recovery } = await recovered(live);
      const manager = agent.connect(cast.identityManager);
      const terms = { ...holderTerms(live), lostWallet: cast.stranger.address, newWallet: cast.policyAdmin };
      const other = await propose(live, terms);
      await expect(manager.reassign(recovery, [cast.stranger]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentCaseLive")
        .withArgs(cast.stranger, other.caseId);
      await (await agent.connect(cast.guardian).cancel(other.recovery, FULL_GAS)).wait();
      const held = id("another agent's case");
      await confirm(registryOf(live).connect(cast.tokenAgent).quarantine(cast.stranger, held));
      await expect(manager.reassign(recovery, [cast.stranger]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentWalletQuarantined")
        .withArgs(cast.stranger, held);
    });

    it("where the agent has not the registry's role", async () => {
      const live = await loadFixture(twoWallets);
      const { agent, cast } = live;
      const { recovery } = await recovered(live);
      await confirm(registryOf(live).connect(cast.issuer).removeAgent(agent));
      const sent = agent.connect(cast.identityManager).reassign(recovery, [cast.stranger]);
      await expect(sent).to.be.revertedWithCustomError(agent, "RecoveryAgentRegistryRefused");
    });

    it("on T-REX, whose rules would lose sight of what they hold", async () => {
      const live = await loadFixture(onTRex);
      const { agent, cast, registrySet } = live;
      const { recovery } = await recover(live, holderTerms(live), claimsBy(live));
      await expect(agent.connect(cast.identityManager).reassign(recovery, [cast.secondHolder]))
        .to.be.revertedWithCustomError(agent, "RecoveryAgentNotRecoverable")
        .withArgs(registrySet.registry);
    });
  });
});
