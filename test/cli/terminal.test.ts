import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { cleanEnvironment, HARDHAT } from "./command";
import { expectRefusal } from "./refusals";
import { makeReady, situation, traces, type Situation } from "./situation";

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
    const { code, screen } = await typeInto(on, execution, `${typed}\r`);
    expect(screen).to.contain("✖ NotConfirmed").and.to.contain(`"${typed}" is not "${phrase}". Nothing was done.`);
    expect(screen).not.to.match(/^\s+at .+:\d+/m);
    expect(code).to.equal(2);
    expect(await traces(on)).to.deep.equal(before);
  });

  it("can be left with Ctrl+C", async () => {
    const before = await traces(on);
    const { code, screen } = await typeInto(on, execution, "\x03");
    expect(screen).to.contain("✖ NotConfirmed").and.to.contain("Cancelled. Nothing was done.");
    expect(code).to.equal(2);
    expect(await traces(on)).to.deep.equal(before);
  });

  it("lets the case execute once its text is typed", async () => {
    const { code, screen } = await typeInto(on, execution, `${phrase}\r`);
    expect(screen).to.contain("Recovery partly done").and.to.contain("4 of 5 tokens recovered");
    expect(code).to.equal(5);
  });
});

/** Runs a command on a terminal of its own, and types once it asks. Needs `script`, which every Unix has. */
async function typeInto(
  on: Situation,
  args: readonly string[],
  keys: string,
): Promise<{ code: number; screen: string }> {
  const command = [process.execPath, HARDHAT, ...args, "--network", "localhost"];
  const child = spawn("script", scriptArguments(command), {
    cwd: on.folder,
    env: {
      ...cleanEnvironment(),
      REGAIN_RPC_URL: on.sandbox.url,
      REGAIN_AGENT: on.chain.agentAddress,
      NO_COLOR: "1",
      TERM: "xterm",
    },
  });
  let screen = "";
  let asked = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    if (asked || !/Type RECOVER \w+ to go on:/.test(screen)) return;
    asked = true;
    child.stdin.write(keys);
  });
  const [code] = (await once(child, "close")) as [number];
  // eslint-disable-next-line no-control-regex -- What steers a terminal is no part of what it shows.
  return { code, screen: screen.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "") };
}

/** The `script` of Linux takes a command line, that of BSD and macOS its words. */
function scriptArguments(command: readonly string[]): string[] {
  const { error, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  if (error !== undefined) throw new Error("These tests need the program `script`: on Linux it is part of util-linux.");
  const line = command.map((word) => `'${word}'`).join(" ");
  return stdout.includes("util-linux") ? ["-qec", line, "/dev/null"] : ["-q", "/dev/null", ...command];
}
