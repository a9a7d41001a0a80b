import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { expect } from "chai";
import { HDNodeWallet, Mnemonic } from "ethers";
import fc from "fast-check";
import { deriveEthereumAccount, parseEthereumPath } from "../../../src/vault/phrase/ethereum-account";
import { parsePhrase } from "../../../src/vault/phrase/phrase";
import { refusalOf } from "../../stage/refusal";

const PHRASE = "test test test test test test test test test test test junk";
const lengths = fc.constantFrom(16, 20, 24, 28, 32);
const phrases = lengths
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
  .map((entropy) => entropyToMnemonic(entropy, wordlist));

describe("A recovery phrase", function () {
  it("of 12 to 24 words is read, however it is spaced and capitalised", function () {
    fc.assert(
      fc.property(phrases, fc.constantFrom(" ", "  ", "\n", "\t ", "\u3000", "\u00a0"), (words, space) => {
        const spaced = ` ${words.toUpperCase().replaceAll(" ", space)}\n`;
        expect(parsePhrase(spaced)).to.deep.equal(parsePhrase(words));
        expect(parsePhrase(words).words).to.equal(words);
      }),
    );
  });

  it("is normalised (NFKD): full-width letters are letters", function () {
    const wide = PHRASE.replaceAll("t", "\uff54");
    expect(parsePhrase(wide).words).to.equal(PHRASE);
  });

  const refused: readonly (readonly [name: string, text: string, words: string])[] = [
    ["no word", "", "none"],
    ["11 words", PHRASE.slice(5), "11"],
    ["13 words", `test ${PHRASE}`, "13"],
    ["an unknown word", PHRASE.replace("junk", "junkk"), "word 12 of 12"],
    ["two unknown words", `tset ${PHRASE.slice(5).replace("junk", "junkk")}`, "words 1 and 12 of 12"],
    ["a wrong checksum", PHRASE.replace("junk", "test"), "checksum"],
    ["megabytes", "test ".repeat(500_000), "longer"],
  ];
  for (const [name, text, words] of refused) {
    it(`with ${name} is refused, and not repeated`, async function () {
      const error = await refusalOf(() => parsePhrase(text));
      expect(error).to.include({ code: "BadPhrase", exitCode: 2 });
      expect(error.message).to.include(words);
      expect(error.message + error.next).to.not.match(/junk|tset/);
    });
  }
});

describe("An Ethereum account of a phrase", function () {
  it("is the one that ethers derives, on any path and with any passphrase", function () {
    const steps = fc.array(fc.tuple(fc.nat(2 ** 31 - 1), fc.constantFrom("", "'")), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(phrases, steps, fc.string({ unit: "grapheme" }), (words, path, passphrase) => {
        const text = `m/${path.map(([index, mark]) => `${index}${mark}`).join("/")}`;
        const expected = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(words, passphrase), text);
        const account = deriveEthereumAccount(parsePhrase(words), "a", text, passphrase);
        expect(account.address).to.equal(expected.address);
        expect(account.secretKey).to.equal(expected.privateKey);
      }),
      { numRuns: 20 },
    );
  });

  it("is by default the first one of every wallet", function () {
    const account = deriveEthereumAccount(parsePhrase(PHRASE), "first");
    expect(account).to.include({
      address: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
      name: "first",
      type: "ethereum",
      path: "m/44'/60'/0'/0/0",
    });
  });

  it("knows the other sign for a hardened step, and the slash of polkadot-js", function () {
    expect(parseEthereumPath("m/44h/60H/0'/0/1")).to.equal("m/44'/60'/0'/0/1");
    expect(parseEthereumPath("/m/44'/60'/0'/0/1")).to.equal("m/44'/60'/0'/0/1");
  });

  for (const path of [
    "",
    "m",
    "44'/60'",
    "m/",
    "m/-1",
    "m/0x1",
    "m/2147483648",
    "m/1''",
    "m//1",
    "m/1/",
    "m".concat("/1".repeat(11)),
  ]) {
    it(`is refused on the path "${path}"`, async function () {
      const error = await refusalOf(() => parseEthereumPath(path));
      expect(error).to.include({ code: "BadPath", exitCode: 2 });
    });
  }
});
