import { expect } from "chai";
import { verifyTypedData } from "ethers";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createKeystore, openKeystore, parseKeystore } from "../../src/chain/keystore";
import { parseAcceptance } from "../../src/recovery/files/acceptance-file";
import { encodePlan, type PlanFile } from "../../src/recovery/files/plan-file";
import { RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { folderForFiles, hardhat, refusalIn } from "../stage/command-line";
import { PAPER_CAST, paperPlan } from "../stage/paper-case";

const PASSWORD = "canary correct horse";
const KEY = PAPER_CAST.thief.privateKey;

describe("npx hardhat wallet create", function () {
  const path = folderForFiles();

  it("writes an encrypted keystore for its owner alone, and prints the address but no secret", async function () {
    const file = path("new-wallet.json");
    const { code, stdout, stderr } = await hardhat(["wallet", "create", "--out", file], { REGAIN_PASSWORD: PASSWORD });
    expect(code, stderr).to.equal(0);

    const keystore = await readFile(file, "utf8");
    const wallet = await openKeystore(parseKeystore(keystore), PASSWORD);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(stdout).to.include(wallet.address);
    expect(stdout).to.match(/0x( [0-9a-fA-F]{4}){10}\n/);
    expect(stdout).to.match(/npx hardhat recovery preview .*--out plan\.json\n$/);
    for (const output of [stdout, stderr, keystore]) {
      expect(output).to.not.include(wallet.privateKey.slice(2)).and.not.include(PASSWORD);
    }
  });

  it("leaves an existing file as it is, and tells machines so", async function () {
    await writeFile(path("old.json"), "old");
    const args = ["wallet", "create", "--out", path("old.json"), "--json"];
    const finished = await hardhat(args, { REGAIN_PASSWORD: PASSWORD });
    expect(refusalIn(finished)).to.include({ exitCode: 7, code: "WouldOverwrite" });
    expect(finished.stderr)
      .to.match(/^✖ WouldOverwrite {2}.*\n {2}Next: /m)
      .and.not.match(/\n\s+at /);
    expect(await readFile(path("old.json"), "utf8")).to.equal("old");
  });

  it("warns of a short password, and prints nothing but JSON for machines", async function () {
    const file = path("json.json");
    const args = ["wallet", "create", "--out", file, "--json"];
    const { code, stdout, stderr } = await hardhat(args, { REGAIN_PASSWORD: "short1" });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ address: parseKeystore(await readFile(file, "utf8")).address, file });
    expect(stderr).to.include("fewer than 12 characters");
  });

  it("needs a password of six characters", async function () {
    const args = ["wallet", "create", "--out", path("none.json"), "--json"];
    const [tooShort, missing] = await Promise.all([
      hardhat(args, { REGAIN_PASSWORD: "12345" }),
      hardhat(args, { REGAIN_PASSWORD: "" }),
    ]);
    expect(refusalIn(tooShort)).to.include({ exitCode: 2, code: "PasswordTooShort" });
    expect(refusalIn(missing)).to.include({ exitCode: 4, code: "PasswordMissing" });
  });
});

describe("A secret on the command line", function () {
  it("is refused before Hardhat can repeat it", async function () {
    const commands = [
      ["wallet", "create", "--password", PASSWORD],
      ["wallet", "accept", "--keystore", KEY],
      ["wallet", "accept", KEY],
    ];
    for (const command of commands) {
      const finished = await hardhat([...command, "--json"]);
      expect(refusalIn(finished)).to.include({ exitCode: 2, code: "SecretOnCommandLine" });
      expect(finished.stdout + finished.stderr).to.not.include(command.at(-1)!.slice(2, 20));
    }
  });
});

describe("npx hardhat wallet accept", function () {
  const path = folderForFiles();
  let plan: PlanFile;
  before(async function () {
    const { address, json } = await createKeystore(PASSWORD, undefined, 2 ** 10);
    plan = paperPlan({ newWallet: address });
    await writeFile(path("wallet.json"), json);
    await writeFile(path("plan.json"), encodePlan(plan));
  });

  function accept(out: string, change: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const files = ["--plan", path("plan.json"), "--keystore", path("wallet.json"), "--out", path(out)];
    const args = change.length === 0 ? files : files.map((word, index) => change[index] ?? word);
    return hardhat(["wallet", "accept", ...args, "--yes", "--json"], { REGAIN_PASSWORD: PASSWORD, ...env });
  }

  it("signs the case with the new wallet's key, on no network, after showing what is signed", async function () {
    const { code, stdout, stderr } = await accept("acceptance.json");
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({
      caseId: plan.caseId,
      newWallet: plan.recovery.newWallet,
      file: path("acceptance.json"),
    });
    expect(stderr.replace(/\s/g, "")).to.include(plan.caseId).and.include(plan.recovery.lostWallet);

    const acceptance = parseAcceptance(await readFile(path("acceptance.json"), "utf8"));
    const signer = verifyTypedData(typedDomainOf(plan), RECOVERY_TYPES, plan.recovery, acceptance.signature);
    expect(signer).to.equal(plan.recovery.newWallet);
  });

  it("ends with the next command, for people", async function () {
    const files = ["--plan", path("plan.json"), "--keystore", path("wallet.json"), "--out", path("spoken.json")];
    const { stdout } = await hardhat(["wallet", "accept", ...files, "--yes"], { REGAIN_PASSWORD: PASSWORD });
    const next = `  npx hardhat recovery propose --plan ${path("plan.json")} --acceptance ${path("spoken.json")}\n`;
    expect(stdout.endsWith(next)).to.equal(true);
  });

  it("signs nothing with a wrong password", async function () {
    const finished = await accept("none.json", [], { REGAIN_PASSWORD: "wrong password" });
    expect(refusalIn(finished)).to.include({ exitCode: 4, code: "WrongPassword" });
    expect(finished.stdout).to.not.include("wrong password");
    expect(await stat(path("none.json")).catch(() => undefined)).to.equal(undefined);
  });

  it("signs nothing of a plan that was edited", async function () {
    const edited = encodePlan(plan).replace('"block": 12', '"block": 13');
    await writeFile(path("edited.json"), edited);
    const finished = await accept("none.json", ["--plan", path("edited.json")]);
    expect(refusalIn(finished)).to.include({ exitCode: 2, code: "HashMismatch" });
  });

  it("signs nothing with another wallet's key", async function () {
    const args = ["--plan", path("plan.json"), "--signer", "1", "--out", path("none.json"), "--yes", "--json"];
    const finished = await hardhat(["wallet", "accept", ...args]);
    expect(refusalIn(finished)).to.include({ exitCode: 4, code: "NotAccepted" });
    expect(refusalIn(finished).message).to.include(plan.recovery.newWallet);
  });

  it("asks, and signs nothing when nobody can answer", async function () {
    const args = ["--plan", path("plan.json"), "--keystore", path("wallet.json"), "--out", path("none.json"), "--json"];
    const finished = await hardhat(["wallet", "accept", ...args], { REGAIN_PASSWORD: PASSWORD });
    expect(refusalIn(finished)).to.include({ exitCode: 2, code: "ConfirmationRequired" });
    expect(refusalIn(finished).message).to.include(`ACCEPT ${plan.recovery.newWallet.slice(-6)}`);
  });
});
