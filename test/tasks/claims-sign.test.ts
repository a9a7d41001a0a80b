import { expect } from "chai";
import { readFile, writeFile } from "node:fs/promises";
import { createKeystore } from "../../src/chain/keystore";
import { claimSignerOf } from "../../src/identity/claims";
import { parseClaims } from "../../src/recovery/files/claims-file";
import { encodePlan } from "../../src/recovery/files/plan-file";
import { folderForFiles, hardhat, refusalIn, type Finished } from "../stage/command-line";
import { paperPlan } from "../stage/paper-case";

const PASSWORD = "canary correct horse";
const ISSUER = "0x4444444444444444444444444444444444444444";

describe("npx hardhat claims sign", function () {
  const path = folderForFiles();
  const plan = paperPlan();
  let signer = "";
  before(async function () {
    const { address, json } = await createKeystore(PASSWORD, undefined, 2 ** 10);
    signer = address;
    await writeFile(path("issuer-key.json"), json);
    await writeFile(path("plan.json"), encodePlan(plan));
    await writeFile(path("other-plan.json"), encodePlan(paperPlan({ nonce: 5n })));
  });

  function sign(plan: string, topic: string, ...more: readonly string[]): Promise<Finished> {
    const what = ["--plan", path(plan), "--issuer", ISSUER, "--topic", topic];
    const who = [
      "--keystore",
      path("issuer-key.json"),
      "--out",
      path("claims.json"),
      "--claim-format",
      "onchainid-2",
      "--yes",
    ];
    return hardhat(["claims", "sign", ...what, ...who, ...more], { REGAIN_PASSWORD: PASSWORD });
  }

  it("signs, on no network, for the identity that the plan will create, and adds to the file on demand", async function () {
    const first = await sign("plan.json", "1", "--text", "verified");
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stdout).to.include("Hash card").and.include("topic 1");
    expect(first.stdout).to.match(/ {2}npx hardhat recovery execute --case 0x[0-9a-f]{64} --claims .*claims\.json\n/);
    expect(first.stdout).to.match(/ {2}npx hardhat claims submit --claims .*claims\.json\n$/);

    const second = await sign("plan.json", "2", "--append", "--json");
    expect(JSON.parse(second.stdout), second.stderr).to.deep.equal({
      caseId: plan.caseId,
      identity: plan.newIdentity,
      signer,
      claims: [
        { issuer: ISSUER, topic: "1" },
        { issuer: ISSUER, topic: "2" },
      ],
      file: path("claims.json"),
    });

    const file = parseClaims(await readFile(path("claims.json"), "utf8"));
    expect(file.claims.map(({ data }) => data)).to.deep.equal(["0x7665726966696564", "0x"]);
    for (const claim of file.claims) expect(claimSignerOf(claim, plan.newIdentity)).to.equal(signer);
  });

  it("leaves a file as it is that exists, that is of another case, or that was edited", async function () {
    const before = await readFile(path("claims.json"), "utf8");
    const over = await sign("plan.json", "3", "--json");
    const other = await sign("other-plan.json", "3", "--append", "--json");
    expect(refusalIn(over)).to.include({ exitCode: 7, code: "WouldOverwrite" });
    expect(refusalIn(other)).to.include({ exitCode: 2, code: "OtherCase" });
    expect(await readFile(path("claims.json"), "utf8")).to.equal(before);

    const edited = before.replace('"topic": "2"', '"topic": "3"');
    await writeFile(path("claims.json"), edited);
    const refused = await sign("plan.json", "4", "--append", "--json");
    expect(refusalIn(refused)).to.include({ exitCode: 2, code: "HashMismatch" });
    expect(await readFile(path("claims.json"), "utf8")).to.equal(edited);
  });

  it("refuses an issuer's address without its checksum, and a topic that is no number", async function () {
    const args = ["claims", "sign", "--plan", path("plan.json"), "--signer", "0", "--out", path("none.json"), "--json"];
    const issuer = await hardhat([...args, "--issuer", plan.agent.toLowerCase(), "--topic", "1"]);
    expect(refusalIn(issuer)).to.include({ exitCode: 2, code: "BadAddress" });
    const topic = await hardhat([...args, "--issuer", ISSUER, "--topic", "KYC"]);
    expect(refusalIn(topic)).to.include({ exitCode: 2, code: "BadNumber" });
  });
});
