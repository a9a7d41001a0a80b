import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { approveCase } from "../../src/recovery/decide";
import { executeCase } from "../../src/recovery/execute";
import { proposeRecovery } from "../../src/recovery/propose";
import { isSignedBody } from "../../src/shared/signed-body";
import { DAY } from "../stage/regain";
import type { Outcome, RunOptions } from "./command";
import { describeRefusals, expectRefusal } from "./refusals";
import { prepare, situation, type Prepared, type Situation } from "./situation";

type Json = Readonly<Record<string, unknown>>;
const HOLDER = "holder@example.org";
const SECRET = "canary-webhook-secret";

async function answer(outcome: Promise<Outcome>): Promise<Json> {
  const { code, stdout, stderr } = await outcome;
  expect(code, stderr + stdout).to.equal(0);
  return JSON.parse(stdout) as Json;
}

describe("An operator in front of a customer who lost a phone", () => {
  let on: Situation;
  let prepared: Prepared;
  before(async () => {
    on = await situation();
  });
  after(() => on.end());

  const does = (command: string, options: Partial<RunOptions> = {}): Promise<Json> =>
    answer(on.run([...command.split(" "), "--json"], options));

  it("adds the customer with their wallet, and shows every way in that will end", async () => {
    const user = await does(`directory add --email ${HOLDER} --name Holder --wallet ${on.cast.holder.address}`);
    expect(user).to.deep.include({ email: HOLDER, wallets: [on.cast.holder.address] });
    const shown = await does(`directory show --user ${on.cast.holder.address}`);
    expect(shown).to.deep.include({ id: user["id"], sessions: [], apiKeys: [], factors: [], lingersForSeconds: 300 });
    expect(await does("directory list")).to.deep.equal({ users: [user] });
  });

  it("previews by user alone: wallet and tokens are found", async () => {
    const preview = await does(`recovery preview --user ${HOLDER} --new ${on.cast.newWallet.address}`);
    expect(preview).to.deep.include({ lostWallet: on.cast.holder.address, blockers: [] });
    expect(preview["user"]).to.include({ email: HOLDER });
    expect(preview["wallets"]).to.have.length(1);
    expect((preview["wallets"] as Json[])[0]).to.include({ effective: true, verified: true, successor: null });
    expect((preview["tokens"] as unknown[]).length).to.be.greaterThan(3);
    expect((preview["estimate"] as { gas: number }).gas).to.be.greaterThan(500_000);
  });

  it("asks by user alone which claims the customer's identity has, and is told of a user who is registered nowhere", async () => {
    const gap = await does(`claims gap --user ${HOLDER}`);
    expect(gap).to.deep.include({ wallet: on.cast.holder.address, missing: [] });
    expect(gap["held"]).to.have.length(1);
    await does(`directory add --email stranger@example.org --name Stranger --wallet ${on.cast.stranger.address}`);
    const outcome = await on.run("claims gap --user stranger@example.org --json".split(" "));
    expectRefusal(outcome, "NotRegistered", 3, ["stranger@example.org", on.registry], []);
  });

  it("hashes the evidence as sha256sum does, compares it in the report, and finds the case as the chain has it", async () => {
    on.write("letter.txt", "I lost my phone.\n");
    const evidence = `0x${createHash("sha256").update("I lost my phone.\n").digest("hex")}`;
    await does(
      `recovery preview --user ${HOLDER} --new ${on.cast.newWallet.address} --evidence letter.txt --out evidence-plan.json`,
    );
    expect(on.read("evidence-plan.json")).to.contain(evidence);
    prepared = await prepare(on, { evidence });
    await proposeRecovery(on.chain, on.cast.identityManager, prepared.recovery, prepared.acceptance);
    const { caseId } = prepared;
    const report = await does(`recovery report --case ${caseId} --evidence letter.txt --out report.html`);
    expect(report).to.deep.include({
      caseId,
      evidenceFile: { file: "letter.txt", sha256: evidence },
      file: "report.html",
    });
    expect(on.read("report.html")).to.contain(caseId).and.to.contain("letter.txt");
    expect(await does(`recovery audit --case ${caseId}`)).to.deep.include({ caseId, compared: "chain" });
    const gap = await does(`claims gap --user ${HOLDER}`);
    expect(gap).to.deep.include({ wallet: on.cast.newWallet.address, identity: prepared.newIdentity });
  });

  it("is told of a file that is not the evidence, with both hashes, and writes no page", async () => {
    on.write("other.txt", "I lost my keys.\n");
    const { caseId, recovery } = prepared;
    const outcome = await on.run(
      `recovery report --case ${caseId} --evidence other.txt --out no.html --json`.split(" "),
    );
    expectRefusal(outcome, "HashMismatch", 2, ["other.txt", recovery.evidence], ["not one byte"]);
    expect(() => on.read("no.html")).to.throw("ENOENT");
  });

  it("has everybody told once, at least, however the receiver fails", async () => {
    const received: string[] = [];
    const server = await listening((body, signature) => {
      expect(isSignedBody(SECRET, body, signature, Math.floor(Date.now() / 1000))).to.equal(true);
      received.push((JSON.parse(body) as { kind: string }).kind);
      return received.length === 1 ? 503 : 200;
    });
    const { port } = server.address() as AddressInfo;
    const env = { REGAIN_WEBHOOK_URL: `http://127.0.0.1:${port}/`, REGAIN_WEBHOOK_SECRET: SECRET };
    const first = await does("recovery watch --once", { env });
    expect(first).to.deep.include({ cases: 1, added: 1, delivered: 0 });
    await approveCase(on.chain, on.cast.custodian, prepared.caseId);
    await on.sandbox.pass(DAY);
    expect(await does("recovery watch --once", { env })).to.deep.include({ added: 1, failed: [] });
    await on.sandbox.pass(6 * DAY);
    expect(await does("recovery watch --once", { env })).to.deep.include({ added: 1, failed: [] });
    await executeCase(on.chain, on.cast.identityManager, prepared.caseId);
    await does("recovery watch --once", { env });
    expect(received).to.include.members(["proposed", "ready", "expiring", "done"]);
    server.close();
  });

  it("sees afterwards which wallet is effective", async () => {
    await does(`directory link --user ${HOLDER} --wallet ${on.cast.newWallet.address}`);
    const { code, stdout } = await on.run(
      `recovery preview --user ${HOLDER} --new ${on.cast.stranger.address} --json`.split(" "),
    );
    const preview = JSON.parse(stdout) as { lostWallet: string; wallets: Json[] };
    expect([0, 3]).to.include(code);
    expect(preview.lostWallet).to.equal(on.cast.newWallet.address);
    expect(preview.wallets[0]).to.include({ effective: false, successor: on.cast.newWallet.address });
  });
});

