import { expect } from "chai";
import { CASE_STATUSES } from "../../src/chain/enums";
import { caseJson, listJson } from "../../src/report/case-json";
import { drawStatus, renderCase } from "../../src/report/render-case";
import { renderList } from "../../src/report/render-list";
import {
  address,
  CASE_ID,
  CUSTODIAN,
  HASH,
  LOST_IDENTITY,
  LOST_WALLET,
  NEW_WALLET,
  NOW,
  OTHER_ISSUER,
  recoveryOf,
  reportOf,
  viewWith,
} from "../stage/surveys";
import { SETTING, lastLineOf } from "../stage/pages";

describe("the case's page", () => {
  it("draws where the case stands", () => {
    expect(CASE_STATUSES.slice(1).map((status) => drawStatus(status, SETTING))).to.deep.equal([
      "[Proposed] ▸ Ready ▸ Executed",
      "Proposed ▸ [Ready] ▸ Executed",
      "Proposed ▸ [Contested] ▸ Ready ▸ Executed",
      "Proposed ▸ Ready ▸ [Executed]",
      "Proposed ▸ [Cancelled]",
      "Proposed ▸ [Expired]",
    ]);
  });

  it("says when, who approved with full addresses, and what is not protected", () => {
    const approvals = [
      { custodian: CUSTODIAN, counts: true },
      { custodian: OTHER_ISSUER, counts: false },
    ];
    const text = renderCase(viewWith({ approvals, threshold: 2, unprotected: [address("01")] }), SETTING);
    expect(text).to.contain("ready        2026-11-22 11:59 UTC, in 23 h 59 min");
    expect(text).to.contain("Approvals  1 of 2");
    expect(text).to.contain(`✔ approved   ${CUSTODIAN}`);
    expect(text).to.contain(`✖ approved   ${OTHER_ISSUER}  no custodian any more`);
    expect(text).to.contain(`still move\n  ! BOND ${address("01")}`);
    expect(text).to.contain(`2026-11-21 11:59 UTC  proposed  by `);
  });

  const nexts: readonly (readonly [string, Parameters<typeof viewWith>[0], string])[] = [
    ["approvals are missing", {}, `approve --case ${CASE_ID}`],
    [
      "it only has to be executed",
      { status: "ready", approvals: [{ custodian: CUSTODIAN, counts: true }] },
      `execute --case ${CASE_ID} --claims claims.json`,
    ],
    [
      "it is ready and keeps the identity",
      { threshold: 0, recovery: recoveryOf([], { identity: LOST_IDENTITY }), takesClaims: false },
      `execute --case ${CASE_ID}`,
    ],
    ["it is contested", { status: "contested" }, `uphold --case ${CASE_ID}`],
    ["tokens are open", { status: "executed" }, `retry --case ${CASE_ID}`],
    ["all is done", { status: "executed", tokens: [reportOf("BOND", "01")] }, `status --case ${CASE_ID}`],
    ["it expired", { status: "expired" }, `cancel --case ${CASE_ID}`],
  ];
  for (const [when, over, command] of nexts) {
    it(`ends with the next command when ${when}`, () => {
      const text = renderCase(viewWith(over), SETTING);
      expect(lastLineOf(text)).to.equal(`npx hardhat recovery ${command} --network localhost`);
    });
  }

  it("begins anew after a cancelled case", () => {
    const text = renderCase(viewWith({ status: "cancelled" }), SETTING);
    expect(lastLineOf(text)).to.match(/^npx hardhat recovery preview --lost/);
  });

  it("offers the holder to contest only while that is possible", () => {
    expect(renderCase(viewWith(), SETTING)).to.contain("The holder contests the case:");
    expect(renderCase(viewWith({ contestable: false }), SETTING)).not.to.contain("contests");
  });

  it("is for machines the same, with times in ISO 8601", () => {
    const json = caseJson(viewWith({ approvals: [{ custodian: CUSTODIAN, counts: true }] }));
    expect(json).to.include({ caseId: CASE_ID, status: "proposed", mode: "replace", approvals: 1, threshold: 1 });
    expect(json.readyAt).to.equal("2026-11-22T11:59:00Z");
    expect(json.timeline).to.deep.equal([
      { at: "2026-11-21T11:59:00Z", block: 7, transaction: HASH, what: "proposed", by: viewWith().proposer },
    ]);
    expect(json.tokens[0]).to.include({ outcome: "pending", reason: "not tried yet" });
  });
});

describe("the list's page", () => {
  const summary = {
    caseId: CASE_ID,
    status: "proposed",
    lostWallet: LOST_WALLET,
    newWallet: NEW_WALLET,
    tokens: 5,
    settled: 0,
    approvals: 1,
    threshold: 2,
    readyAt: NOW + 86_340,
    expiresAt: NOW + 172_800,
  } as const;

  it("has every case in a line, with its id in full", () => {
    const text = renderList([summary], NOW, SETTING);
    expect(text).to.contain(`proposed  0/5     1/2        ready in 23 h 59 min  0xA1A1…a1a1  ${CASE_ID}`);
    expect(listJson([summary]).cases[0]).to.include({ caseId: CASE_ID, readyAt: "2026-11-22T11:59:00Z" });
  });

  it("points at the case that waits most for somebody", () => {
    const contested = { ...summary, status: "contested", caseId: HASH } as const;
    expect(lastLineOf(renderList([summary, contested], NOW, SETTING))).to.contain(`status --case ${HASH}`);
  });

  it("says how to begin when there is none", () => {
    expect(renderList([], NOW, SETTING)).to.contain("none yet");
  });
});
