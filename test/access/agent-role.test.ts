import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { plainSuite } from "../fixtures/regain-suite";

describe("Agents", () => {
  for (const component of ["token", "registry", "storage"] as const) {
    it(`of the ${component} come and go, and only while they are agents they may act`, async () => {
      const { [component]: contract, cast } = await loadFixture(plainSuite);
      await expect(contract.addAgent(cast.stranger)).to.emit(contract, "AgentAdded").withArgs(cast.stranger);
      expect(await contract.isAgent(cast.stranger)).to.equal(true);
      await expect(contract.removeAgent(cast.stranger)).to.emit(contract, "AgentRemoved").withArgs(cast.stranger);
      expect(await contract.isAgent(cast.stranger)).to.equal(false);
    });
  }

  it("are somebody, are added once, and removed once", async () => {
    const { token, cast } = await loadFixture(plainSuite);
    await expect(token.addAgent(ZeroAddress)).to.be.revertedWithCustomError(token, "AgentRoleZeroAgent");
    await expect(token.addAgent(cast.tokenAgent))
      .to.be.revertedWithCustomError(token, "AgentRoleAgentKnown")
      .withArgs(cast.tokenAgent);
    await expect(token.removeAgent(cast.stranger))
      .to.be.revertedWithCustomError(token, "AgentRoleAgentUnknown")
      .withArgs(cast.stranger);
  });
});
