import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { CaseFile } from "../../src/recovery/case-file.types";
import { caseReportJson } from "../../src/report/case-report-json";
import { renderCaseReport } from "../../src/report/html/case-report";
import { escapeHtml, html } from "../../src/report/html/markup";
import { drawTimeline } from "../../src/report/html/timeline";
import { AGENT, CASE_ID, CUSTODIAN, HASH, ISSUER, reportOf, viewWith } from "../stage/surveys";

const HOSTILE = `<script>alert(1)</script>"'&\u202e`;

function fileWith(over: Partial<CaseFile> = {}): CaseFile {
  return {
    chainId: 31337n,
    agent: AGENT,
    view: viewWith({
      status: "executed",
      approvals: [{ custodian: CUSTODIAN, counts: true }],
      tokens: [reportOf("BOND", "01"), reportOf(HOSTILE, "02", { outcome: "failed", reason: HOSTILE, amount: 0n })],
    }),
    executor: CUSTODIAN,
    claims: [
      { topic: 1n, issuer: ISSUER, status: "held" },
      { topic: 2n, issuer: ZeroAddress, status: "missing" },
    ],
    transactions: [
      {
        ...{ hash: HASH, block: 7, blockHash: CASE_ID, at: 1_790_000_000, from: CUSTODIAN },
        ...{ gas: 21_000n, fee: 21_000_000_000_000n, events: ["RecoveryExecuted"] },
      },
    ],
    ...over,
  };
}

describe("The report's page", () => {
  const page = renderCaseReport({ file: fileWith(), phases: [] });

  it("names who, when, every token, claim and transaction", () => {
    for (const part of [CASE_ID, CUSTODIAN, AGENT, ISSUER, HASH, "BOND", "missing", "21,000 gas"]) {
      expect(page).to.contain(part);
    }
  });

  it("loads nothing from anywhere and runs nothing", () => {
    expect(page).not.to.match(/\b(src|href|action)=|url\(|@import|<script|<link|<iframe|https?:/i);
    expect(page).to.contain("default-src 'none'");
  });

  it("escapes what a token says of itself, and what would turn a line around", () => {
    expect(page).to.contain("&lt;script&gt;").and.not.to.contain("<script").and.not.to.contain("\u202e");
  });

  it("is fit for print", () => {
    expect(page).to.contain("@media print").and.to.contain("@page");
  });

  it("draws the time line to scale, with what is still due", () => {
    const drawing = drawTimeline([
      { at: 1_790_000_000, what: "proposed", due: false },
      { at: 1_790_000_100, what: "delay over", due: true },
      { at: 1_790_000_050, what: "approved", due: false },
    ]).html;
    expect([...drawing.matchAll(/<circle cx="(\d+)"/g)].map(([, x]) => Number(x))).to.deep.equal([12, 380, 748]);
    expect(drawing).to.contain('class="due"').and.to.contain("approved · ");
  });

  it("draws one moment, and none", () => {
    expect(drawTimeline([]).html).to.equal("");
    expect(drawTimeline([{ at: 1, what: "proposed", due: false }]).html).to.contain("proposed");
  });

  it("says which file is the evidence", () => {
    const view = viewWith({ recovery: { ...viewWith().recovery, evidence: HASH } });
    const evidence = { file: "<letter>.pdf", sha256: HASH };
    expect(renderCaseReport({ file: fileWith({ view }), evidence, phases: [] })).to.contain("&lt;letter&gt;.pdf");
    expect(renderCaseReport({ file: fileWith({ view }), phases: [] })).to.contain("no file was compared");
  });

  it("shows the phases that a store recorded", () => {
    const phases = [{ at: 1, verb: "execute", phase: "access", status: "done", detail: "2 sessions" }];
    expect(renderCaseReport({ file: fileWith(), phases })).to.contain("2 sessions");
    expect(caseReportJson({ file: fileWith(), phases }, "page.html")).to.deep.include({ file: "page.html" });
  });
});

describe("Markup", () => {
  it("escapes every value but markup", () => {
    expect(html`<b>${"<i>"}</b>${html`<br />`}${[html`<hr />`]}${1}`.html).to.equal("<b>&lt;i&gt;</b><br /><hr />1");
  });

  it("shows control characters as what they are not", () => {
    expect(escapeHtml("a\u0000b\u2066c")).to.equal("a\ufffdb\ufffdc");
  });
});
