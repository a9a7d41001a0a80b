import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { appendFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import Sqlite from "better-sqlite3";
import { encryptKeystoreJson, HDNodeWallet, Transaction } from "ethers";
import { openStore } from "../../src/store/open-store";
import { DAY } from "../stage/regain";
import type { Outcome } from "../cli/command";
import { prepare, situation, type Prepared, type Situation } from "../cli/situation";
import { SECRET as DIRECTORY_SECRET, startScimServer, TOKEN, type ScimServer } from "../directory/scim-server";

const PHRASE = "test test test test test test test test test test test junk";
const accountOf = (index: number): HDNodeWallet =>
  HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`);
/** Their places among the sandbox's accounts. */
const [MANAGER, CUSTODIAN] = [accountOf(3), accountOf(4)];

const CANARIES = {
  "a keystore's password": "canary-keystore-7c1e",
  "a wrong password": "canary-wrong-5a90",
  "a vault's password": "canary-vault-b3d2",
  "a keystore's private key": MANAGER.privateKey.slice(2),
  "an imported private key": accountOf(19).privateKey.slice(2),
  "a directory's API token": TOKEN,
  "a directory's secret": DIRECTORY_SECRET,
  "a webhook's secret": "canary-hook-91aa",
  "a mail server's password": "canary-mail-44f0",
  "a signer's password in its address": "canary-signer-e27b",
  "a node's key in its address": "canary-node-0d6c",
} as const;

/** A canary as it is, and in the forms that programs put it into. */
function formsOf(canary: string): Buffer[] {
  const texts = [canary, encodeURIComponent(canary), Buffer.from(canary).toString("hex")];
  const inBase64 = [0, 1, 2].map((shift) => middleOf(Buffer.from(" ".repeat(shift) + canary).toString("base64")));
  const key = /^[0-9a-f]{64}$/.test(canary) ? [Buffer.from(canary, "hex")] : [];
  return [...[...texts, ...inBase64].map((text) => Buffer.from(text)), ...key];
}

/** Without the ends, which depend on what stands around it. */
const middleOf = (base64: string): string => base64.slice(4, base64.length - 4);

/** The canaries in some bytes, by their names. */
function canariesIn(bytes: Buffer): string[] {
  const folded = Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");
  return Object.entries(CANARIES)
    .filter(([, canary]) =>
      formsOf(canary).some((form) => bytes.includes(form) || folded.includes(canary.toLowerCase())),
    )
    .map(([name]) => name);
}

/** The arguments of every process of this machine, whenever it looks. */
class ProcessList {
  readonly seen = new Set<string>();
  private readonly timer = setInterval(() => {
    this.look();
  }, 20);

  private look(): void {
    for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        this.seen.add(readFileSync(`/proc/${entry}/cmdline`, "latin1"));
      } catch {
        continue; // It ended meanwhile.
      }
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

describe("No secret is told", () => {
  let on: Situation;
  let prepared: Prepared;
  let directory: ScimServer;
  let servers: Server[];
  let processes: ProcessList;
  let env: Record<string, string>;
  const said: string[] = [];

  before(async () => {
    on = await situation();
    prepared = await prepare(on);
    directory = await startScimServer();
    const signer = await serving(signWithCustodian);
    const failing = await serving(() => undefined);
    servers = [signer.server, failing.server];
    processes = new ProcessList();
    const scrypt = { N: 2 ** 10, r: 8, p: 1 };
    const { address, privateKey } = MANAGER;
    const password = CANARIES["a keystore's password"];
    on.write("manager.json", await encryptKeystoreJson({ address, privateKey }, password, { scrypt }));
    env = {
      REGAIN_PASSWORD: password,
      REGAIN_VAULT_PASSWORD: CANARIES["a vault's password"],
      REGAIN_PIN: "480627",
      REGAIN_PRIVATE_KEY: `0x${CANARIES["an imported private key"]}`,
      REGAIN_DIRECTORY_URL: `${directory.url}/scim/v2`,
      REGAIN_DIRECTORY_TOKEN: TOKEN,
      REGAIN_DIRECTORY_ACCESS_URL: `${directory.url}/access`,
      REGAIN_DIRECTORY_SECRET: DIRECTORY_SECRET,
      REGAIN_WEBHOOK_URL: failing.url,
      REGAIN_WEBHOOK_SECRET: CANARIES["a webhook's secret"],
      REGAIN_SMTP_URL: `smtp://regain:${CANARIES["a mail server's password"]}@127.0.0.1:1`,
      REGAIN_MAIL_FROM: "regain@example.org",
      REGAIN_MAIL_CUSTODIANS: "custodian@example.org",
      REGAIN_SIGNER_URL: withPassword(signer.url),
      REGAIN_RPC_URL: `${on.sandbox.url}/v2/${CANARIES["a node's key in its address"]}`,
    };
  });
  after(async () => {
    processes.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await directory.stop();
    await on.end();
  });

  async function does(exit: number, command: string, other: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const outcome = await on.run(command.split(" "), { env: { ...env, ...other } });
    said.push(outcome.stdout, outcome.stderr);
    expect(outcome.code, outcome.stderr + outcome.stdout).to.equal(exit);
    return outcome;
  }

  /** Everything that commands printed, wrote and were called with, each in its place. */
  function traces(): { place: string; bytes: Buffer }[] {
    const files = readdirSync(on.folder, { recursive: true, encoding: "utf8" });
    return [
      { place: "output", bytes: Buffer.from(said.join("\n")) },
      ...files.map((place) => ({ place, bytes: readFileSync(join(on.folder, place)) })),
      { place: "process list", bytes: Buffer.from([...processes.seen].join("\n"), "latin1") },
    ];
  }
  const told = () => traces().flatMap(({ place, bytes }) => canariesIn(bytes).map((name) => `${name} in ${place}`));

  it("by commands that succeed or fail: in what they print, keep, write, and are called with", async () => {
    const { caseId } = prepared;
    const failing = `http://127.0.0.1:${(servers[1]!.address() as AddressInfo).port}/`;
    const approve = `recovery approve --case ${caseId} --signer ${CUSTODIAN.address}`;
    await does(0, `directory add --email holder@example.org --name Holder --wallet ${on.cast.holder.address} --json`);
    await does(3, "directory list", { REGAIN_DIRECTORY_URL: `${failing}scim/v2` });
    await does(0, "recovery propose --plan plan.json --acceptance acceptance.json --keystore manager.json");
    await does(3, approve, { REGAIN_SIGNER_URL: withPassword(failing) });
    await does(0, approve);
    await on.sandbox.pass(DAY);
    await does(5, `recovery execute --case ${caseId} --claims claims.json --keystore manager.json --yes`);
    const retry = `recovery retry --case ${caseId} --yes`;
    await does(4, `${retry} --keystore manager.json`, { REGAIN_PASSWORD: CANARIES["a wrong password"] });
    await does(0, `${retry} --export safe --signer ${MANAGER.address} --out safe.json`);
    await does(0, `recovery report --case ${caseId} --out report.html`);
    await does(0, `recovery report --case ${caseId} --json`);
    await does(0, "recovery watch --once --json");
    await does(0, "account import-key --vault vault.json --json");
    const node = `${failing}v2/${CANARIES["a node's key in its address"]}`;
    await does(3, `recovery status --case ${caseId}`, { REGAIN_RPC_URL: node });
    const database = `postgres://regain:${CANARIES["a mail server's password"]}@127.0.0.1:1/regain`;
    await does(7, "recovery status", { DATABASE_URL: database });
    expect(readdirSync(on.folder)).to.include.members(["regain.db", "report.html", "safe.json", "vault.json"]);
    expect(directory.asked.length, "requests to the directory").to.be.greaterThan(0);
    for (const code of ["DirectoryUnavailable", "SignerRefused", "WrongPassword", "RpcUnavailable", "StoreUnusable"]) {
      expect(said.join("\n")).to.contain(`✖ ${code}`);
    }
    expect(told()).to.deep.equal([]);
  });

  it("and one that is told would be found, wherever it is", async () => {
    expect([...processes.seen].some((line) => line.includes("recovery\0execute"))).to.equal(true);
    for (const [name, canary] of Object.entries(CANARIES)) {
      for (const form of formsOf(canary))
        expect(canariesIn(Buffer.concat([Buffer.from("x"), form])), name).to.include(name);
      said.push(`an error with ${canary}`);
      expect(told()).to.include(`${name} in output`);
      said.pop();
      appendFileSync(join(on.folder, "report.html"), canary);
    }
    expect(told()).to.include.members(Object.keys(CANARIES).map((name) => `${name} in report.html`));
    rmSync(join(on.folder, "report.html"));
    await plantInStore();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", CANARIES["a vault's password"]]);
    await untilSeen(child.pid ?? 0);
    child.kill();
    expect(told()).to.include("a vault's password in process list");
  });

  async function plantInStore(): Promise<void> {
    const path = join(on.folder, "regain.db");
    await (await openStore({ kind: "sqlite", path })).close();
    const file = new Sqlite(path);
    file.prepare("update steps set result = ?").run(CANARIES["a keystore's password"]);
    file.close();
    expect(told()).to.include("a keystore's password in regain.db");
  }

  async function untilSeen(pid: number): Promise<void> {
    const line = () => readFileSync(`/proc/${pid}/cmdline`, "latin1");
    while (!line().includes("canary") || !processes.seen.has(line())) await new Promise((go) => setTimeout(go, 20));
  }
});

