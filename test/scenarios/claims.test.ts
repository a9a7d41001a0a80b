import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { FULL_GAS, execute, makeReady, outcomesOf, preview, retry } from "../stage/cases";
import { signKycClaim } from "../stage/holders";
import { HOLDING, claimFor, deployLiveRecovery, holderTerms } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";
import { attach, confirm } from "../stage/t-rex/deploy";
import type { OnchainId } from "../stage/t-rex/handles";
import { addClaim } from "../stage/t-rex/onchainid";

describe("The claims of a replacement identity", () => {
  const twoTokens = (): Promise<LiveRecovery> => deployLiveRecovery([{}, { maxBalance: HOLDING }]);

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
    expect(await registrySet.registry.isVerified(cast.newWallet, { ...at, blockTag: at.blockTag - 1 })).to.equal(false);
    expect(await registrySet.registry.isVerified(cast.newWallet, at)).to.equal(true);
    for (const token of live.tokens) expect(await token.balanceOf(cast.newWallet, at)).to.equal(HOLDING);
  });

  it("can come later: the tokens wait as not verified until the new wallet has added them", async () => {
    const live = await loadFixture(twoTokens);
    const { cast, tokens } = live;
    const open = await makeReady(live, holderTerms(live));
    expect(outcomesOf(await execute(live, open))).to.deep.equal(["NotVerified", "NotVerified"]);
    for (const token of tokens) expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);
    await expect(tokens[0]!.connect(cast.holder).transfer(cast.thief, 1n)).to.be.revertedWith("wallet is frozen");

    const { newIdentity } = await live.agent.caseOf(open.caseId);
    const identity = attach<OnchainId>("Identity", newIdentity, cast.newWallet);
    await addClaim(identity, cast.newWallet, await signKycClaim(live, newIdentity));

    expect(outcomesOf(await retry(live, open))).to.deep.equal(["Recovered", "Recovered"]);
    for (const token of tokens) expect(await token.balanceOf(cast.newWallet)).to.equal(HOLDING);
  });

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

    expect(outcomesOf(results)).to.deep.equal(["NotVerified", "NotVerified"]);
    expect(await live.registrySet.registry.isVerified(cast.newWallet)).to.equal(false);
  });

  it("are no help when they were signed for somebody else's identity", async () => {
    const live = await loadFixture(twoTokens);
    const open = await makeReady(live, holderTerms(live));

    const results = await execute(live, open, [await claimFor(live, live.identities.holder.target)]);

    expect(outcomesOf(results)).to.deep.equal(["NotVerified", "NotVerified"]);
  });

  it("make nobody verified whose issuer the registry does not trust", async () => {
    const live = await loadFixture(twoTokens);
    const { cast, claimIssuer, registrySet } = live;
    const open = await makeReady(live, holderTerms(live));
    const { newIdentity } = await live.agent.caseOf(open.caseId);
    await confirm(registrySet.issuers.connect(cast.issuer).removeTrustedIssuer(claimIssuer));

    const results = await execute(live, open, [await claimFor(live, newIdentity)]);

    expect(outcomesOf(results)).to.deep.equal(["NotVerified", "NotVerified"]);
  });
});
