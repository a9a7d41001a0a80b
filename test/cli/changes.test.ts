import { expect } from "chai";
import { IAgentRole__factory, IERC3643__factory, IIdentityRegistry__factory } from "../../typechain-types";
import { expectRefusal } from "./refusals";
import { accept, acceptanceText, compose, makeReady, planText, situation, traces, type Situation } from "./situation";

describe("13. What moved since the preview stops the proposal and the execution, and is shown:", () => {
  let on: Situation;
  let execution: readonly string[];
  let revert: () => Promise<void>;

  before(async () => {
    on = await situation();
    const { caseId } = await makeReady(on);
    execution = ["recovery", "execute", "--case", caseId, "--plan", "plan.json", "--signer", "3", "--yes", "--json"];
    const { secondHolder, stranger } = on.cast;
    const other = await compose(on, { lostWallet: secondHolder.address, newWallet: stranger.address });
    on.write("other-plan.json", await planText(on, other));
    on.write("other-acceptance.json", acceptanceText(on, other, await accept(on, other, stranger)));
  });
  beforeEach(async () => {
    revert = await on.sandbox.snapshot();
  });
  afterEach(() => revert());
  after(() => on.end());

  const proposal = [
    ...["recovery", "propose", "--plan", "other-plan.json", "--acceptance", "other-acceptance.json"],
    ...["--signer", "3", "--json"],
  ];

  async function expectStale(saysOfProposal: string, saysOfExecution: string): Promise<void> {
    const before = await traces(on);
    const [proposed, executed] = await Promise.all([on.run(proposal), on.run(execution)]);
    const [lost, next] = [on.cast.secondHolder.address, on.cast.stranger.address];
    const anew = `npx hardhat recovery preview --lost ${lost} --new ${next} --tokens `;
    expectRefusal(proposed, "StalePlan", 3, [saysOfProposal], [anew, "--out new-plan.json --network localhost"]);
    const again = `npx hardhat recovery preview --case ${execution[3]!} --out new-plan.json --network localhost`;
    expectRefusal(executed, "StalePlan", 3, [saysOfExecution], [again]);
    expect(await traces(on)).to.deep.equal(before);
  }

  it("a balance", async () => {
    const [lake] = on.tokens;
    const token = IERC3643__factory.connect(lake!, on.cast.tokenAgent);
    await (await token.mint(on.cast.holder.address, 34n)).wait();
    await (await token.mint(on.cast.secondHolder.address, 1n)).wait();
    await expectStale(`LAKE ${lake!}: balance: 300 LAKE → 301 LAKE`, `LAKE ${lake!}: balance: 1,200 LAKE → 1,234 LAKE`);
  });

  it("an identity", async () => {
    const registry = IIdentityRegistry__factory.connect(on.registry, on.cast.tokenAgent);
    const { holder, secondHolder } = on.cast;
    const [first, second] = await Promise.all([registry.identity(holder), registry.identity(secondHolder)]);
    await (await registry.updateIdentity(holder, second)).wait();
    await (await registry.updateIdentity(secondHolder, first)).wait();
    const what = "identity of the lost wallet: ";
    await expectStale(`${what}${second} → ${first}`, `${what}${first} → ${second}`);
  });

  it("a role", async () => {
    const harb = on.tokens[2]!;
    await (await IAgentRole__factory.connect(harb, on.cast.issuer).removeAgent(on.chain.agentAddress)).wait();
    const moved = `HARB ${harb}: agent role: held → missing`;
    await expectStale(moved, moved);
  });

  it("a pause", async () => {
    const rail = on.tokens[1]!;
    await (await IERC3643__factory.connect(rail, on.cast.tokenAgent).pause()).wait();
    const moved = `RAIL ${rail}: paused: no → yes`;
    await expectStale(moved, moved);
  });
});