describeRefusals(
  "What is refused of users",
  async (on) => {
    for (const words of [
      ["--email", "nothing@example.org", "--name", "Nothing"],
      ["--email", HOLDER, "--name", "Holder", "--wallet", on.cast.holder.address],
      ["--email", "other@example.org", "--name", "Other", "--wallet", on.cast.secondHolder.address],
    ]) {
      await answer(on.run(["directory", "add", ...words, "--json"]));
    }
    return {};
  },
  [
    {
      title: "a recovery for a user who has no wallet",
      command: (on) => preview("--user", "nothing@example.org", "--new", on.cast.newWallet.address),
      code: "NoWallet",
      exit: 3,
      says: () => ["nothing@example.org"],
      next: () => ["directory link --user"],
    },
    {
      title: "a recovery of a wallet that is another user's",
      command: (on) =>
        preview("--user", HOLDER, "--lost", on.cast.secondHolder.address, "--new", on.cast.newWallet.address),
      code: "NotUsersWallet",
      exit: 3,
      says: (on) => [on.cast.secondHolder.address, "another user's", on.cast.holder.address],
      next: () => ["right user"],
    },
    {
      title: "a recovery of a wallet that is nobody's",
      command: (on) =>
        preview("--user", HOLDER, "--lost", on.cast.stranger.address, "--new", on.cast.newWallet.address),
      code: "NotUsersWallet",
      exit: 3,
      says: () => ["nobody's"],
      next: () => ["directory link"],
    },
    {
      title: "a recovery for somebody whom the directory does not know",
      command: (on) => preview("--user", "nobody@example.org", "--new", on.cast.newWallet.address),
      code: "UserUnknown",
      exit: 3,
      says: () => ["nobody@example.org"],
      next: () => ["directory list"],
    },
    {
      title: "a user named by a wallet in lowercase",
      command: (on) => preview("--user", on.cast.holder.address.toLowerCase(), "--new", on.cast.newWallet.address),
      code: "BadAddress",
      exit: 2,
      says: () => ["lowercase"],
      next: (on) => [on.cast.holder.address],
    },
    {
      title: "a second user with the same e-mail",
      command: () => ["directory", "add", "--email", HOLDER, "--name", "Again"],
      code: "UserExists",
      exit: 3,
      says: () => [HOLDER],
      next: () => ["directory show"],
    },
    {
      title: "a wallet that another user has",
      command: (on) => ["directory", "link", "--user", "nothing@example.org", "--wallet", on.cast.holder.address],
      code: "NotUsersWallet",
      exit: 3,
      says: (on) => [on.cast.holder.address],
      next: () => ["directory show"],
    },
    {
      title: "an e-mail address that is none",
      command: () => ["directory", "add", "--email", "holder", "--name", "Holder"],
      code: "BadEmail",
      exit: 2,
      says: () => ["holder"],
      next: () => ["@"],
    },
    {
      title: "evidence that is not there",
      command: (on) => preview("--user", HOLDER, "--new", on.cast.newWallet.address, "--evidence", "gone.pdf"),
      code: "FileMissing",
      exit: 7,
      says: () => ["gone.pdf"],
      next: () => ["name"],
    },
    {
      title: "a watch that would tell nobody",
      command: () => ["recovery", "watch", "--once"],
      code: "BadSetting",
      exit: 2,
      says: () => ["REGAIN_WEBHOOK_URL"],
      next: () => ["REGAIN_WEBHOOK_URL"],
    },
    {
      title: "an identity provider without its token",
      command: () => ["directory", "list"],
      env: () => ({ REGAIN_DIRECTORY_URL: "https://id.example.org/scim/v2", REGAIN_DIRECTORY_SECRET: "canary-secret" }),
      code: "BadSetting",
      exit: 2,
      says: () => ["REGAIN_DIRECTORY_TOKEN"],
      next: () => ["REGAIN_DIRECTORY_TOKEN"],
      secret: "canary-secret",
    },
  ],
);

function preview(...options: readonly string[]): string[] {
  return ["recovery", "preview", ...options];
}

async function listening(onBody: (body: string, signature: string) => number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (part) => (body += String(part)));
    incoming.on("end", () => outgoing.writeHead(onBody(body, String(incoming.headers["regain-signature"]))).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
