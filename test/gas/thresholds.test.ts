import { expect } from "chai";

import type { GasReport, Row } from "../../bench/gas/report";
import { missedThresholds } from "../../bench/gas/thresholds";

const MET: Readonly<Record<string, number>> = {
  transfer: 0.5,
  transfer2modules: 0.5,
  transfer50issuers: 0.05,
  mint: 0.5,
  createIdentity: 0.4,
  addClaim: 0.6,
  register: 0.9,
  deploySuite: 0.8,
};

function reportOf(ratios: Readonly<Record<string, number>>, recovery: Partial<GasReport["recovery"]> = {}): GasReport {
  const rows = Object.entries(ratios).map(([name, ratio]): [string, Row] => [name, { ours: 100, trex: 200, ratio }]);
  const spent = { ours: { gas: 350, transactions: 4 }, trex: { gas: 1_000, transactions: 25 } };
  return {
    operations: Object.fromEntries(rows),
    recovery: { 1: spent, 5: spent, 20: spent, perFurtherToken: { ours: 60_000, trex: 224_000 }, ...recovery },
    apart: { accessManagerExecute: 17_686, withOnchainIdIssuer: {} },
  };
}

describe("The gas thresholds", () => {
  it("are met to the last unit", () => {
    expect(missedThresholds(reportOf(MET))).to.deep.equal([]);
  });

  for (const name of Object.keys(MET).filter((operation) => operation !== "transfer50issuers")) {
    it(`name ${name} when it costs a thousandth too much`, () => {
      const limit = MET[name] ?? 0;
      expect(missedThresholds(reportOf({ ...MET, [name]: limit + 0.001 }))).to.deep.equal([
        `${name}: ratio is ${limit + 0.001}, and must be at most ${limit}`,
      ]);
    });
  }

  it("name an operation that was not measured", () => {
    const { mint, ...others } = MET;
    expect(missedThresholds(reportOf(others))).to.deep.equal([`mint: ratio is NaN, and must be at most ${mint}`]);
  });

  it("name a cost that grows with the number of trusted issuers", () => {
    const report = reportOf(MET);
    const operations = { ...report.operations, transfer50issuers: { ours: 106, trex: 1_500, ratio: 0.071 } };
    expect(missedThresholds({ ...report, operations })).to.deep.equal([
      "transfer50issuers: gas is 106, and must be at most 105",
    ]);
  });

  it("name a recovery with too much gas, too many transactions, or too much for each further token", () => {
    const dear = { ours: { gas: 351, transactions: 5 }, trex: { gas: 1_000, transactions: 25 } };
    expect(
      missedThresholds(reportOf(MET, { 20: dear, perFurtherToken: { ours: 60_001, trex: 224_000 } })),
    ).to.deep.equal([
      "recovery of 20 tokens: ratio is 0.351, and must be at most 0.35",
      "recovery of 20 tokens: transactions is 5, and must be at most 4",
      "recovery, each further token: gas is 60001, and must be at most 60000",
    ]);
  });
});
