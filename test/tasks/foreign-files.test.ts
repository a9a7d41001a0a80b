import { expect } from "chai";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TaskOutput } from "../../tasks/io/run";
import { readAccountSource } from "../../tasks/account/work/account-sources";
import { readSource } from "../../tasks/vault/work/sources";
import { folderForFiles, hardhat } from "../stage/command-line";
import { refusalOf } from "../stage/refusal";

const VAULT_PASSWORD = "canary vault password";
const VECTORS = join(__dirname, "../vault/vectors");
const NETWORK = { chainId: "31337", genesisHash: null };
const SEED = "7365656473656564736565647365656473656564736565647365656473656564";
const DID = "did:iden3:polygon:amoy:xCRp75DgAdS63W65fmXHz6p9DwdonuRU9e46DifhX";
const SILENT: TaskOutput = { forMachines: true, say: () => undefined, progress: () => undefined };

describe("Other wallets' files on the command line", function () {
  const path = folderForFiles();

  async function done(command: readonly string[], vault: string, password: string): Promise<object> {
    const env = { REGAIN_PASSWORD: password, REGAIN_VAULT_PASSWORD: VAULT_PASSWORD };
    const { code, stdout, stderr } = await hardhat([...command, "--vault", path(vault), "--json"], env);
    expect(code, stderr).to.equal(0);
    expect(stdout + stderr)
      .to.not.include(VAULT_PASSWORD)
      .and.not.include(SEED);
    return JSON.parse(stdout) as object;
  }

  it("become accounts in a vault that shows nothing of them", async function () {
    const file = join(VECTORS, "polkadot/upstream/keyring.index.spec.ts-L418.json");
    const address = "0x4119b2e6c3Cb618F4f0B93ac77f9BeeC7FF02887";
    const result = await done(["account", "restore", "--in", file], "account.json", "password");
    expect(result).to.deep.include({ address, type: "ethereum", evm: true });
    expect(await readFile(path("account.json"), "utf8")).to.not.match(/4119b2e6/i);
  });

  it("become identities with their accounts, addresses and credentials", async function () {
    const command = ["vault", "import", "--in", join(VECTORS, "concordium/wallet-export.json")];
    const result = await done(command, "concordium.json", "secret6");
    expect(result).to.deep.include({ accounts: 1, addresses: 2, claims: 2, skipped: [], replaced: [] });
    expect(result).to.have.nested.property("identities[0].name", "My ID");
    expect(result).to.have.nested.property(
      "identities[0].accounts[0]",
      "3urFJGp9AaU62fQ3DEfCczqJwVt9V3F1gjE5PPBaYgqBD6rqPB",
    );
    expect(JSON.stringify(result)).to.include("not authenticated").and.include("10000");
  });

  it("become a DID again from Privado's seed", async function () {
    await writeFile(path("seed.txt"), `${SEED}\n`);
    const command = ["vault", "privado", "--did-network", "iden3:polygon:amoy", "--in", path("seed.txt")];
    const result = await done(command, "privado.json", "unused password");
    expect(result).to.deep.include({ identities: [{ name: "Privado", address: DID, accounts: [] }] });
    expect(await readFile(path("privado.json"), "utf8")).to.not.include(SEED);
  });
});

describe("Other wallets' files", function () {
  const before = process.env["REGAIN_PASSWORD"];
  afterEach(function () {
    if (before === undefined) delete process.env["REGAIN_PASSWORD"];
    else process.env["REGAIN_PASSWORD"] = before;
  });

  async function restore(file: string, password: string) {
    process.env["REGAIN_PASSWORD"] = password;
    const source = await readAccountSource(join(VECTORS, file));
    return { about: source.about, accounts: await source.open(NETWORK) };
  }

  async function importFile(file: string, password: string) {
    process.env["REGAIN_PASSWORD"] = password;
    return (await readSource(join(VECTORS, file), SILENT)).open(NETWORK);
  }

  it("show whose they are before a password is asked for", async function () {
    const { about, accounts } = await restore("polkadot/ecdsa.json", "passw0rd");
    expect(about).to.have.length(1);
    expect(about[0]).to.include({ name: "vector ecdsa", address: accounts[0]!.address });
    expect(accounts[0]).to.include({ type: "ecdsa", chain: "polkadot:*", name: "vector ecdsa" });
  });

  it("become several accounts at once from the extension's batch", async function () {
    const { accounts } = await restore("polkadot/batch-extension.json", "batch-passw0rd");
    expect(accounts.map(({ name, type }) => `${name} ${type}`)).to.deep.equal([
      "one sr25519",
      "two ed25519",
      "three ecdsa",
    ]);
  });

  it("of several accounts are imported as well as restored", async function () {
    const { items } = await importFile("polkadot/batch-extension.json", "batch-passw0rd");
    expect(items.accounts.map(({ name }) => name)).to.deep.equal(["one", "two", "three"]);
  });

  const wrongAccounts: readonly (readonly [
    name: string,
    file: string,
    password: string,
    code: string,
    exit: number,
  ])[] = [
    ["another account's address", "polkadot/bad-address-mismatch.json", "passw0rd", "FileDamaged", 7],
    ["an end that is missing", "polkadot/bad-truncated.json", "passw0rd", "FileDamaged", 7],
    ["a wrong password", "polkadot/upstream/keyring.index.spec.ts-L79.json", "wrong", "WrongPassword", 4],
    ["an export inside", "concordium/wallet-export.json", "secret6", "OtherKind", 2],
  ];
  for (const [name, file, password, code, exitCode] of wrongAccounts) {
    it(`are refused as accounts with ${name}`, async function () {
      expect(await refusalOf(() => restore(file, password))).to.include({ code, exitCode });
    });
  }

  const wrongExports: readonly (readonly [name: string, file: string, password: string, code: string, exit: number])[] =
    [
      ["no salt", "concordium/bad-missing-salt.json", "secret6", "SchemaRefused", 2],
      ["a phone's data", "concordium/mobile-wallet-export.json", "secret6", "MobileExport", 2],
      ["a wrong password", "concordium/wallet-export.json", "secret7", "WrongPassword", 4],
      ["one account inside", "polkadot/sr25519.json", "passw0rd", "OtherKind", 2],
    ];
  for (const [name, file, password, code, exitCode] of wrongExports) {
    it(`are refused as exports with ${name}`, async function () {
      expect(await refusalOf(() => importFile(file, password))).to.include({ code, exitCode });
    });
  }
});
