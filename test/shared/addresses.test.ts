import { expect } from "chai";
import { getAddress, getIcapAddress, hexlify, randomBytes } from "ethers";
import fc from "fast-check";
import { looksLike, parseAddress, parseHash32, parseWallet } from "../../src/shared/addresses";
import { EXIT } from "../../src/shared/errors";
import { refusalOf } from "../stage/refusal";

const GOOD = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

describe("An address on the command line", function () {
  it("is taken in its checksummed form, and in no other", function () {
    expect(parseAddress(GOOD, "the lost wallet")).to.equal(GOOD);
    expect(parseAddress("0x1111111111111111111111111111111111111111", "the token")).to.have.length(42);
  });

  const refused: readonly (readonly [name: string, text: string, says: RegExp, shows: boolean])[] = [
    ["all lowercase", GOOD.toLowerCase(), /all lowercase/, true],
    ["all uppercase", `0x${GOOD.slice(2).toUpperCase()}`, /all uppercase/, true],
    ["without 0x", GOOD.slice(2), /lacks 0x/, true],
    ["without 0x, lowercase", GOOD.slice(2).toLowerCase(), /lacks 0x/, true],
    ["with 0X", GOOD.replace("0x", "0X"), /0X instead of 0x/, false],
    ["an ICAP address", getIcapAddress(GOOD), /ICAP/, true],
    ["an ICAP address with a wrong check digit", `XE00${getIcapAddress(GOOD).slice(4)}`, /ICAP/, false],
    ["a name", "holder.eth", /is a name/, false],
    ["with a Cyrillic letter", GOOD.replace("d", "\u0430"), /U\+0430 at position/, false],
    ["with a full-width digit", GOOD.replace("7", "\uff17"), /U\+FF17 at position 3/, false],
    ["with an invisible character", `${GOOD}\u200b`, /U\+200B at position 43/, false],
    ["with a character outside the basic plane", `0x\u{1d7d8}${GOOD.slice(3)}`, /U\+1D7D8 at position 3/, false],
    ["with a space before it", ` ${GOOD}`, /white space at position 1/, false],
    ["with a line break after it", `${GOOD}\n`, /white space at position 43/, false],
    ["of 39 digits", GOOD.slice(0, -1), /39 digits/, false],
    ["of 41 digits", `${GOOD}0`, /41 digits/, false],
    ["with a letter that is no digit", `0xO${GOOD.slice(3)}`, /"O" at position 3/, false],
    ["with a wrong checksum", GOOD.replace("C", "c"), /wrong checksum/, false],
    ["empty", "", /is empty/, false],
    ["a word", "lost", /does not start with 0x/, false],
  ];
  for (const [name, text, says, shows] of refused) {
    it(`is refused ${/^(an?|with|of|without) /.test(name) ? "" : "when it is "}${name}, and told so`, async function () {
      const error = await refusalOf(() => parseAddress(text, "the lost wallet"));
      expect(error).to.include({ code: "BadAddress", exitCode: EXIT.badInput });
      expect(error.message)
        .to.match(says)
        .and.match(/^The lost wallet/);
      expect(error.next.includes(GOOD)).to.equal(shows);
    });
  }

  it("never passes with one digit changed, unless the checksum happens to fit", function () {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(39), fc.nat(15), (bytes, at, digit) => {
        const address = getAddress(hexlify(bytes));
        const changed = address.slice(0, at + 2) + digit.toString(16) + address.slice(at + 3);
        let taken: boolean;
        try {
          taken = parseAddress(changed, "it") === changed;
        } catch {
          taken = false;
        }
        expect(taken).to.equal(changed === getAddress(changed.toLowerCase()));
      }),
    );
  });

  it("is shown without anything in it that a terminal would obey", async function () {
    const error = await refusalOf(() => parseAddress(`\u001b[2J${"9".repeat(500)}`, "the token"));
    expect(error.message).to.not.include("\u001b");
    expect(error.message.length).to.be.lessThan(250);
  });

  it("is no wallet when it is zero or a precompile", async function () {
    for (const text of ["0x0000000000000000000000000000000000000000", "0x0000000000000000000000000000000000000009"]) {
      expect(await refusalOf(() => parseWallet(text, "the new wallet"))).to.include({ code: "ForbiddenAddress" });
    }
    expect(parseWallet(GOOD, "the new wallet")).to.equal(GOOD);
  });
});

describe("An address that looks like another", function () {
  const twin = `${GOOD.slice(0, 6)}${"0".repeat(32)}${GOOD.slice(-4)}`;

  it("has the same first and last four digits, and is not the same", function () {
    expect(looksLike(GOOD, twin)).to.equal(true);
    expect(looksLike(GOOD.toLowerCase(), twin)).to.equal(true);
    expect(looksLike(GOOD, GOOD.toLowerCase())).to.equal(false);
    expect(looksLike(GOOD, `${twin.slice(0, -1)}0`)).to.equal(false);
    expect(looksLike(GOOD, `0x0${twin.slice(3)}`)).to.equal(false);
  });
});

describe("A hash on the command line", function () {
  it("is 32 bytes in hexadecimal", async function () {
    const hash = hexlify(randomBytes(32));
    expect(parseHash32(`0x${hash.slice(2).toUpperCase()}`, "the case id")).to.equal(hash);
    for (const text of ["", hash.slice(2), `${hash}0`, hash.slice(0, -1), `0x${"g".repeat(64)}`]) {
      expect(await refusalOf(() => parseHash32(text, "the case id"))).to.include({ code: "BadHash", exitCode: 2 });
    }
  });
});
