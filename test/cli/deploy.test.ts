import { expect } from "chai";
import { RecoveryAgent__factory } from "../../typechain-types";
import { situation, traces, type Situation } from "./situation";

const CONFIGURATION = `import config from "../../hardhat.config";
export default { ...config, paths: { root: "../..", deployments: __dirname + "/deployments" } };
`;

describe("npx hardhat deploy", () => {
  let on: Situation;
  before(async () => {
    on = await situation();
    on.write("hardhat.config.ts", CONFIGURATION); // A folder of its own for what is deployed.
  });
  after(() => on.end());

  it("reads who gets which role before it pays for anything", async () => {
    const custodian = on.cast.custodian.address.toLowerCase();
    const before = await traces(on);
    const { code, stderr } = await on.run(["deploy"], { env: { REGAIN_CUSTODIANS: custodian } });
    expect(stderr).to.contain(`✖ BadAddress  The address in REGAIN_CUSTODIANS "${custodian}" is all lowercase`);
    expect(code).to.equal(2);
    expect(await traces(on)).to.deep.equal(before);
  });

  it("deploys what the tasks then find, and sends nothing when it runs a second time", async () => {
    const { identityManager, custodian, guardian, policyAdmin } = on.cast;
    const env = {
      REGAIN_AGENT: "",
      REGAIN_IDENTITY_MANAGERS: identityManager.address,
      REGAIN_CUSTODIANS: custodian.address,
      REGAIN_GUARDIANS: guardian.address,
      REGAIN_POLICY_ADMINS: policyAdmin.address,
    };
    const first = await on.run(["deploy"], { env });
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stdout + first.stderr).to.contain(`${custodian.address} is CUSTODIAN`);
    expect(first.stdout.trimEnd().split("\n").at(-1)).to.equal("  npx hardhat recovery list --network localhost");
    const { address } = JSON.parse(on.read("deployments/localhost/RecoveryAgent.json")) as { address: string };
    expect(address).not.to.equal(on.chain.agentAddress);
    const agent = RecoveryAgent__factory.connect(address, on.chain.provider);
    expect((await agent.policy()).threshold).to.equal(1n);

    const block = await on.chain.provider.getBlockNumber();
    const second = await on.run(["deploy"], { env });
    expect(second.code, second.stderr).to.equal(0);
    expect(await on.chain.provider.getBlockNumber()).to.equal(block);

    const listed = await on.run(["recovery", "list"], { env });
    expect(listed.code, listed.stderr).to.equal(0);
    expect(listed.stdout).to.contain("Recovery cases  none yet");
  });
});
