import { expect } from "chai";
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createKeystore, openKeystore, parseKeystore } from "../../src/chain/keystore";
import { createVault, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import { folderForFiles, hardhat, refusalIn, type Finished } from "../stage/command-line";
import { CHEAP, HOLDERS, NETWORK, walletAt } from "../vault/cast";

const VECTORS = join(__dirname, "../vault/vectors");
const PASSWORD = "canary-file-password";
const SECRETS = { REGAIN_PASSWORD: PASSWORD, REGAIN_VAULT_PASSWORD: "canary-vault-password", REGAIN_PIN: "480627" };
const CANARIES = [...Object.values(SECRETS), "test test test", walletAt(1).privateKey.slice(2)];

const ALL = { identities: 1, accounts: 1, addresses: 1, claims: 2 };
const NONE = { identities: 0, accounts: 0, addresses: 0, claims: 0 };

interface Imported {
  readonly identities: readonly { readonly name: string; readonly accounts: readonly string[] }[];
  readonly accounts: number;
  readonly added: typeof ALL;
  readonly skipped: readonly object[];
}

describe("npx hardhat vault, account", function () {
  this.timeout(240_000);
  const path = folderForFiles();
  const outputs: string[] = [];

  async function does(command: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const args = command.split(" ").map((word) => (word.startsWith("@") ? path(word.slice(1)) : word));
    const finished = await hardhat([...args, "--json"], { ...SECRETS, REGAIN_STATE: path("state"), ...env });
    outputs.push(finished.stdout, finished.stderr);
    return finished;
  }

  async function answerOf<T>(command: string, env: Readonly<Record<string, string>> = {}): Promise<T> {
    const { code, stdout, stderr } = await does(command, env);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as T;
  }

  before(async function () {
    const made = { kind: "backup" as const, createdAt: new Date(), payload: HOLDERS };
    const backupOn = async (chainId: string): Promise<string> =>
      sealVault(await createVault({ ...made, network: { ...NETWORK, chainId } }, PASSWORD, CHEAP));
    await writeFile(path("backup.json"), await backupOn("31337"));
    await writeFile(path("elsewhere.json"), await backupOn("1"));
    await writeFile(path("phrase.txt"), "test test test test test test test test test test test junk\n");
    await writeFile(path("key.txt"), `${walletAt(1).privateKey}\n`);
  });

  it("imports a backup on an empty computer: everything is there, in a file for its owner alone", async function () {
    const dry = await answerOf<Imported>("vault import --in @backup.json --vault @a.json --dry-run");
    expect(dry.added).to.deep.equal(ALL);
    expect(await readdir(dirname(path("a.json")))).to.not.include("a.json");
    const imported = await answerOf<Imported>("vault import --in @backup.json --vault @a.json");
    expect(imported.added).to.deep.equal(ALL);
    expect(imported.identities[0]).to.deep.include({ name: "My passport", accounts: [walletAt(1).address] });
    expect((await stat(path("a.json"))).mode & 0o777).to.equal(0o600);
  });

  it("carries it to another computer, where a second import changes nothing", async function () {
    await answerOf("vault export --vault @a.json --out @carried.json");
    await answerOf("vault import --in @carried.json --vault @b.json");
    const before = await readFile(path("carried.json"), "utf8");
    expect(refusalIn(await does("vault export --vault @a.json --out @carried.json"))).to.include({
      code: "WouldOverwrite",
      exitCode: 7,
    });
    expect(await readFile(path("carried.json"), "utf8")).to.equal(before);
    const again = await answerOf<Imported>("vault import --in @carried.json --vault @b.json");
    expect(again).to.deep.include({ added: NONE, accounts: 1 });
    expect(again.skipped).to.have.length(5);
  });

  it("refuses files of another kind or network before a password is asked for, and says what takes them", async function () {
    const noPasswords = { REGAIN_PASSWORD: "", REGAIN_VAULT_PASSWORD: "" };
    const keystore = join(VECTORS, "ethereum/v3-ethers-default.json");
    const refused: readonly (readonly [string, string])[] = [
      ["vault import --in @elsewhere.json --vault @a.json", "WrongNetwork"],
      ["vault import --in @a.json --vault @b.json", "OtherKind"],
      ["vault export --vault @backup.json --out @none.json", "OtherKind"],
      [`vault import --in ${keystore} --vault @a.json`, "OtherKind"],
      ["account restore --in @backup.json --vault @a.json", "OtherKind"],
    ];
    for (const [command, code] of refused) {
      expect(refusalIn(await does(command, noPasswords)), command).to.include({ code, exitCode: 2 });
    }
  });

  it("opens by an enrolled account's signature, from the operator's store, on an empty computer", async function () {
    const { address } = walletAt(1);
    await answerOf("vault enroll --vault @a.json --signer 1");
    await answerOf(`vault push --vault @a.json --account ${address} --store @store`);
    for (const name of await readdir(path("store"))) {
      expect(parseVault(await readFile(join(path("store"), name), "utf8")).header.kind).to.equal("vault");
    }
    const recovered = await answerOf<Imported>("vault recover --store @store --signer 1 --vault @empty.json");
    expect(recovered.added).to.deep.equal(ALL);
    const before = await readFile(path("a.json"), "utf8");
    const other = refusalIn(await does("vault recover --in @a.json --signer 2 --vault @other.json"));
    expect(other).to.include({ code: "NotEnrolled", exitCode: 4 });
    expect(other.message).to.include(walletAt(2).address);
    expect(await readdir(dirname(path("a.json")))).to.not.include("other.json");
    expect(await readFile(path("a.json"), "utf8")).to.equal(before);
  });

  it("opens by recovery shares, and not by too few", async function () {
    await answerOf("vault share --vault @a.json --shares 3 --threshold 2 --out @share");
    const shares = [path("share-1.json"), path("share-3.json")];
    await answerOf(`vault recover --in @a.json --shares ${shares.join(",")} --vault @shared.json`);
    const few = await does(`vault recover --in @a.json --shares ${path("share-1.json")} --vault @few.json`);
    expect(refusalIn(few)).to.include({ code: "SharesRefused", exitCode: 4 });
  });

  it("restores single accounts of other wallets, and writes files that ethers opens", async function () {
    const env = { REGAIN_PASSWORD: "passw0rd" };
    const web3 = join(VECTORS, "ethereum/v3-ethers-default.json");
    const polkadot = join(VECTORS, "polkadot/sr25519.json");
    expect(await answerOf(`account restore --in ${web3} --vault @acc.json --name Main`, env)).to.deep.include({
      address: walletAt(0).address,
      name: "Main",
      type: "ethereum",
      evm: true,
    });
    expect(await answerOf(`account restore --in ${polkadot} --vault @acc.json`, env)).to.deep.include({
      address: "5FbSap4BsWfjyRhCchoVdZHkDnmDm3NEgLZ25mesq4aw2WvX",
      name: "vector sr25519",
      type: "sr25519",
      evm: false,
    });
    await answerOf(`account export --address ${walletAt(0).address} --vault @acc.json --out @out.json`, env);
    const wallet = await openKeystore(parseKeystore(await readFile(path("out.json"), "utf8")), "passw0rd");
    expect(wallet.address).to.equal(walletAt(0).address);
  });

  it("counts wrong PINs, also when an older copy of the vault is put back", async function () {
    const wrong = { REGAIN_PIN: "111111" };
    const phrase = "account from-mnemonic --in @phrase.txt --vault @pin.json --backup --out @main.json";
    expect(await answerOf(phrase)).to.include({ address: walletAt(0).address, evm: true });
    await copyFile(path("pin.json"), path("old.json"));
    const attempt = "account import-key --in @key.txt --vault @pin.json";
    expect(refusalIn(await does(attempt, wrong)).message).to.include("4 attempts are left");
    await copyFile(path("old.json"), path("pin.json"));
    const second = await does(attempt, wrong);
    expect(refusalIn(second)).to.include({ code: "WrongPin", exitCode: 4 });
    expect(refusalIn(second).message).to.include("3 attempts are left");
    expect(second.stderr).to.include("An older copy of the vault was put back");
    expect(await answerOf(attempt)).to.include({ address: walletAt(1).address, origin: "imported key" });
  });

  it("shows a key on a terminal only", async function () {
    const shown = await does(`account reveal-key --address ${walletAt(1).address} --vault @pin.json`);
    expect(refusalIn(shown)).to.include({ code: "TerminalRequired", exitCode: 2 });
  });

  it("lets no password, PIN, phrase or key out: not in output, and in no file that it writes", async function () {
    await mkdir(path("state"), { recursive: true });
    const { json } = await createKeystore(PASSWORD, undefined, 2);
    outputs.push(json);
    const written = (await readdir(dirname(path("x")), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !["phrase.txt", "key.txt"].includes(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(written.length).to.be.greaterThan(12);
    const texts = [...outputs, ...(await Promise.all(written.map((file) => readFile(file, "utf8"))))];
    for (const canary of CANARIES) {
      for (const text of texts) expect(text.toLowerCase()).to.not.include(canary.toLowerCase());
    }
  });
});
