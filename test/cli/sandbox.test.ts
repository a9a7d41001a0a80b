import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect } from "chai";
import { run, runProgram } from "./command";
import { situation, type Situation } from "./situation";

for (const target of ["regain", "t-rex"] as const) {
  describe(`The sandbox with ${target}`, () => {
    let on: Situation;
    before(async () => {
      on = await situation(target);
    });
    after(() => on.end());

    it("names the accounts by the numbers that --signer takes, the contracts and where it listens", () => {
      const { welcome, url } = on.sandbox;
      expect(welcome).to.contain(`listens on ${url}. Stop it with Ctrl+C.`);
      const { issuer, identityManager, custodian, guardian, holder } = on.cast;
      const parts = { issuer, identityManager, custodian, guardian, holder };
      for (const [part, { address }] of Object.entries(parts)) {
        expect(welcome).to.match(new RegExp(`^ {2}--signer \\d+ +${address} {2}${part} `, "m"));
      }
      expect(welcome).to.contain(on.chain.agentAddress).and.to.contain(on.claimIssuer);
    });

    it("prints commands that work as they are, one after the other", async () => {
      const commands = on.sandbox.welcome.match(/^ {2}\S.*npx hardhat .*$/gm) ?? [];
      expect(commands).to.have.length(5);
      let last = "";
      for (const command of commands) {
        // These two ask, and there is nobody to answer.
        const asks = command.includes("wallet accept") || command.includes("claims sign");
        const input = asks ? `${command.trim()} --yes` : command.trim();
        const { code, stdout, stderr } = await runProgram("sh", ["-c", input], { cwd: on.folder });
        expect(code, stderr).to.equal(0);
        last = stdout;
      }
      expect(last).to.contain("proposed").and.to.contain("0/1");
    });

    it("prints requests that let the delay pass", async () => {
      const now = async (): Promise<number> => (await on.chain.provider.getBlock("latest"))!.timestamp;
      const before = await now();
      const requests = [...on.sandbox.welcome.matchAll(/^ {2}curl -s -H '(.+?): (.+?)' -d '(.+?)' (\S+)$/gm)];
      expect(requests).to.have.length(2);
      for (const [, header = "", value = "", body = "", url = ""] of requests) {
        const answer = await fetch(url, { method: "POST", headers: { [header]: value }, body });
        expect(await answer.json()).not.to.have.property("error");
      }
      expect(await now()).to.be.at.least(before + 86_400);
    });
  });
}

describe("The sandbox", () => {
  let on: Situation;
  before(async () => {
    on = await situation();
  });
  after(() => on.end());

  it("lets the next command name the agent that had to be named", async () => {
    const agent = on.chain.agentAddress;
    const { stdout } = await on.run(["recovery", "list", "--agent", agent], { env: { REGAIN_AGENT: "" } });
    const shown = /^ {2}(npx hardhat .*)$/m.exec(stdout)?.[1] ?? "";
    expect(shown).to.match(new RegExp(`--agent ${agent} --network localhost$`));
  });

  it("says so when it cannot listen, or would deploy on a network that is not its own", async () => {
    const occupant = createServer().listen(0, "127.0.0.1");
    await once(occupant, "listening");
    const { port } = occupant.address() as AddressInfo;
    const [taken, elsewhere, nowhere] = await Promise.all([
      run(["sandbox", "--port", String(port)], { cwd: on.folder }),
      on.run(["sandbox"]),
      run(["sandbox", "--port", "70000"], { cwd: on.folder }),
    ]);
    occupant.close();
    expect(taken.stderr)
      .to.contain("✖ PortTaken")
      .and.to.contain(`npx hardhat sandbox --port ${port + 1}`);
    expect(elsewhere.stderr).to.contain("✖ WrongNetwork").and.to.contain('"localhost"');
    expect(nowhere.stderr).to.contain("✖ BadNumber").and.to.contain('"70000"');
    expect([taken.code, elsewhere.code, nowhere.code]).to.deep.equal([3, 2, 2]);
  });
});
