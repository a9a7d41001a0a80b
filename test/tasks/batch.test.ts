import { expect } from "chai";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { time } from "@nomicfoundation/hardhat-network-helpers";
import { ethers } from "hardhat";
import { connectChain } from "../../src/chain/connect";
import { encodeAcceptance } from "../../src/recovery/files/acceptance-file";
import { caseIdOf, RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { composeRecovery } from "../../src/recovery/survey";
import type { BatchJson } from "../../src/report/render-batch";
import { EVIDENCE } from "../stage/case-steps";
import { folderForFiles, type Finished } from "../stage/command-line";
import { addressOf, deployStage, deployTokens, type Stage } from "../stage/doubles";
import { as, DAY } from "../stage/regain";
import { runInProcess } from "../stage/task-in-process";
import type { HonestToken } from "../../typechain-types";

const PROPOSER = "2";

describe("npx hardhat recovery batch", function () {
  this.timeout(240_000);
  const path = folderForFiles();
  let stage: Stage;
  let tokens: string[];
  let paused: HonestToken;
  let env: Record<string, string>;

  const runs = (...command: string[]) => runInProcess([...command, "--json"], env);

  async function addUser(email: string, wallet: string): Promise<string> {
    const { stdout, stderr } = await runs("directory", "add", "--email", email, "--name", "Holder", "--wallet", wallet);
    expect(stdout, stderr).to.contain(wallet);
    return (JSON.parse(stdout) as { id: string }).id;
  }

  /** @return the case id */
  async function writeAcceptance(file: string): Promise<string> {
    const chain = await connectChain(ethers.provider, addressOf(stage.agent));
    const [lostWallet, newWallet] = [stage.holder.address, stage.newWallet.address];
    const terms = { lostWallet, newWallet, tokens, keepIdentity: false, evidence: EVIDENCE };
    const recovery = await composeRecovery(chain, terms);
    const domain = { chainId: chain.chainId, agent: chain.agentAddress };
    const caseId = caseIdOf(domain, recovery);
    const signature = await stage.newWallet.signTypedData(typedDomainOf(domain), RECOVERY_TYPES, recovery);
    await writeFile(path(file), encodeAcceptance({ ...domain, caseId, recovery, signature }));
    return caseId;
  }

  async function batchOf(lines: readonly string[], ...options: readonly string[]): Promise<Finished> {
    await writeFile(path("incident.csv"), ["user,lost,new,evidence,acceptance", ...lines].join("\n"));
    return runs("recovery", "batch", "--file", path("incident.csv"), "--signer", PROPOSER, ...options);
  }

  async function carryOn(...lines: readonly string[]): Promise<BatchJson & { readonly progress: string }> {
    const { code, stdout, stderr } = await batchOf(lines, "--yes");
    expect(code, stderr).to.equal(5);
    return { ...(JSON.parse(stdout) as BatchJson), progress: stderr };
  }

  before(async () => {
    stage = await deployStage();
    const deployed = await deployTokens(stage, 2);
    tokens = deployed.map(addressOf);
    paused = deployed.at(-1)!;
    for (const token of deployed) {
      await token.mint(stage.holder, 100);
      await token.mint(stage.bystander, 100);
    }
    env = {
      REGAIN_STORE: path("regain.db"),
      REGAIN_AGENT: addressOf(stage.agent),
      REGAIN_TOKENS: tokens.join(","),
    };
  });

  it("finds the lost wallet by the user's id, e-mail address or wallet, and the tokens that it holds", async () => {
    const { holder, bystander, newWallet, thirdWallet, backup } = stage;
    const id = await addUser("holder@example.org", holder.address);
    await addUser("bystander@example.org", bystander.address);
    const { entries } = await carryOn(
      `${id},,${newWallet.address},${EVIDENCE},`,
      `bystander@example.org,,${thirdWallet.address},${EVIDENCE},`,
      `${holder.address},${holder.address},${backup.address},${EVIDENCE},`,
    );
    const ofId = await writeAcceptance("acceptance.json");
    expect(entries.map(({ detail }) => detail)).to.deep.equal(Array(3).fill("the new wallet's acceptance"));
    expect(entries[0]?.caseId).to.equal(ofId);
  });

  it("shows what it is about to do, and what cannot go on, before it asks; sends nothing unless it is confirmed", async () => {
    const { holder, newWallet, thirdWallet } = stage;
    await writeAcceptance("first.json");
    const before = await ethers.provider.getBlockNumber();
    const { code, stdout, stderr } = await batchOf([
      `,${holder.address},${newWallet.address},${EVIDENCE},first.json`,
      `nobody@example.org,,${thirdWallet.address},${EVIDENCE},`,
    ]);
    expect([code, await ethers.provider.getBlockNumber()]).to.deep.equal([2, before]);
    expect(stderr).to.contain("2 recoveries, 1 to go on with now").and.contain("1 line cannot go on");
    for (const shown of ["propose", holder.address, newWallet.address, "2 of 2 tokens can be recovered", "nobody@"]) {
      expect(stderr).to.contain(shown);
    }
    expect(JSON.parse(stdout)).to.have.nested.property("error.code", "ConfirmationRequired");
    expect(stdout).to.contain("RECOVER 1 WALLET\\");
  });

  it("asks nobody where there is nothing to do", async () => {
    const { code, stderr } = await batchOf([`,${stage.stranger.address},${stage.admin.address},${EVIDENCE},`]);
    expect(code, stderr).to.equal(5);
  });

  it("takes a contract for a new wallet with somebody's word alone", async () => {
    const lines = [`,${stage.holder.address},${tokens[0]},${EVIDENCE},`];
    const contract = `,${stage.holder.address},${addressOf(stage.identity)},${EVIDENCE},`;
    const [refused, allowed] = [await carryOn(contract), await batchOf([contract], "--allow-contract")];
    expect(refused.entries[0]).to.include({ state: "blocked" });
    expect(refused.entries[0]?.next).to.contain("--allow-contract");
    expect(JSON.parse(allowed.stdout)).to.have.nested.property("entries[0].detail", "the new wallet's acceptance");
    expect((await carryOn(...lines)).entries[0]).to.include({ state: "blocked" });
  });

  it("lets one failing case stop no other, and tells of each as it ends", async () => {
    const { bystander, newWallet, thirdWallet, stranger, backup, holder } = stage;
    const caseId = await writeAcceptance("accepted.json");
    const { entries, progress } = await carryOn(
      `nobody@example.org,,${backup.address},${EVIDENCE},`,
      `,${stranger.address},${stage.admin.address},${EVIDENCE},`,
      `,${bystander.address},${thirdWallet.address},${EVIDENCE},no-such-file.json`,
      `holder@example.org,,${newWallet.address},${EVIDENCE},accepted.json`,
    );
    expect(entries.map(({ line, state }) => [line, state])).to.deep.equal([
      [2, "blocked"],
      [3, "blocked"],
      [4, "blocked"],
      [5, "waits"],
    ]);
    expect(entries[3]).to.deep.include({ caseId, transactions: 1 });
    expect(await stage.agent.liveCaseOf(holder)).to.equal(caseId);
    expect(progress).to.match(/line 5: waits, proposed now.+\(1 of 1\)/);
  });

  it("refuses another user's wallet, and an acceptance of another line", async () => {
    const { bystander, holder, newWallet, thirdWallet } = stage;
    const { entries } = await carryOn(
      `holder@example.org,${bystander.address},${thirdWallet.address},${EVIDENCE},`,
      `bystander@example.org,${holder.address},${newWallet.address},${EVIDENCE},accepted.json`,
    );
    expect(entries.map(({ detail }) => detail)).to.satisfy(([wallet = "", acceptance = ""]: string[]) => {
      return wallet.includes("another user's") && acceptance.includes("is not a wallet of bystander@example.org");
    });
  });

  describe("runs on, once its people have done their part", () => {
    const line = (): string => `,${stage.holder.address},${stage.newWallet.address},${EVIDENCE},accepted.json`;
    const notices: string[] = [];
    let server: Server;

    before(async () => {
      const told = await listening((body) => {
        notices.push((JSON.parse(body) as { kind: string }).kind);
      });
      server = told.server;
      env = { ...env, REGAIN_WEBHOOK_URL: told.url, REGAIN_WEBHOOK_SECRET: "a secret of sixteen bytes and more" };
    });
    after(() => server.close());

    it("executes what is ready, tells who is to be told, and says what it left", async () => {
      const caseId = await stage.agent.liveCaseOf(stage.holder);
      await as(stage.agent, stage.custodian).approve(caseId);
      await time.increase(DAY);
      await as(paused, stage.issuer).pause();
      const { entries, progress } = await carryOn(line());
      expect(entries[0]).to.deep.include({
        caseId,
        state: "partial",
        detail: "1 of 2 tokens recovered",
        transactions: 1,
      });
      expect(progress).to.contain("1 of 2 tokens can be recovered");
      expect(notices).to.include("done");
    });

    it("leaves alone what would fail again", async () => {
      const { entries } = await carryOn(line());
      expect(entries[0]).to.deep.include({ state: "partial", transactions: 0 });
    });

    it("retries once the obstacle is gone, and ends with exit code 0", async () => {
      await as(paused, stage.issuer).unpause();
      const { code, stdout, stderr } = await batchOf([line()], "--yes");
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout)).to.deep.include({ total: 1, states: { completed: 1 } });
      expect(await paused.balanceOf(stage.newWallet)).to.equal(100);
    });
  });
});

async function listening(onBody: (body: string) => void): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (part) => (body += String(part)));
    incoming.on("end", () => {
      onBody(body);
      outgoing.writeHead(204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
