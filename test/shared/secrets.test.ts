import { expect } from "chai";
import { findSecretInArguments } from "../../src/shared/secrets";

const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const PHRASE = "test test test test test test test test test test test junk";

describe("A secret on the command line", function () {
  const found: readonly (readonly [args: readonly string[], option: string])[] = [
    [["wallet", "create", "--password", "hunter2"], "--password"],
    [["wallet", "create", "--password=hunter2"], "--password"],
    [["wallet", "create", "--new-passphrase", "x"], "--new-passphrase"],
    [["wallet", "create", "--privateKey", "x"], "--private-key"],
    [["wallet", "create", "--private_key", "x"], "--private-key"],
    [["wallet", "create", "-mnemonic", "x"], "--mnemonic"],
    [["wallet", "create", "--seed", "x"], "--seed"],
    [["wallet", "create", "--pin", "1234"], "--pin"],
    [["wallet", "create", "--secret", "x"], "--secret"],
    [["wallet", "accept", "--keystore", KEY], "--keystore"],
    [["wallet", "accept", `--keystore=${KEY.slice(2)}`], "--keystore"],
    [["wallet", "accept", KEY], "argument 3"],
    [["recovery", "status", "--case", KEY, KEY], "argument 5"],
    [["wallet", "accept", "--keystore", PHRASE], "--keystore"],
    [["wallet", "accept", "--keystore", ...PHRASE.split(" ")], "--keystore"],
    [["account", "from-mnemonic", "--path", "//polkadot///hunter2"], "--path"],
    [["wallet", "accept", `  ${PHRASE}\t${PHRASE} `], "argument 3"],
  ];
  for (const [args, option] of found) {
    it(`is found and named, not repeated: ${args.slice(2).join(" ").slice(0, 30)}…`, function () {
      expect(findSecretInArguments(args)).to.equal(option);
    });
  }

  it("is not what is public although it is 32 bytes long", function () {
    for (const option of [
      "--case",
      "--case-id",
      "--evidence",
      "--data",
      "--hash",
      "--hashes",
      "--salt",
      "--plan-hash",
    ]) {
      expect(findSecretInArguments(["recovery", "status", option, KEY])).to.equal(undefined);
      expect(findSecretInArguments(["recovery", "status", `${option}=${KEY}`])).to.equal(undefined);
    }
  });

  it("is not an ordinary command", function () {
    const preview =
      "recovery preview --lost 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --tokens 0xab,0xcd --out p.json";
    expect(findSecretInArguments(preview.split(" "))).to.equal(undefined);
    expect(findSecretInArguments(["test", "test/shared/secrets.test.ts", "--bail"])).to.equal(undefined);
    expect(findSecretInArguments(["claims", "sign", "--text", "a short text of a few words"])).to.equal(undefined);
    expect(findSecretInArguments(["run", "--opinion", "x", "--seeding", "y", "--"])).to.equal(undefined);
    expect(findSecretInArguments(["account", "from-mnemonic", "--path", "//polkadot/0"])).to.equal(undefined);
    expect(findSecretInArguments([])).to.equal(undefined);
  });
});
