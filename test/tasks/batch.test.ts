import { expect } from "chai";
import { writeFile } from "node:fs/promises";
import { ethers } from "hardhat";
import { connectChain } from "../../src/chain/connect";
import { encodeAcceptance } from "../../src/recovery/files/acceptance-file";
import { caseIdOf, RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { composeRecovery } from "../../src/recovery/survey";
import type { BatchJson } from "../../src/report/render-batch";
import { EVIDENCE } from "../stage/case-steps";
import { folderForFiles } from "../stage/command-line";
import { addressOf, deployStage, deployTokens, type Stage } from "../stage/doubles";
import { runInProcess } from "../stage/task-in-process";

const PROPOSER = "2";

describe("npx hardhat recovery batch", function () {
  this.timeout(240_000);
  const path = folderForFiles();
  let stage: Stage;
  let tokens: string[];
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

  async function carryOn(...lines: readonly string[]): Promise<BatchJson & { readonly progress: string }> {
    await writeFile(path("incident.csv"), ["user,lost,new,evidence,acceptance", ...lines].join("\n"));
    const command = ["recovery", "batch", "--file", path("incident.csv"), "--signer", PROPOSER, "--yes"];
    const { code, stdout, stderr } = await runs(...command);
    expect(code, stderr).to.equal(5);
    return { ...(JSON.parse(stdout) as BatchJson), progress: stderr };
  }

  before(async () => {
    stage = await deployStage();
    const deployed = await deployTokens(stage, 2);
    tokens = deployed.map(addressOf);
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

  it("lets one failing case stop no other, and tells rate and time left", async () => {
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
    expect(progress).to.match(/\(1 of 2, \d+\.\d a second, .+ left\)/);
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
});
