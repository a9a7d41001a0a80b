import { expect } from "chai";
import { Mnemonic, Wallet } from "ethers";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encryptKeystore } from "../../src/chain/keystore";
import { findSecretInArguments } from "../../src/shared/secrets";
import { sealVault } from "../../src/vault/vault";
import { folderForFiles } from "../stage/command-line";
import { runInProcess } from "../stage/task-in-process";
import { newVault } from "../vault/cast";

/** Each is drawn for this test, and stands nowhere else. */
const PHRASE = Mnemonic.fromEntropy("0x6a09e667f3bcc908bb67ae8584caa73b").phrase;
const KEY = Wallet.fromPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow").privateKey;
const SEED = "c0ffee".padEnd(64, "5eed");
const CANARIES = {
  REGAIN_PASSWORD: "canary-of-a-file-6f1d",
  REGAIN_VAULT_PASSWORD: "canary-of-the-vault-93ab",
  REGAIN_NEW_VAULT_PASSWORD: "canary-of-the-vault-later-77e0",
  REGAIN_PIN: "739182640551",
  REGAIN_NEW_PIN: "918273640155",
  REGAIN_MNEMONIC: PHRASE,
  REGAIN_PRIVATE_KEY: KEY,
};
const { REGAIN_NEW_VAULT_PASSWORD: later, REGAIN_NEW_PIN: laterPin } = CANARIES;

describe("The secrets of a vault", function () {
  this.timeout(180_000);
  const path = folderForFiles();
  const written = () => path("written");
  const said: string[] = [];
  let succeeded = 0;

  /** As a person and as a machine reads it, in turn, whatever comes of it. */
  async function does(command: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const places = { REGAIN_STORE: join(written(), "operator.db"), REGAIN_STATE: join(written(), "state") };
    const args = command.split(" ").map((word) => word.replace(/^@/, `${written()}/`).replace(/^%/, path("/")));
    const json = said.length % 4 === 0 ? [] : ["--json"];
    const { code, stdout, stderr } = await runInProcess([...args, ...json], { ...CANARIES, ...places, ...env });
    said.push(stdout, stderr);
    if (code === 0) succeeded += 1;
  }

  before(async function () {
    await mkdir(written());
    await writeFile(join(written(), "v.json"), sealVault(await newVault({}, CANARIES.REGAIN_VAULT_PASSWORD)));
    await writeFile(path("phrase.txt"), `${PHRASE}//hard///canary-behind-the-path-55d2\n`);
    await writeFile(path("key.txt"), KEY);
    await writeFile(path("seed.txt"), SEED);
    const signer = new Wallet(KEY);
    await writeFile(path("signer.json"), await encryptKeystore(signer, CANARIES.REGAIN_PASSWORD, undefined, 2 ** 10));
  });

  it("stay inside, whatever a person does with it, right or wrong", async function () {
    const { address } = new Wallet(KEY);
    const wrong = { REGAIN_PASSWORD: "canary-that-is-wrong-1c9e", REGAIN_VAULT_PASSWORD: "canary-that-is-wrong-1c9e" };
    await does("vault pin --vault @v.json", { REGAIN_NEW_PIN: CANARIES.REGAIN_PIN });
    await does("account from-mnemonic --vault @v.json --type sr25519 --in %phrase.txt --backup --out @sub.json --yes");
    await does("account from-mnemonic --vault @v.json --path m/44'/60'/x --yes");
    await does("account from-mnemonic --vault @v.json --yes", { REGAIN_MNEMONIC: `${PHRASE} canal` });
    await does("account import-key --vault @v.json --name Imported");
    await does("account import-key --vault @v.json", { REGAIN_PRIVATE_KEY: `${KEY}ff` });
    await does("account import-key --vault @v.json --in %key.txt", { REGAIN_PIN: "739182640550" });
    await does(`account export --vault @v.json --address ${address} --out @out.json`);
    await does("account restore --vault @v.json --in @out.json", { REGAIN_PASSWORD: wrong.REGAIN_PASSWORD });
    await does(`account reveal-key --vault @v.json --address ${address}`);
    await does("vault privado --vault @v.json --in %seed.txt --did-network iden3:polygon:amoy");
    await does("vault privado --vault @v.json --did-network iden3:polygon:amoy", { REGAIN_PRIVATE_KEY: `${SEED}ff` });
    await does("vault export --vault @v.json --out @backup.json");
    await does("vault import --vault @w.json --in @backup.json");
    await does("vault import --vault @w.json --in @backup.json", wrong);
    await does("vault share --vault @v.json --out @share");
    await does("vault enroll --vault @v.json --keystore %signer.json --yes");
    await does(`vault push --vault @v.json --account ${address}`);
    await does(`vault pull --account ${address} --out @copy.json`);
    await does("vault recover --keystore %signer.json --vault @back.json");
    await does("vault recover --keystore %signer.json --vault @back.json", { REGAIN_PASSWORD: wrong.REGAIN_PASSWORD });
    await does("vault password --vault @v.json");
    await does("vault pin --vault @v.json", { REGAIN_VAULT_PASSWORD: later });
    await does("account list --vault @v.json", { REGAIN_VAULT_PASSWORD: later });

    const files = (await readdir(written(), { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")));
    expect(files.map(({ name }) => name)).to.include.members(["out.json", "sub.json", "back.json", "operator.db"]);
    expect(succeeded).to.be.greaterThan(12);
    const words = ["canary-", PHRASE.slice(0, 24), "winner thank", CANARIES.REGAIN_PIN, laterPin, KEY.slice(2), SEED];
    const everything = [...said, ...contents].join("\n").toLowerCase();
    for (const word of words) {
      const bytes = /^[0-9a-f]{64}$/.test(word) ? Buffer.from(word, "hex") : Buffer.from(word);
      const forms = [word, bytes.toString("hex"), bytes.toString("base64").slice(0, -4), bytes.toString("latin1")];
      for (const form of forms) expect(everything.includes(form.toLowerCase()), word).to.equal(false);
    }
  });

  it("are refused among the arguments, before a command can repeat them", function () {
    const commands = [
      `account import-key --key ${KEY}`,
      `account import-key ${KEY.slice(2)}`,
      `account from-mnemonic --phrase ${PHRASE}`,
      `account from-mnemonic --in ${PHRASE}`,
      "account from-mnemonic --path //hard///behind",
      "account restore --in a.json --password canary",
      "vault import --in a.json --vault-password=canary",
      "vault pin --new-pin 1234",
      "vault password --newPassword canary",
      `vault privado --seed ${SEED}`,
    ];
    for (const command of commands) {
      expect(findSecretInArguments(command.split(" ")), command.slice(0, 24)).to.not.equal(undefined);
    }
    expect(findSecretInArguments("vault pin --vault a.json --forgotten".split(" "))).to.equal(undefined);
  });
});
