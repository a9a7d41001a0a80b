import { expect } from "chai";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { network } from "hardhat";
import { openByPassword, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import { folderForFiles, refusalIn, type Finished } from "../stage/command-line";
import { runInProcess } from "../stage/task-in-process";
import { HOLDERS, newVault, PASSWORD, walletAt } from "../vault/cast";

const SECRETS = { REGAIN_VAULT_PASSWORD: PASSWORD, REGAIN_PASSWORD: "another password" };
const account = walletAt(1).address;

describe("A vault in the operator's database", function () {
  this.timeout(120_000);
  const path = folderForFiles();
  const mine = () => path("mine.json");

  async function does(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const places = { REGAIN_STORE: path("operator.db"), REGAIN_STATE: path("state") };
    return runInProcess([...command, "--json"], { ...SECRETS, ...places, ...env });
  }
  async function done(...command: readonly string[]): Promise<object> {
    const { code, stdout, stderr } = await does(command);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as object;
  }
  const recover = (vault: string, env: Readonly<Record<string, string>> = {}) =>
    does(["vault", "recover", "--signer", account, "--vault", vault], env);

  before(async function () {
    await writeFile(mine(), sealVault(await newVault()), { mode: 0o600 });
    await mkdir(path("elsewhere"));
    await done("vault", "enroll", "--vault", mine(), "--signer", "1");
  });

  it("lies there as ciphertext, found by its account", async function () {
    expect(refusalIn(await does(["vault", "pull", "--account", account, "--out", path("early.json")]))).to.include({
      code: "NoVault",
      exitCode: 3,
    });
    await done("vault", "push", "--vault", mine(), "--account", account);
    await done("vault", "pull", "--account", account, "--out", path("elsewhere/copy.json"));
    expect(await readFile(path("elsewhere/copy.json"), "utf8")).to.equal(await readFile(mine(), "utf8"));
    const stored = (await readFile(path("operator.db"))).toString("latin1");
    expect(stored.toLowerCase()).to.contain(account.toLowerCase());
    const { identities, accounts, addressBook, claims } = HOLDERS;
    const [identity, contact] = [identities[0]!, addressBook[0]!];
    const inside = [identity.name, identity.address, accounts[0]!.name, contact.name, contact.address, contact.note];
    const [claim] = claims;
    if (claim?.kind === "claim") inside.push(claim.issuer, claim.signature, claim.uri);
    for (const text of inside) expect(stored.toLowerCase()).to.not.contain(text.replace(/^0x/, "").toLowerCase());
  });

  it("is not replaced by another vault of the same account, unless somebody says so", async function () {
    const other = path("other.json");
    await writeFile(other, sealVault(await newVault()), { mode: 0o600 });
    await done("vault", "enroll", "--vault", other, "--signer", "1");
    const push = ["vault", "push", "--vault", other, "--account", account];
    expect(refusalIn(await does(push))).to.include({ code: "OtherVault", exitCode: 3 });
    const stranger = await does(["vault", "push", "--vault", other, "--account", walletAt(3).address]);
    expect(refusalIn(stranger)).to.include({ code: "NotEnrolled", exitCode: 4 });
  });

  it("brings identity and claims back on an empty computer, by the account's signature alone", async function () {
    const vault = path("elsewhere/vault.json");
    const newPassword = { REGAIN_VAULT_PASSWORD: "the password of another computer" };
    const { code, stdout, stderr } = await recover(vault, newPassword);
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.include({ accounts: 1, addresses: 1, claims: 2 });
    expect(stderr).to.contain("Open my Regain vault").and.to.contain("Sign it in Regain only");
    const opened = await openByPassword(parseVault(await readFile(vault, "utf8")), newPassword.REGAIN_VAULT_PASSWORD);
    expect(opened.payload).to.deep.equal(HOLDERS);
  });

  for (const [name, code, answer] of [
    ["declined", "SignatureDeclined", { error: { code: 4001, message: "User denied the signature" } }],
    ["altered", "SignatureInvalid", { result: `0x${"12".repeat(64)}1b` }],
    ["cut off", "SignatureInvalid", { result: "0x1234" }],
  ] as const) {
    it(`stays as it is when the signature is ${name}`, async function () {
      const before = await readdir(path("elsewhere"));
      const stored = await readFile(path("operator.db"));
      const wallet = await walletThatAnswers(answer);
      try {
        const { port } = wallet.address() as AddressInfo;
        const refused = await recover(path("elsewhere/none.json"), { REGAIN_SIGNER_URL: `http://127.0.0.1:${port}` });
        expect(refusalIn(refused)).to.include({ code, exitCode: 4 });
        expect(refusalIn(refused).message).to.contain(account).and.to.contain("Nothing was changed");
      } finally {
        wallet.close();
      }
      expect(await readdir(path("elsewhere"))).to.deep.equal(before);
      expect(await readFile(path("operator.db"))).to.deep.equal(stored);
    });
  }

  it("takes no contract as a key, and says why", async function () {
    const contract = walletAt(5).address;
    const before = await readFile(mine(), "utf8");
    await network.provider.send("hardhat_setCode", [contract, "0x60006000fd"]);
    const refused = await does(["vault", "enroll", "--vault", mine(), "--signer", contract]);
    await network.provider.send("hardhat_setCode", [contract, "0x"]);
    expect(refusalIn(refused)).to.include({ code: "ContractWallet", exitCode: 3 });
    expect(refusalIn(refused).message).to.contain("is a contract: it has no key");
    expect(await readFile(mine(), "utf8")).to.equal(before);
  });
});

/** A connected wallet that gives every question the same answer. */
async function walletThatAnswers(answer: object): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, ...answer }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
