import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { encryptKey } from "../../src/vault/accounts/account-key";
import { keptAccount } from "../../src/vault/accounts/kept-account";
import { makePin } from "../../src/vault/pin";
import { openAccount, pairFromSeed } from "../../src/vault/keys/key-pair";
import { sealVault } from "../../src/vault/vault";
import { NETWORK, newVault, PASSWORD } from "../vault/cast";
import { ROOT, run } from "./command";
import { expectRefusal } from "./refusals";
import { typeInto, type Answers } from "./typing";

const ACCOUNT = openAccount(pairFromSeed("ethereum", new Uint8Array(32).fill(0xca)), "Savings");
const ACCOUNT_PASSWORD = "the account's own";
const PIN = "480627";
const KEY = ACCOUNT.secretKey.slice(2);
const [ALTERNATE_SCREEN, BACK] = ["\u001b[?1049h", "\u001b[?1049l"];

describe("npx hardhat account reveal-key, on a terminal", function () {
  this.timeout(300_000);
  let folder: string;
  before(async () => {
    mkdirSync(join(ROOT, "cache"), { recursive: true });
    folder = mkdtempSync(join(ROOT, "cache", "cli-"));
    const key = await encryptKey(ACCOUNT, ACCOUNT_PASSWORD, "web3", { N: 2 ** 10, p: 1, r: 8 });
    const accounts = [keptAccount(ACCOUNT, key, "created", NETWORK)];
    const settings = { pin: await makePin(PIN, { memoryKiB: 8, passes: 1, lanes: 1 }) };
    const payload = { identities: [], accounts, addressBook: [], claims: [], settings };
    writeFileSync(join(folder, "vault.json"), sealVault(await newVault({ payload })), { mode: 0o600 });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const command = ["account", "reveal-key", "--address", ACCOUNT.address];
  const reveal = (answers: Answers) => typeInto(command, { cwd: folder, env: { REGAIN_STATE: folder } }, answers);
  const wrongPin: Answers = [
    [/Password of the vault/, `${PASSWORD}\r`],
    [/PIN:/, "000000\r"],
  ];

  it("counts wrong PINs, in one process and the next: here one is left, on a computer without a record", async () => {
    const first = await reveal(wrongPin);
    expect(first.screen).to.contain("no record").and.to.contain("✖ PinLocked");
    expect(first.code).to.equal(4);
    expect(first.bytes).to.not.contain(KEY);
    const second = await reveal([[/Password of the vault/, `${PASSWORD}\r`]]);
    expect(second.screen).to.contain("✖ PinLocked").and.to.contain("npx hardhat vault pin");
  });

  it("is unlocked with the vault's password, which sets another PIN, typed twice", async () => {
    const { code, screen } = await typeInto(["vault", "pin"], { cwd: folder, env: { REGAIN_STATE: folder } }, [
      [/Password of the vault/, `${PASSWORD}\r`],
      [/A new PIN/, `${PIN}\r`],
      [/The same again/, `${PIN}\r`],
    ]);
    expect(screen).to.contain("✔ The PIN was replaced");
    expect(code).to.equal(0);
  });

  it("tells how many attempts are left, and shows the key once, on a screen that is gone afterwards", async () => {
    const wrong = await reveal(wrongPin);
    expect(wrong.screen).to.contain("✖ WrongPin").and.to.contain("4 attempts are left");
    const { code, bytes, screen } = await reveal([
      [/Password of the vault/, `${PASSWORD}\r`],
      [/PIN:/, `${PIN}\r`],
      [/Password of 0x/, `${ACCOUNT_PASSWORD}\r`],
      [/once it is written down/, "\r"],
    ]);
    expect(code, screen).to.equal(0);
    expect(bytes.split(KEY)).to.have.length(2);
    const [before = "", shown = "", after = ""] = bytes.split(new RegExp(`(?<=\\${ALTERNATE_SCREEN})|(?=\\${BACK})`));
    expect([before, shown, after].map((part) => part.includes(KEY))).to.deep.equal([false, true, false]);
    for (const secret of [PASSWORD, ACCOUNT_PASSWORD, PIN]) expect(bytes).to.not.contain(secret);
  });

  it("is refused in a pipe, and as JSON on a terminal", async () => {
    const env = { REGAIN_STATE: folder, REGAIN_VAULT_PASSWORD: PASSWORD, REGAIN_PIN: PIN };
    const secrets = { ...env, REGAIN_PASSWORD: ACCOUNT_PASSWORD };
    const piped = await run([...command, "--json"], { cwd: folder, env: secrets });
    expectRefusal(piped, "TerminalRequired", 2, ["terminal only"], ["npx hardhat account export"]);
    const asJson = await typeInto([...command, "--json"], { cwd: folder, env: secrets }, []);
    expect(asJson.screen).to.contain("TerminalRequired").and.not.to.contain(KEY);
  });
});
