import { expect } from "chai";
import { encodeBytes32String, ZeroAddress } from "ethers";
import { deployments, ethers, network } from "hardhat";
import { deploySuite, type SuiteOrder, type SuiteTargets } from "../../src/provision/deploy-suite";
import type { Suite } from "../../src/chain/suite-factory";
import {
  AccessManager__factory,
  IdentityRegistry__factory,
  ModularCompliance__factory,
  SuiteFactory__factory,
  Token__factory,
} from "../../typechain-types";
import { castOf, type Cast } from "../stage/cast";
import { through } from "../stage/regain-suite/authority";

const MODULES = ["CountryAllow", "CountryRestrict", "MaxBalance", "SupplyLimit"].concat([
  "InvestorCount",
  "TransferLimit",
  "LockUp",
  "ConditionalTransfer",
]);
const ORDER: SuiteOrder = { salt: encodeBytes32String("lake"), name: "Lakeside", symbol: "LAKE", decimals: 0 };

describe("The deploy scripts of our suite", () => {
  let cast: Cast;
  let pristine: unknown;

  before(async () => {
    cast = castOf(await ethers.getSigners());
  });
  beforeEach(async () => {
    pristine = await network.provider.send("evm_snapshot");
    process.env["REGAIN_MINTERS"] = cast.tokenAgent.address;
  });
  afterEach(async () => {
    Reflect.deleteProperty(process.env, "REGAIN_MINTERS");
    await network.provider.send("evm_revert", [pristine]);
  });

  async function run(time: "first" | "again"): Promise<SuiteTargets> {
    const options = { writeDeploymentsToFiles: false, resetMemory: time === "first" };
    await deployments.run(["recovery", "suite"], options);
    const [authority, agent, suiteFactory] = await Promise.all(
      ["AccessManager", "RecoveryAgent", "SuiteFactory"].map(async (name) => (await deployments.get(name)).address),
    );
    return { authority: authority!, agent: agent!, suiteFactory: suiteFactory! };
  }

  it("deploy what suites run, the factory that knows it, and a module of each kind", async () => {
    const { suiteFactory } = await run("first");
    const factory = SuiteFactory__factory.connect(suiteFactory, ethers.provider);
    expect(await factory.tokenCode()).to.equal((await deployments.get("Token")).address);
    expect(await factory.policyCode()).to.equal((await deployments.get("ClaimPolicy")).address);
    for (const name of MODULES) {
      const { address } = await deployments.get(`${name}Module`);
      expect(await ethers.provider.getCode(address), name).not.to.equal("0x");
    }
  });

  it("send nothing when they run a second time", async () => {
    await run("first");
    const block = await ethers.provider.getBlockNumber();
    await run("again");
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
  });

  describe("and a suite that is ordered afterwards", () => {
    const contractsOf = (suite: Suite) => [suite.token, suite.registry, suite.compliance, suite.policy];

    it("belongs to the authority, all of it", async () => {
      const targets = await run("first");
      const suite = await deploySuite(cast.deployer, targets, ORDER);
      for (const address of [...contractsOf(suite), suite.identityStorage]) {
        expect(await Token__factory.connect(address, ethers.provider).owner()).to.equal(targets.authority);
      }
    });

    it("has the authority and the recovery agent as agents, and no person", async () => {
      const targets = await run("first");
      const suite = await deploySuite(cast.deployer, targets, ORDER);
      for (const address of [suite.token, suite.registry]) {
        const component = Token__factory.connect(address, ethers.provider);
        expect(await component.isAgent(targets.authority)).to.equal(true);
        expect(await component.isAgent(targets.agent)).to.equal(true);
        for (const person of Object.values(cast)) expect(await component.isAgent(person)).to.equal(false);
      }
    });

    it("sends nothing when it is ordered a second time", async () => {
      const targets = await run("first");
      const first = await deploySuite(cast.deployer, targets, ORDER);
      const block = await ethers.provider.getBlockNumber();
      expect(await deploySuite(cast.deployer, targets, ORDER)).to.deep.equal(first);
      expect(await ethers.provider.getBlockNumber()).to.equal(block);
    });

    it("shares the registry that the order names", async () => {
      const targets = await run("first");
      const first = await deploySuite(cast.deployer, targets, ORDER);
      const second = await deploySuite(cast.deployer, targets, {
        ...ORDER,
        salt: encodeBytes32String("rail"),
        registry: first.registry,
      });
      expect(second).to.include({ registry: first.registry, identityStorage: first.identityStorage });
      expect(second.policy).to.equal(ZeroAddress);
    });

    it("lets a minter mint, and do nothing else", async () => {
      const targets = await run("first");
      const suite = await deploySuite(cast.deployer, targets, ORDER);
      const authority = AccessManager__factory.connect(targets.authority, cast.tokenAgent);
      const token = Token__factory.connect(suite.token, cast.tokenAgent);
      const registry = IdentityRegistry__factory.connect(suite.registry, cast.tokenAgent);
      const compliance = ModularCompliance__factory.connect(suite.compliance, cast.tokenAgent);
      // The receiver is not verified: the call arrived where it was meant to.
      await expect(through(authority, token, "mint", [cast.holder, 1n])).to.be.revertedWithCustomError(
        token,
        "TokenReceiverNotVerified",
      );

      const { holder, stranger } = cast;
      const refused = [
        () => through(authority, token, "burn", [holder, 1n]),
        () => through(authority, token, "setAddressFrozen", [holder, true]),
        () => through(authority, token, "unpause", []),
        () => through(authority, token, "forcedTransfer", [holder, stranger, 1n]),
        () => through(authority, token, "recoveryAddress", [holder, stranger, stranger]),
        () => through(authority, token, "addAgent", [stranger]),
        () => through(authority, token, "upgradeToAndCall", [stranger, "0x"]),
        () => through(authority, registry, "registerIdentity", [holder, stranger, 756]),
        () => through(authority, registry, "recordSuccessor", [holder, stranger, stranger]),
        () => through(authority, compliance, "removeModule", [stranger]),
      ];
      for (const call of refused) {
        await expect(call()).to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedCall");
      }
      await expect(token.mint(holder, 1n)).to.be.revertedWithCustomError(token, "AgentRoleAgentOnly");
    });
  });
});
