import { expect } from "chai";
import { readdirSync } from "node:fs";
import { id, ZeroHash } from "ethers";
import { connectAuthority } from "../../src/chain/authority";
import { approveCase } from "../../src/recovery/decide";
import type { SafeBatch } from "../../src/recovery/files/safe-batch";
import { caseIdOf } from "../../src/recovery/recovery";
import type { BatchJson } from "../../src/report/render-batch";
import { roleNamed } from "../../src/provision/role-table";
import { DAY } from "../stage/regain";
import { deploySafe, type OwnedSafe } from "../stage/safe";
import { accept, acceptanceText, compose, situation, type Situation } from "./situation";

const COMMAND = ["recovery", "batch", "--file", "incident.csv", "--export", "safe"];
const EVIDENCE = id("the notary's file");
/** Beside what the file asks for: two signatures, and the way through the Safe. */
const WAY_THROUGH = 200_000n;

describe("Two people lost their phones, and the identity manager is a Safe of two owners", () => {
  let on: Situation;
  let safe: OwnedSafe;
  let caseIds: string[];
  before(async () => {
    on = await situation("regain");
    const { issuer, identityManager, tokenAgent, holder, newWallet, secondHolder, stranger } = on.cast;
    safe = await deploySafe([identityManager, tokenAgent], on.domain.chainId);
    const authority = connectAuthority(issuer, await on.chain.agent.authority());
    await (await authority.grant(roleNamed("IDENTITY_MANAGER").id, safe.address, 0)).wait();
    const lines = ["lost,new,evidence,acceptance"];
    caseIds = [];
    for (const [lost, next] of [[holder, newWallet] as const, [secondHolder, stranger] as const]) {
      const recovery = await compose(on, { lostWallet: lost.address, newWallet: next.address });
      const file = `${next.address}.json`;
      on.write(file, acceptanceText(on, recovery, await accept(on, recovery, next)));
      lines.push(`${lost.address},${next.address},${EVIDENCE},${file}`);
      caseIds.push(caseIdOf(on.domain, recovery));
    }
    on.write("incident.csv", lines.join("\n"));
  });
  after(() => on.end());

  async function batch(...options: readonly string[]): Promise<BatchJson & { readonly told: string }> {
    const command = [...COMMAND, "--signer", safe.address, "--yes", "--json", ...options];
    const { code, stdout, stderr } = await on.run(command);
    expect(code, stderr + stdout).to.equal(5);
    return { ...(JSON.parse(stdout) as BatchJson), told: stderr };
  }

  /** With no more gas than the file asks for, and the way. */
  async function sign(file: string): Promise<string> {
    const batchFile = JSON.parse(on.read(file)) as SafeBatch;
    const gas = BigInt(/at least (\d+) gas/.exec(batchFile.meta.description)?.[1] ?? 0);
    return safe.execute(batchFile, gas + WAY_THROUGH);
  }

  it("hands them over again where the file could not be written", async () => {
    const nowhere = await on.run([...COMMAND, "--signer", safe.address, "--yes", "--out", "/proc/regain.json"]);
    expect([nowhere.code, nowhere.stderr], nowhere.stdout).to.satisfy(
      ([code, said]: [number, string]) => code === 7 && said.includes("/proc/regain.json"),
    );
    expect(await on.chain.agent.liveCaseOf(on.cast.holder)).to.equal(ZeroHash);
  });

  it("hands both proposals over in one file", async () => {
    const { entries, states, told } = await batch("--out", "incident.json");
    expect(states).to.deep.equal({ "handed over": 2 });
    expect(entries[0]?.detail).to.equal(`propose is for ${safe.address} to send: incident.json`);
    expect(told).to.match(/incident\.json: 2 transactions, at least \d+ gas/);
    expect(readdirSync(on.folder).filter((name) => name.startsWith("incident.j"))).to.deep.equal(["incident.json"]);
  });

  it("waits while the owners have not signed, and hands nothing over twice", async () => {
    const { entries, states } = await batch();
    expect(states).to.deep.equal({ waits: 2 });
    expect(entries[0]?.detail).to.contain(safe.address).and.contain("shows nothing of it yet");
    expect(readdirSync(on.folder)).not.to.include("safe-incident.json");
  });

  it("goes on once the Safe has proposed both in one transaction", async () => {
    await sign("incident.json");
    for (const wallet of [on.cast.holder, on.cast.secondHolder]) {
      expect(caseIds).to.include(await on.chain.agent.liveCaseOf(wallet));
    }
    const { entries } = await batch();
    expect(entries.map(({ detail }) => detail)).to.deep.equal(["1 more approval", "1 more approval"]);
  });

  it("executes both in one transaction of the Safe, with the gas that the file asks for", async () => {
    for (const caseId of caseIds) await approveCase(on.chain, on.cast.custodian, caseId);
    await on.sandbox.pass(DAY);
    const { states } = await batch("--out", "incident.json");
    expect(states).to.deep.equal({ "handed over": 2 });
    const hash = await sign("incident-2.json");
    const { entries } = await batch();
    for (const [index, { state, detail, transactions }] of entries.entries()) {
      expect([state, transactions]).to.deep.equal(["partial", 1]);
      expect(detail).to.equal("4 of 5 tokens recovered");
      const audit = await on.run(["recovery", "audit", "--case", caseIds[index] ?? "", "--json"]);
      expect(audit.code, audit.stderr).to.equal(0);
      expect(audit.stdout).to.contain('"compared":"chain and store"');
      const status = await on.run(["recovery", "status", "--case", caseIds[index] ?? "", "--json"]);
      expect(status.stdout).to.contain(hash);
    }
  });
});
