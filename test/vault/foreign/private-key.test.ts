import { expect } from "chai";
import { computeAddress, hexlify } from "ethers";
import fc from "fast-check";
import { parsePrivateKey } from "../../../src/vault/foreign/ethereum/private-key";
import { refusalOf } from "../../stage/refusal";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
describe("A private key as MetaMask shows it", function () {
  it("gives its account, with or without 0x", function () {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: ORDER - 1n }), fc.constantFrom("", "0x", "0X"), (value, prefix) => {
        const digits = value.toString(16).padStart(64, "0");
        const account = parsePrivateKey(` ${prefix}${digits}\n`, "a");
        expect(account.address).to.equal(computeAddress(`0x${digits}`));
        expect(account).to.include({ type: "ethereum", name: "a", secretKey: `0x${digits}` });
      }),
    );
  });

  const bad: readonly (readonly [name: string, text: string, words: string])[] = [
    ["63 digits", "1".repeat(63), "63 digits"],
    ["65 digits", "1".repeat(65), "65 digits"],
    ["nothing", "", "0 digits"],
    ["a phrase", "test test test junk", "no hexadecimal digits"],
    ["zero", "0".repeat(64), "zero"],
    ["the order of the curve", ORDER.toString(16), "order of the curve"],
    ["more than the order", hexlify(new Uint8Array(32).fill(255)), "order of the curve"],
    ["two prefixes", `0x0x${"1".repeat(60)}`, "no hexadecimal digits"],
  ];
  for (const [name, text, words] of bad) {
    it(`is refused, and not repeated, with ${name}`, async function () {
      const error = await refusalOf(() => parsePrivateKey(text, "a"));
      expect(error).to.include({ code: "BadPrivateKey", exitCode: 2 });
      expect(error.message).to.include(words);
      expect(error.message + error.next).to.not.match(/1{20}|junk|f{20}/);
    });
  }
});
