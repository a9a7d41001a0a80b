import { expect } from "chai";
import { expectRefusal } from "./refusals";
import { makeReady, situation, traces, type Situation } from "./situation";
import { typeInto, type Typed } from "./typing";

describe("25. The typed confirmation of an execution", () => {
  let on: Situation;
  let execution: readonly string[];
  let phrase: string;

  before(async () => {
    on = await situation();
    const { caseId } = await makeReady(on);
    execution = ["recovery", "execute", "--case", caseId, "--claims", "claims.json", "--signer", "3"];
    phrase = `RECOVER ${on.cast.holder.address.slice(-6)}`;
  });
  after(() => on.end());

  it("is asked of nobody where there is no terminal: --yes is needed", async () => {
    const before = await traces(on);
    const outcome = await on.run([...execution, "--json"], { input: `${phrase}\n` });
    expectRefusal(outcome, "ConfirmationRequired", 2, [`"${phrase}"`, "no terminal"], ["--yes"]);
    expect(outcome.stderr).to.contain("Recovery preview  4 of 5 tokens would be recovered");
    expect(await traces(on)).to.deep.equal(before);
  });

  it("takes no other text, another letter case included", async () => {
    const before = await traces(on);
    const typed = phrase.toLowerCase();
    const { code, screen } = await answer(on, execution, `${typed}\r`);
    expect(screen).to.contain("✖ NotConfirmed").and.to.contain(`"${typed}" is not "${phrase}". Nothing was done.`);
    expect(screen).not.to.match(/^\s+at .+:\d+/m);
    expect(code).to.equal(2);
    expect(await traces(on)).to.deep.equal(before);
  });

  it("can be left with Ctrl+C", async () => {
    const before = await traces(on);
    const { code, screen } = await answer(on, execution, "\x03");
    expect(screen).to.contain("✖ NotConfirmed").and.to.contain("Cancelled. Nothing was done.");
    expect(code).to.equal(2);
    expect(await traces(on)).to.deep.equal(before);
  });

  it("lets the case execute once its text is typed", async () => {
    const { code, screen } = await answer(on, execution, `${phrase}\r`);
    expect(screen).to.contain("Recovery partly done").and.to.contain("4 of 5 tokens recovered");
    expect(code).to.equal(5);
  });
});

/** Runs a command on a terminal of its own, and types once it asks. */
function answer(on: Situation, args: readonly string[], keys: string): Promise<Typed> {
  const env = { REGAIN_RPC_URL: on.sandbox.url, REGAIN_AGENT: on.chain.agentAddress };
  const answers = [[/Type RECOVER \w+ to go on:/, keys]] as const;
  return typeInto([...args, "--network", "localhost"], { cwd: on.folder, env }, answers);
}
