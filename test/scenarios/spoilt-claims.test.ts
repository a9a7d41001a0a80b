import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { execute, preview } from "../stage/cases";
import { deployClaimStage, signEverything } from "../stage/claim-flow";
import { SPOILT_CLAIMS } from "../stage/spoilt-claims";
import { onEachTarget } from "../stage/targets";

describe("At the execution, the new wallet is not verified by a claim", () => {
  onEachTarget((target) => {
    const deploy = () => deployClaimStage(target);

    for (const [title, , spoil] of SPOILT_CLAIMS) {
      it(title, async () => {
        const stage = await loadFixture(deploy);
        const [kyc, accreditation] = await signEverything(stage);
        const { claim } = await spoil(stage, accreditation!);
        const claims = [kyc!, claim ?? accreditation!];
        const stands = await preview(stage.agent, stage.open.recovery, claims);
        expect(stands.refusedClaims).to.deep.equal([1n]);

        await execute(stage, stage.open, claims);
        expect(await stage.registrySet.registry.isVerified(stage.cast.newWallet)).to.equal(false);
      });
    }
  });
});
