import { expect } from "chai";
import type { Player } from "../stage/cast";
import { DAY } from "../stage/regain";
import type { SafeBatch } from "../../src/recovery/files/safe-batch";
import { describeRefusals, expectRefusal } from "./refusals";
import { prepare, situation, traces, type Prepared, type Situation } from "./situation";

type Json = Readonly<Record<string, unknown>>;

describe("A step that is handed over to whoever broadcasts it themselves", () => {
  let on: Situation;
  let prepared: Prepared;
  before(async () => {
    on = await situation();
    prepared = await prepare(on);
  });
  after(() => on.end());

  async function does(exit: number, ...command: readonly string[]): Promise<Json> {
    const { code, stdout, stderr } = await on.run(["recovery", ...command, "--json"]);
    expect(code, stderr + stdout).to.equal(exit);
    return JSON.parse(stdout) as Json;
  }
  const onCase = (verb: string, ...options: readonly string[]): readonly string[] => [
    ...[verb, "--case", prepared.caseId],
    ...options,
  ];
  const exported = (account: Player, out: string): readonly string[] => [
    ...["--export", "safe", "--signer", account.address, "--out", out],
  ];
  const batchIn = (name: string): SafeBatch => JSON.parse(on.read(name)) as SafeBatch;

  /** What the Safe, or the browser wallet, does with the file. */
  async function broadcast(account: Player, file: string): Promise<string[]> {
    const hashes: string[] = [];
    for (const { to, value, data } of batchIn(file).transactions) {
      const sent = await account.sendTransaction({ to, value, data, gasLimit: 12_000_000n });
      await sent.wait();
      hashes.push(sent.hash);
    }
    return hashes;
  }

  async function sentNothing(before: object): Promise<void> {
    const now = await traces(on);
    for (const trace of ["block", "pending", "nonces"]) {
      expect(Reflect.get(now, trace), trace).to.deep.equal(Reflect.get(before, trace));
    }
  }

  it("goes into a file, and nothing is sent", async () => {
    const { identityManager } = on.cast;
    const before = await traces(on);
    const files = ["--plan", "plan.json", "--acceptance", "acceptance.json"];
    const report = await does(0, "propose", ...files, ...exported(identityManager, "propose.json"));
    const { caseId } = prepared;
    expect(report).to.deep.include({
      caseId,
      status: "handed over",
      verb: "propose",
      files: ["propose.json"],
      count: 1,
    });
    expect(batchIn("propose.json").meta.createdFromSafeAddress).to.equal(identityManager.address);
    await sentNothing(before);
  });

  it("is shown by status, and keeps others from the case until it is settled", async () => {
    const work = await does(0, "status");
    expect((work["steps"] as Json[])[0]).to.include({ verb: "propose", status: "handed over" });
    const before = await traces(on);
    const again = await on.run(
      "recovery propose --plan plan.json --acceptance acceptance.json --signer 3 --json".split(" "),
    );
    expectRefusal(again, "Unfinished", 5, ["propose", prepared.caseId], ["recovery resume"]);
    const early = await on.run(["recovery", ...onCase("resume"), "--json"]);
    const { address } = on.cast.identityManager;
    expectRefusal(early, "HandedOver", 5, [address, "shows nothing of it yet"], ["recovery resume", "--withdraw"]);
    await sentNothing(before);
  });

  it("is settled from the chain's state by the case id, without anybody's key", async () => {
    const [hash] = await broadcast(on.cast.identityManager, "propose.json");
    const settled = await does(0, ...onCase("resume"));
    expect(settled).to.deep.include({ resumed: "propose", caseId: prepared.caseId, status: "proposed" });
    expect((settled["transactions"] as Json[]).map((each) => each["hash"])).to.deep.equal([hash]);
    expect(await does(0, ...onCase("resume"))).to.include({ resumed: null });
    expect(await does(0, ...onCase("audit"))).to.include({ compared: "chain and store" });
  });

  it("can be written again, and withdrawn where nobody will send it", async () => {
    const { custodian } = on.cast;
    await does(0, ...onCase("approve", ...exported(custodian, "approve.json")));
    const status = await does(0, ...onCase("status"));
    expect(status["openStep"]).to.include({ verb: "approve", status: "handed over" });
    await does(0, ...onCase("resume", "--export", "safe", "--out", "approve-again.json"));
    expect(batchIn("approve-again.json").transactions).to.deep.equal(batchIn("approve.json").transactions);
    expect(await does(0, ...onCase("resume", "--withdraw"))).to.include({ resumed: "approve", status: "withdrawn" });
    expect(await does(0, ...onCase("status"))).to.include({ openStep: null, approvals: 0 });
  });

  it("leads through a whole recovery: approved and executed by others, and reported as ever", async () => {
    const { custodian, identityManager } = on.cast;
    await does(0, ...onCase("approve", ...exported(custodian, "approve-anew.json")));
    await broadcast(custodian, "approve-anew.json");
    expect(await does(0, ...onCase("resume"))).to.include({ resumed: "approve" });
    await on.sandbox.pass(DAY);
    const options = ["--claims", "claims.json", "--yes", ...exported(identityManager, "execute.json")];
    await does(0, ...onCase("execute", ...options));
    await broadcast(identityManager, "execute.json");
    const settled = await does(5, ...onCase("resume"));
    expect(settled).to.include({ resumed: "execute", status: "partial", recovered: 4, total: 5 });
    const phases = (settled["phases"] as Json[]).map(({ phase, status }) => [phase, status]);
    expect(phases.slice(0, 2)).to.deep.equal([
      ["check", "done"],
      ["access", "skipped"],
    ]);
    expect(phases.at(-1)).to.deep.equal(["summary", "done"]);
    expect(await does(0, ...onCase("audit"))).to.include({ compared: "chain and store" });
  });
});

const proposeWith = (...options: readonly string[]): string[] => [
  ...["recovery", "propose", "--plan", "plan.json", "--acceptance", "acceptance.json"],
  ...options,
];

describeRefusals("A step is not handed over", prepare, [
  {
    title: "in a format that nobody reads",
    command: (on) => proposeWith("--export", "pdf", "--signer", on.cast.identityManager.address),
    code: "BadFormat",
    exit: 2,
    says: () => ['"pdf"'],
    next: () => ["--export safe"],
  },
  {
    title: "to nobody in particular",
    command: () => proposeWith("--export", "safe", "--signer", "3"),
    code: "SignerMissing",
    exit: 2,
    says: () => ["who will send"],
    next: () => ["--signer 0x"],
  },
  {
    title: "to somebody who may not send it",
    command: (on) => proposeWith("--export", "safe", "--signer", on.cast.stranger.address),
    code: "RoleMissing",
    exit: 4,
    says: (on) => [on.cast.stranger.address],
    next: () => ["the account that holds it"],
  },
  {
    title: "over a file that exists",
    command: (on) => proposeWith("--export", "safe", "--signer", on.cast.identityManager.address, "--out", "plan.json"),
    code: "WouldOverwrite",
    exit: 7,
    says: () => ["plan.json"],
    next: () => ["--out"],
  },
]);