function withPassword(url: string): string {
  return url.replace("://", `://operator:${CANARIES["a signer's password in its address"]}@`);
}

/** The custodian's key with a signer of its own, over `eth_signTransaction`. */
async function signWithCustodian(params: readonly unknown[]): Promise<unknown> {
  const [request] = params as [Record<string, string>];
  const { to, data, chainId, nonce, gas, maxFeePerGas, maxPriorityFeePerGas } = request;
  const fees = { maxFeePerGas: maxFeePerGas!, maxPriorityFeePerGas: maxPriorityFeePerGas! };
  const transaction = Transaction.from({ type: 2, to: to!, data: data!, chainId: chainId!, gasLimit: gas!, ...fees });
  transaction.nonce = Number(nonce);
  return CUSTODIAN.signTransaction(transaction);
}

/** A JSON-RPC server; one whose answer is undefined fails every request. */
async function serving(
  answer: (params: readonly unknown[]) => Promise<unknown> | undefined,
): Promise<{ server: Server; url: string }> {
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (part) => (body += String(part)));
    incoming.on("end", () => {
      void (async () => {
        const result = await answer((JSON.parse(body === "" ? "{}" : body) as { params?: unknown[] }).params ?? []);
        if (result === undefined) return outgoing.writeHead(500).end("no");
        return outgoing.writeHead(200).end(JSON.stringify({ jsonrpc: "2.0", id: 1, result }));
      })();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
