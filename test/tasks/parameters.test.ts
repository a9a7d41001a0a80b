import { expect } from "chai";
import { parseAddressList, parseContent, parseIndex, parseWhole } from "../../tasks/io/parameters";
import { PAPER_RECOVERY } from "../stage/paper-case";
import { refusalOf } from "../stage/refusal";

describe("A parameter", function () {
  it("of several addresses says which of them is wrong", async function () {
    const [first = "", second = ""] = PAPER_RECOVERY.tokens;
    expect(parseAddressList(`${first},${second}`, "token")).to.deep.equal([first, second]);
    expect((await refusalOf(() => parseAddressList(`${first}, ${second}`, "token"))).message).to.match(
      /^Token 2 .*white space/,
    );
    expect(await refusalOf(() => parseAddressList(`${first},`, "token"))).to.include({ code: "BadAddress" });
    expect(await refusalOf(() => parseAddressList("", "token"))).to.include({ code: "BadList", exitCode: 2 });
  });

  it("that is a number is whole, decimal and within its bounds", async function () {
    expect(parseWhole("0", "topic")).to.equal(0n);
    expect(parseWhole((2n ** 256n - 1n).toString(), "topic")).to.equal(2n ** 256n - 1n);
    expect(parseIndex("19", "index", 19)).to.equal(19);
    for (const text of ["", "-1", "1.0", "1e3", "0x1", "01", " 1", "١", (2n ** 256n).toString(), "9".repeat(10_000)]) {
      expect(await refusalOf(() => parseWhole(text, "topic")), text).to.include({ code: "BadNumber", exitCode: 2 });
    }
    expect(await refusalOf(() => parseIndex("20", "index", 19))).to.include({ code: "BadNumber" });
  });

  it("that is content is bytes, or a text, or nothing", async function () {
    expect(parseContent(undefined, undefined)).to.equal("0x");
    expect(parseContent("0xAB", undefined)).to.equal("0xab");
    expect(parseContent(undefined, "é")).to.equal("0xc3a9");
    expect(await refusalOf(() => parseContent("0xabc", undefined))).to.include({ code: "BadBytes", exitCode: 2 });
    expect(await refusalOf(() => parseContent("0x", ""))).to.include({ code: "ConflictingOptions", exitCode: 2 });
  });
});
