import { expect } from "chai";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openByPassword, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import { folderForFiles, refusalIn, type Finished } from "../stage/command-line";
import { runInProcess } from "../stage/task-in-process";
import { newVault, walletAt } from "../vault/cast";

const OLD = { REGAIN_VAULT_PASSWORD: "the old vault password", REGAIN_PIN: "480627" };
const NEW_PIN = { REGAIN_NEW_PIN: "913355" };
const WRONG = { REGAIN_PIN: "000000" };

describe("npx hardhat vault pin, vault password", function () {
  this.timeout(120_000);
  const path = folderForFiles();
  const vault = () => path("vault.json");

  async function does(command: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const given = { ...OLD, REGAIN_PASSWORD: "an account's password", REGAIN_STATE: path("state"), ...env };
    return runInProcess([...command.split(" "), "--vault", vault(), "--json"], given);
  }

  /** How an attempt at the PIN is refused. */
  async function tryPin(env: Readonly<Record<string, string>> = {}): Promise<string> {
    return refusalIn(await does(`account import-key --in ${path("key.txt")}`, env)).code;
  }

  async function pinIs(change: string, command = "vault pin", env: Readonly<Record<string, string>> = {}) {
    const { code, stdout, stderr } = await does(command, { ...NEW_PIN, ...env });
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ vault: vault(), pin: change });
  }

  async function fresh(): Promise<void> {
    const payload = { identities: [], accounts: [], addressBook: [], claims: [], settings: {} };
    await writeFile(vault(), sealVault(await newVault({ payload }, OLD.REGAIN_VAULT_PASSWORD)), { mode: 0o600 });
    await writeFile(path("key.txt"), `${walletAt(1).privateKey}\n`);
  }

  it("sets a PIN, and changes it for whoever knows it", async function () {
    await fresh();
    await pinIs("set", "vault pin", { REGAIN_NEW_PIN: OLD.REGAIN_PIN });
    expect(refusalIn(await does("vault pin", { ...NEW_PIN, ...WRONG }))).to.include({ code: "WrongPin", exitCode: 4 });
    await pinIs("changed");
    expect(await tryPin()).to.equal("WrongPin");
    const used = await does(`account import-key --in ${path("key.txt")}`, { REGAIN_PIN: NEW_PIN.REGAIN_NEW_PIN });
    expect(used.code, used.stderr).to.equal(0);
  });

  it("unlocks a PIN that was wrong five times, with the vault's password only", async function () {
    await fresh();
    await pinIs("set", "vault pin", { REGAIN_NEW_PIN: OLD.REGAIN_PIN });
    const answers: string[] = [];
    for (let attempt = 1; attempt <= 6; attempt++) answers.push(await tryPin(WRONG));
    expect(answers).to.deep.equal([...Array<string>(4).fill("WrongPin"), "PinLocked", "PinLocked"]);
    expect(await tryPin()).to.equal("PinLocked");
    const stranger = await does("vault pin", { ...NEW_PIN, REGAIN_VAULT_PASSWORD: "another password" });
    expect(refusalIn(stranger)).to.include({ code: "WrongPassword", exitCode: 4 });
    await copyFile(vault(), path("locked.json"));
    await pinIs("replaced");
    await copyFile(path("locked.json"), vault());
    const putBack = await does("vault pin --forgotten", NEW_PIN);
    expect(putBack.stderr).to.include("An older copy of the vault was put back");
  });

  it("lets no copy from before the PIN choose another one unnoticed", async function () {
    await fresh();
    await copyFile(vault(), path("before.json"));
    await pinIs("set", "vault pin", { REGAIN_NEW_PIN: OLD.REGAIN_PIN });
    await copyFile(path("before.json"), vault());
    const attempt = refusalIn(await does(`account import-key --in ${path("key.txt")}`));
    expect(attempt).to.include({ code: "PinRemoved", exitCode: 4 });
    expect(attempt.message).to.include("an older copy of it was put back");
    await pinIs("replaced");
  });

  it("leaves no record of a PIN that was never kept", async function () {
    await fresh();
    await writeFile(path("phrase.txt"), "test test test test test test test test test test test junk");
    const before = await readdir(join(path("state"), "pin-attempts"));
    const refused = await does(`account from-mnemonic --in ${path("phrase.txt")} --yes`, { REGAIN_PASSWORD: "short" });
    expect(refusalIn(refused).code).to.equal("PasswordTooShort");
    expect(await readdir(join(path("state"), "pin-attempts"))).to.deep.equal(before);
  });

  it("gives the vault another password, and refuses a short one", async function () {
    await fresh();
    const before = await readFile(vault(), "utf8");
    const short = await does("vault password", { REGAIN_NEW_VAULT_PASSWORD: "12345" });
    expect(refusalIn(short)).to.include({ code: "PasswordTooShort", exitCode: 2 });
    expect(await readFile(vault(), "utf8")).to.equal(before);
    const { code, stdout, stderr } = await does("vault password", { REGAIN_NEW_VAULT_PASSWORD: "the new one, longer" });
    expect(code, stderr).to.equal(0);
    expect(stdout + stderr)
      .to.not.include("the new one")
      .and.not.include(OLD.REGAIN_VAULT_PASSWORD);
    expect(refusalIn(await does("account list")).code).to.equal("WrongPassword");
    const opened = await openByPassword(parseVault(await readFile(vault(), "utf8")), "the new one, longer");
    expect(opened.header.slots).to.have.length(1);
  });
});
