import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openStore } from "../../src/store/open-store";
import { caseLockName } from "../../src/store/transactions";
import { firstOf, startProxy, type Fault, type FaultProxy } from "../faults/proxy";
import { cleanEnvironment, HARDHAT } from "./command";
import { describeRefusals, expectRefusal } from "./refusals";
import { propose, situation, traces, type Prepared, type Situation } from "./situation";

type Json = Readonly<Record<string, unknown>>;
const ALWAYS = Number.MAX_SAFE_INTEGER;
const SENDING = "eth_sendRawTransaction";

describe("A case that is approved at a bad moment", () => {
  let on: Situation;
  let prepared: Prepared;
  let proxy: FaultProxy;
  before(async () => {
    on = await situation();
    prepared = await propose(on);
    proxy = await startProxy(on.sandbox.url);
  });
  after(async () => {
    await proxy.stop();
    await on.end();
  });

  const approve = (store: string): { args: string[]; env: Record<string, string> } => ({
    args: ["recovery", "approve", "--case", prepared.caseId, "--signer", "4", "--json"],
    env: { REGAIN_RPC_URL: proxy.url, REGAIN_STORE: store },
  });
  const resume = (store: string) => {
    proxy.judge = () => undefined;
    const args = ["recovery", "resume", "--case", prepared.caseId, "--signer", "4", "--json"];
    return on.run(args, { env: { REGAIN_STORE: store } });
  };
  const paid = () => on.chain.provider.getTransactionCount(on.cast.custodian.address);

  async function expectOneApproval(store: string, before: number): Promise<void> {
    const { code, stdout, stderr } = await resume(store);
    expect(code, stderr + stdout).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ resumed: "approve", status: "proposed" });
    expect(await on.chain.agent.approvalsOf(prepared.caseId)).to.equal(1n);
    expect((await paid()) - before).to.equal(1);
  }

  /** Kills the command once its transaction is on its way. */
  async function dieSending(store: string, fault: Fault): Promise<void> {
    const { args, env } = approve(store);
    const child = spawn(process.execPath, [HARDHAT, ...args, "--network", "localhost"], {
      cwd: on.folder,
      env: { ...cleanEnvironment(), REGAIN_AGENT: on.chain.agentAddress, ...env },
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    proxy.judge = firstOf(ALWAYS, SENDING, () => {
      child.kill("SIGKILL");
      return fault;
    });
    const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    expect(signal).to.equal("SIGKILL");
  }

  it("19. is told the hash and the command that will tell, when the node is silent after sending", async () => {
    const revert = await on.sandbox.snapshot();
    const before = await paid();
    const { args, env } = approve("silent.db");
    proxy.judge = firstOf(ALWAYS, SENDING, () => "reply lost");
    const outcome = await on.run(args, { env });
    const { caseId } = prepared;
    expectRefusal(outcome, "OutcomeUnknown", 6, [/0x[0-9a-f]{64} was sent/], [`recovery resume --case ${caseId}`]);
    await expectOneApproval("silent.db", before);
    await revert();
  });

  it("21. ends by resume as if nothing had been, when it was killed before its transaction arrived", async () => {
    const revert = await on.sandbox.snapshot();
    const before = await paid();
    await dieSending("before.db", 503);
    expect(await paid()).to.equal(before);
    await expectOneApproval("before.db", before);
    await revert();
  });

  it("21. ends by resume as if nothing had been, when it was killed after its transaction arrived", async () => {
    const before = await paid();
    await dieSending("after.db", "reply lost");
    await expectOneApproval("after.db", before);
  });

  it("22. is finished: resuming says so, and sends nothing", async () => {
    const before = await traces(on);
    const { code, stdout, stderr } = await resume("after.db");
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout) as Json).to.deep.include({ resumed: null, status: "proposed", transactions: [] });
    const said = await on.run(["recovery", "resume", "--case", prepared.caseId]);
    expect(said.stdout).to.contain("Nothing of this case was left open here, and nothing was sent.");
    expect(await traces(on)).to.deep.equal(before);
  });
});

const SINCE = Date.parse("2026-11-21T09:00:00.000Z");

/** Somebody else's process on this machine, alive, has the case. */
async function lockCase(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  const store = await openStore({ kind: "sqlite", path: join(on.folder, "regain.db") });
  const beat = Date.now() + 3_600_000;
  const owner = { key: "another", host: hostname(), pid: process.pid, who: "secondOperator", since: SINCE, beat };
  await store.db
    .insertInto("locks")
    .values({ name: caseLockName(prepared.caseId), ...owner })
    .execute();
  await store.close();
  return prepared;
}

describeRefusals("23. A second operator on the same case", lockCase, [
  {
    title: "is told who works on it, and since when",
    command: (_, { caseId }) => ["recovery", "approve", "--case", caseId, "--signer", "4"],
    code: "Busy",
    exit: 8,
    says: (_, { caseId }) => [
      `secondOperator on ${hostname()} (process ${process.pid}), since 2026-11-21T09:00:00.000Z, works on the case ${caseId}`,
      "Nothing was sent.",
    ],
    next: () => ["Wait until that command ends"],
  },
]);
