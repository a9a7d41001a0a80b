import { expect } from "chai";
import { formatUnits } from "ethers";
import fc from "fast-check";
import { inBlocks, shortAddress } from "../../src/report/addresses";
import { formatAmount, formatCount, formatGas } from "../../src/report/amounts";
import { formatDistance, formatDuration, formatTime, isoTime } from "../../src/report/durations";
import { formatDecimal } from "../../src/shared/decimals";
import { PLAIN } from "../../src/report/colours";
import { renderTable } from "../../src/report/table";
import { LOST_WALLET, NOW } from "../stage/surveys";

describe("amounts", () => {
  it("have their thousands separated and their unit behind", () => {
    expect(formatAmount(1_234_567_89n, { symbol: "BOND", decimals: 2 })).to.equal("1,234,567.89 BOND");
    expect(formatGas(1_250_000n)).to.equal("1,250,000 gas");
    expect([formatCount(1, "token"), formatCount(0, "token")]).to.deep.equal(["1 token", "0 tokens"]);
  });

  it("say nothing more than they must", () => {
    expect(formatDecimal(100n, 2)).to.equal("1");
    expect(formatDecimal(0n, 18)).to.equal("0");
    expect(formatDecimal(5n, 3)).to.equal("0.005");
    expect(formatDecimal(-1_000n, 0)).to.equal("-1,000");
  });

  it("are the numbers that ethers writes, for every amount and every number of decimals that ethers takes", () => {
    const units = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n });
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 77 }), (amount, decimals) => {
        const plain = formatDecimal(amount, decimals).replaceAll(",", "");
        expect(plain).to.equal(formatUnits(amount, decimals).replace(/\.0$/, ""));
      }),
    );
  });

  it("survive a token that claims 255 decimals", () => {
    expect(formatDecimal(1n, 255)).to.have.length(257);
  });
});

describe("durations", () => {
  it("name their two largest units", () => {
    expect(formatDuration(86_340)).to.equal("23 h 59 min");
    expect(formatDuration(90_061)).to.equal("1 d 1 h");
    expect(formatDuration(59)).to.equal("59 s");
    expect(formatDuration(86_400)).to.equal("1 d");
    expect(formatDuration(0)).to.equal("0 s");
  });

  it("tell the future from the past", () => {
    expect(formatDistance(NOW + 86_340, NOW)).to.equal("in 23 h 59 min");
    expect(formatDistance(NOW - 120, NOW)).to.equal("2 min ago");
    expect(formatDistance(NOW, NOW)).to.equal("now");
  });

  it("are never longer than the time that is left", () => {
    const seconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60, s: 1 };
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (time) => {
        const parts = formatDuration(time).matchAll(/(\d+) (\w+)/g);
        const shown = [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit!] ?? NaN), 0);
        expect(shown).to.be.at.most(time);
        expect(time - shown).to.be.below(Math.max(1, time / 10 + 1));
      }),
    );
  });
});

describe("times", () => {
  it("are in UTC, with seconds only where there are some", () => {
    expect(formatTime(NOW)).to.equal("2026-11-21 12:00 UTC");
    expect(formatTime(NOW + 1)).to.equal("2026-11-21 12:00:01 UTC");
    expect(isoTime(NOW)).to.equal("2026-11-21T12:00:00Z");
  });
});

describe("addresses", () => {
  it("can be shortened, and cut into blocks of four", () => {
    expect(shortAddress(LOST_WALLET)).to.equal(`${LOST_WALLET.slice(0, 6)}…${LOST_WALLET.slice(-4)}`);
    expect(inBlocks("0x0123456789")).to.equal("0x 0123 4567 89");
    expect(inBlocks(LOST_WALLET).replaceAll(" ", "")).to.equal(LOST_WALLET);
  });
});

describe("tables", () => {
  it("are aligned, without borders and without white space at the end of a line", () => {
    const columns = [{ head: "name" }, { head: "size", align: "right" }, { head: "" }] as const;
    const rows = [
      ["a", "1,000", "x"],
      ["long name", "7", ""],
    ];
    expect(renderTable(columns, rows, PLAIN)).to.equal(
      ["  name        size", "  a          1,000  x", "  long name      7"].join("\n"),
    );
  });
});
