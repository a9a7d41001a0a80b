import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { summarizeClaims } from "../../src/claims/summary";
import { execute, outcomesOf } from "../stage/cases";
import { deployClaimStage, gapOf, signEverything } from "../stage/claim-flow";
import { HOLDING } from "../stage/live-recovery";
import { confirm } from "../stage/t-rex/deploy";
import { onEachTarget } from "../stage/targets";

describe("With claims signed ahead", () => {
  onEachTarget((target) => {
    const deploy = () => deployClaimStage(target);

    it("the holder can receive and send in the block after execution: zero seconds unverified", async () => {
      const stage = await loadFixture(deploy);
      const { cast, registrySet, tokens, open, chain } = stage;
      const claims = await signEverything(stage);
      expect(claims.map(({ topic }) => topic)).to.have.members([1n, 2n]);

      expect(outcomesOf(await execute(stage, open, claims))).to.deep.equal(["Recovered", "Recovered"]);
      const executed = await cast.deployer.provider!.getBlockNumber();
      const at = { blockTag: executed };
      expect(await registrySet.registry.isVerified(cast.newWallet, at)).to.equal(true);

      const [token] = tokens;
      const sent = await confirm(token!.connect(cast.newWallet).transfer(cast.newWallet, 1n));
      expect(sent.blockNumber).to.equal(executed + 1);
      const received = await confirm(token!.connect(cast.tokenAgent).mint(cast.newWallet, 1n));
      expect(received.blockNumber).to.equal(executed + 2);
      expect(await token!.balanceOf(cast.newWallet)).to.equal(HOLDING + 1n);
      expect((await gapOf(stage)).missing).to.deep.equal([]);
      expect(await summarizeClaims(chain, open.caseId)).to.deep.equal({
        signedAhead: 2,
        reissued: 0,
        revoked: 0,
        verifiedAtExecution: true,
      });
    });
  });
});
