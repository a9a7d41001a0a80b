import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { IdentityRegistry__factory, Token__factory } from "../../typechain-types";
import { expectHeld } from "../stage/afterwards";
import { FULL_GAS, execute, makeReady, outcomesOf, preview, retry } from "../stage/cases";
import { signKycClaim } from "../stage/holders";
import { HOLDING, claimFor, deployLiveRecovery, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { onEachTarget } from "../stage/targets";
import { Standing } from "../stage/regain-suite/standings";
import { attach, confirm } from "../stage/t-rex/deploy";
import type { OnchainId } from "../stage/t-rex/handles";
import { addClaim } from "../stage/t-rex/onchainid";

describe("The claims of a replacement identity", () => {
  onEachTarget((target) => {
    const twoTokens = (): Promise<LiveRecovery> => deployLiveRecovery([{}, { maxBalance: HOLDING }], undefined, target);

    /** On ours the tokens move all the same, and wait in quarantine with the new wallet. */
    const unverified = target === "T-REX" ? "NotVerified" : "Recovered";

    it("are signed ahead, so the new wallet is verified in the very block of the execution", async () => {
      const live = await loadFixture(twoTokens);
      const { cast, registrySet } = live;
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await live.agent.caseOf(open.caseId);
      expect(await cast.deployer.provider?.getCode(newIdentity), "nothing is there yet").to.equal("0x");
      const claims = [await claimFor(live, newIdentity)];

      const sent = await live.agent.connect(cast.identityManager).execute(open.recovery, claims, FULL_GAS);
      const receipt = await sent.wait();

      const at = { blockTag: receipt!.blockNumber };
      expect(await registrySet.registry.isVerified(cast.newWallet, { ...at, blockTag: at.blockTag - 1 })).to.equal(
        false,
      );
      expect(await registrySet.registry.isVerified(cast.newWallet, at)).to.equal(true);
      for (const token of live.tokens) expect(await token.balanceOf(cast.newWallet, at)).to.equal(HOLDING);
    });

    if (target === "T-REX") {
      it("can come later: the tokens wait as not verified until the new wallet has added them", async () => {
        const live = await loadFixture(twoTokens);
        const { cast, tokens } = live;
        const open = await makeReady(live, holderTerms(live));
        expect(outcomesOf(await execute(live, open))).to.deep.equal(["NotVerified", "NotVerified"]);
        for (const token of tokens) expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);
        await expectHeld(live, tokens[0]!);

        const { newIdentity } = await live.agent.caseOf(open.caseId);
        const identity = attach<OnchainId>("Identity", newIdentity, cast.newWallet);
        await addClaim(identity, cast.newWallet, await signKycClaim(live, newIdentity));

        expect(outcomesOf(await retry(live, open))).to.deep.equal(["Recovered", "Recovered"]);
        for (const token of tokens) expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
      });
    } else {
      it("can come later: the tokens wait with the new wallet until anybody has it released", async () => {
        const live = await loadFixture(twoTokens);
        const { cast, tokens, registrySet } = live;
        const registry = IdentityRegistry__factory.connect(registrySet.registry.target, cast.stranger);
        const open = await makeReady(live, holderTerms(live));
        expect(outcomesOf(await execute(live, open))).to.deep.equal(["Recovered", "Recovered"]);
        for (const token of tokens) {
          expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
          await expect(token.connect(cast.newWallet).transfer(cast.secondHolder, 1n))
            .to.be.revertedWithCustomError(Token__factory.connect(token.target, cast.stranger), "TokenWalletBlocked")
            .withArgs(cast.newWallet, Standing.AwaitingVerification);
        }
        await expect(registry.releaseVerified(cast.newWallet)).to.be.revertedWithCustomError(
          registry,
          "IdentityRegistryNotVerified",
        );

        const { newIdentity } = await live.agent.caseOf(open.caseId);
        const identity = attach<OnchainId>("Identity", newIdentity, cast.newWallet);
        await addClaim(identity, cast.newWallet, await signKycClaim(live, newIdentity));
        await (await registry.releaseVerified(cast.newWallet)).wait();

        await confirm(tokens[0]!.connect(cast.newWallet).transfer(cast.secondHolder, 1n));
      });
    }

    it("are left out when their issuer revoked them between signing and execution", async () => {
      const live = await loadFixture(twoTokens);
      const { cast, claimIssuer } = live;
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await live.agent.caseOf(open.caseId);
      const claim = await claimFor(live, newIdentity);
      expect((await preview(live.agent, open.recovery, [claim])).refusedClaims).to.deep.equal([]);
      await confirm(claimIssuer.connect(cast.claimIssuerSigner).revokeClaimBySignature(claim.signature));
      expect((await preview(live.agent, open.recovery, [claim])).refusedClaims).to.deep.equal([0n]);

      const results = await execute(live, open, [claim]);

      expect(outcomesOf(results)).to.deep.equal([unverified, unverified]);
      expect(await live.registrySet.registry.isVerified(cast.newWallet)).to.equal(false);
    });

    it("are no help when they were signed for somebody else's identity", async () => {
      const live = await loadFixture(twoTokens);
      const open = await makeReady(live, holderTerms(live));

      const results = await execute(live, open, [await claimFor(live, live.identities.holder.target)]);

      expect(outcomesOf(results)).to.deep.equal([unverified, unverified]);
      expect(await live.registrySet.registry.isVerified(live.cast.newWallet)).to.equal(false);
    });

    it("make nobody verified whose issuer the registry does not trust", async () => {
      const live = await loadFixture(twoTokens);
      const { cast, claimIssuer, registrySet } = live;
      const open = await makeReady(live, holderTerms(live));
      const { newIdentity } = await live.agent.caseOf(open.caseId);
      await confirm(registrySet.issuers.connect(cast.issuer).removeTrustedIssuer(claimIssuer));

      const results = await execute(live, open, [await claimFor(live, newIdentity)]);

      expect(outcomesOf(results)).to.deep.equal([unverified, unverified]);
      expect(await live.registrySet.registry.isVerified(live.cast.newWallet)).to.equal(false);
    });
  });
});
