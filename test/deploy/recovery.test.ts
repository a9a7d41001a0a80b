import { expect } from "chai";
import { deployments, ethers, network } from "hardhat";
import { FIRST_POLICY } from "../../src/provision/first-policy";
import { AGENT_ROLES, POLICY_CHANGE_DELAY, ROLE_TABLE, type RoleName } from "../../src/provision/role-table";
import { AccessManager__factory, RecoveryAgent__factory, type AccessManager } from "../../typechain-types";
import type { RecoveryAgent } from "../../typechain-types/contracts/recovery/RecoveryAgent";
import { castOf, type Cast } from "../stage/cast";

interface Deployed {
  readonly authority: AccessManager;
  readonly agent: RecoveryAgent;
}

describe("The deploy scripts", () => {
  let cast: Cast;
  let holders: Readonly<Record<RoleName, readonly string[]>>;
  let pristine: unknown;

  before(async () => {
    cast = castOf(await ethers.getSigners());
    holders = {
      IDENTITY_MANAGER: [cast.identityManager.address],
      CUSTODIAN: [cast.custodian.address, cast.secondCustodian.address],
      GUARDIAN: [cast.guardian.address],
      POLICY_ADMIN: [cast.policyAdmin.address],
      MINTER: [cast.tokenAgent.address],
      BURNER: [],
      FREEZER: [cast.tokenAgent.address, cast.issuer.address],
      PAUSER: [],
      TRANSFER_OFFICER: [],
      REGISTRAR: [cast.issuer.address],
    };
  });
  beforeEach(async () => {
    pristine = await network.provider.send("evm_snapshot");
    for (const { name } of ROLE_TABLE) process.env[`REGAIN_${name}S`] = holders[name].join(",");
  });
  afterEach(async () => {
    for (const { name } of ROLE_TABLE) Reflect.deleteProperty(process.env, `REGAIN_${name}S`);
    Reflect.deleteProperty(process.env, "REGAIN_ADMIN");
    await network.provider.send("evm_revert", [pristine]);
  });

  /** Runs the scripts; the first run on a chain forgets what an earlier chain had. */
  async function deploy(run: "first" | "again"): Promise<Deployed> {
    await deployments.run(["recovery"], { writeDeploymentsToFiles: false, resetMemory: run === "first" });
    const [authority, agent] = await Promise.all(
      ["AccessManager", "RecoveryAgent"].map((name) => deployments.get(name)),
    );
    return {
      authority: AccessManager__factory.connect(authority!.address, ethers.provider),
      agent: RecoveryAgent__factory.connect(agent!.address, ethers.provider),
    };
  }

  it("give each function of the agent to the role of the table, and to no other", async () => {
    const { authority, agent } = await deploy("first");
    const restricted = AGENT_ROLES.flatMap(({ id, functions }) => functions.map((name) => [name, id] as const));
    const found = await Promise.all(
      restricted.map(async ([name]) => {
        const { selector } = agent.interface.getFunction(name as "propose");
        return [name, await authority.getTargetFunctionRole(agent, selector)] as const;
      }),
    );
    expect(found).to.deep.equal(restricted);
    const rest = agent.interface.fragments.flatMap((each) => {
      const { name = "", selector } = Object(each) as { name?: string; selector?: string };
      return selector === undefined || restricted.some(([known]) => known === name) ? [] : [selector];
    });
    const assigned = await Promise.all(rest.map((selector) => authority.getTargetFunctionRole(agent, selector)));
    expect(new Set(assigned)).to.deep.equal(new Set([await authority.ADMIN_ROLE()]));
  });

  it("grant each role to the accounts that the environment names, and to nobody else", async () => {
    const { authority } = await deploy("first");
    for (const { id, name } of ROLE_TABLE) {
      const members = await Promise.all(
        Object.values(cast).map(async ({ address }) => ({ address, ...(await memberOf(authority, id, address)) })),
      );
      const granted = members.filter(({ isMember }) => isMember);
      expect(
        granted.map(({ address }) => address),
        name,
      ).to.have.members(holders[name]);
      const delay = name === "POLICY_ADMIN" ? POLICY_CHANGE_DELAY : 0;
      for (const member of granted) expect(member.delay, name).to.equal(delay);
    }
  });

  it("deploy the agent under the authority, with the first policy", async () => {
    const { authority, agent } = await deploy("first");
    expect(await agent.authority()).to.equal(await authority.getAddress());
    const { delay, window, threshold, maxLiveCases } = await agent.policy();
    expect([delay, window, threshold, maxLiveCases].map(Number)).to.deep.equal(Object.values(FIRST_POLICY));
  });

  it("send nothing when they run a second time", async () => {
    const first = await deploy("first");
    const block = await ethers.provider.getBlockNumber();
    const nonce = await cast.deployer.getNonce();
    const second = await deploy("again");
    expect(await second.agent.getAddress()).to.equal(await first.agent.getAddress());
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
    expect(await cast.deployer.getNonce()).to.equal(nonce);
  });

  it("grant only what is missing when somebody joins", async () => {
    await deploy("first");
    const block = await ethers.provider.getBlockNumber();
    process.env["REGAIN_GUARDIANS"] = [cast.guardian.address, cast.stranger.address].join(",");
    const { authority } = await deploy("again");
    expect(await ethers.provider.getBlockNumber()).to.equal(block + 1);
    expect(await memberOf(authority, 3n, cast.stranger.address)).to.include({ isMember: true });
  });

  it("hand the authority over to the administrator that is named, once", async () => {
    process.env["REGAIN_ADMIN"] = cast.issuer.address;
    const { authority } = await deploy("first");
    const admin = await authority.ADMIN_ROLE();
    expect(await memberOf(authority, admin, cast.issuer.address)).to.include({ isMember: true, delay: 0 });
    expect(await memberOf(authority, admin, cast.deployer.address)).to.include({ isMember: false });
    const block = await ethers.provider.getBlockNumber();
    await deploy("again");
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
  });
});

async function memberOf(
  authority: AccessManager,
  role: bigint,
  account: string,
): Promise<{ isMember: boolean; delay: number }> {
  const { isMember, executionDelay } = await authority.hasRole(role, account);
  return { isMember, delay: Number(executionDelay) };
}
