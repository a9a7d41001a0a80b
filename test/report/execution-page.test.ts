import { expect } from "chai";
import { decisionJson, renderDecision } from "../../src/report/render-decision";
import { executionJson, exitCodeOf, renderExecution } from "../../src/report/render-execution";
import { address, CASE_ID, executionOf, HASH, NEW_WALLET, OTHER_ISSUER, reportOf, viewWith } from "../stage/surveys";
import { SETTING, lastLineOf, textOf } from "../stage/pages";

const pausedWithoutAgent = { ...reportOf("SHARE", "05", { outcome: "paused", amount: 0n }), agentAdmitted: false };
const partial = executionOf(
  [
    reportOf("BOND", "01"),
    reportOf("FUND", "02", { frozen: 20_000n, walletFrozen: true }),
    reportOf("NOTE", "03", { outcome: "failed", reason: 'forcedTransfer failed: "no"', amount: 0n }),
    pausedWithoutAgent,
  ],
  { refusedClaims: [{ issuer: OTHER_ISSUER, topic: 1n }] },
);

describe("the execution's page", () => {
  it("shows what was recovered, what was not, why, and what to do", () => {
    expect(renderExecution(partial, SETTING)).to.equal(
      textOf(
        "Recovery partly done  2 of 4 tokens recovered",
        "",
        "  case         0x000000000000000000000000000000000000000000000000000000000000ca5e",
        "  new wallet   0xb2b2b2b2b2B2b2B2B2b2b2B2B2b2B2B2b2b2b2b2, verified",
        "    identity   0xF6f6F6f6f6f6F6F6F6F6F6f6f6F6f6f6F6f6f6f6",
        "  lost wallet  still registered, and frozen",
        "",
        "             moved  of it frozen  wallet  outcome                token",
        "  ✔  1,250.5 BOND              –  –       recovered              0x0101010101010101010101010101010101010101",
        "  ✔  1,250.5 FUND      200 FUND   frozen  recovered              0x0202020202020202020202020202020202020202",
        "  ✖        0 NOTE              –  –       failed                 0x0303030303030303030303030303030303030303",
        "  ✖        0 SHARE             –  –       paused, agent missing  0x0505050505050505050505050505050505050505",
        "",
        '  ✖ NOTE: forcedTransfer failed: "no".',
        "    → The issuer of 0x0303030303030303030303030303030303030303 finds out why it refuses.",
        "  ✖ SHARE: the token is paused, and the recovery agent is not an agent of the token.",
        "    → An agent of the token calls unpause() on 0x0505050505050505050505050505050505050505.",
        "    → The owner of the token calls addAgent(0xd4d4d4D4D4d4d4d4d4D4d4D4d4d4d4d4d4d4D4d4) on 0x0505050505050505050505050505050505050505.",
        "",
        "Claims left out, since their issuers do not stand by them",
        "  ! topic 1 by 0x2828282828282828282828282828282828282828",
        "",
        "Transaction",
        "  0x0000000000000000000000000000000000000000000000000000000000004a54  1,250,000 gas",
        "",
        "Next  Once that is done, an identity manager retries what is left.",
        "  npx hardhat recovery retry --case 0x000000000000000000000000000000000000000000000000000000000000ca5e --network localhost",
      ),
    );
  });

  it("ends with another exit code unless all is done", () => {
    const codes = (["completed", "partial", "failed"] as const).map((status) => exitCodeOf({ status }));
    expect(codes).to.deep.equal([0, 5, 5]);
  });

  it("says when nothing is left, and adds up the gas of several transactions", () => {
    const transactions = [1_000_000n, 250_000n].map((gas) => ({ hash: HASH, gas }));
    const text = renderExecution(executionOf([reportOf("BOND", "01")], { transactions }), SETTING);
    expect(text).to.contain("Recovery completed  1 of 1 token recovered");
    expect(text).to.match(/together +1,250,000 gas/);
    expect(text).to.contain("unregistered, and frozen");
  });

  it("ends with what is left of a person whose tokens are done", () => {
    const afterwards = {
      lostWalletStanding: "lost",
      newWalletStanding: "awaiting verification",
      movableWallets: [],
    } as const;
    const waiting = executionOf([reportOf("BOND", "01")], { afterwards, verified: false });
    const text = renderExecution(waiting, SETTING);
    expect(text).to.contain(`${NEW_WALLET}, in quarantine until it is verified`);
    expect(text).to.contain("lost for ever: it neither sends nor receives");
    expect(lastLineOf(text)).to.equal(`npx hardhat recovery release --case ${CASE_ID} --network localhost`);

    const movable = { ...afterwards, newWalletStanding: "free", movableWallets: [address("5b")] } as const;
    const left = renderExecution(executionOf([reportOf("BOND", "01")], { afterwards: movable }), SETTING);
    expect(lastLineOf(left)).to.equal(`npx hardhat recovery reassign --case ${CASE_ID} --network localhost`);
  });

  it("is for machines exactly what docs/json.md says", () => {
    const json = executionJson(executionOf([reportOf("BOND", "01")]));
    expect(json).to.deep.equal({
      status: "completed",
      recovered: 1,
      total: 1,
      tokens: [
        {
          address: address("01"),
          symbol: "BOND",
          balance: "125050",
          frozen: "0",
          walletFrozen: false,
          outcome: "recovered",
          reason: "",
        },
      ],
      standing: { lostWallet: null, newWallet: null },
      movableWallets: [],
      transactions: [{ hash: HASH, gas: 1_250_000 }],
    });
  });
});

describe("a decision's page", () => {
  const transactions = [{ hash: HASH, gas: 400_000n }];

  it("says of a proposal what is frozen, and what is not", () => {
    const decision = {
      what: "proposed",
      caseId: CASE_ID,
      transactions,
      quarantined: [],
      unprotected: [address("01")],
    } as const;
    const text = renderDecision(decision, viewWith(), SETTING);
    expect(text).to.contain("✔ Case proposed  [Proposed] ▸ Ready ▸ Executed");
    expect(text).to.contain("froze the lost wallet on 0 of 1 token");
    expect(text).to.contain(`! BOND ${address("01")}`);
    expect(lastLineOf(text)).to.equal(`npx hardhat recovery approve --case ${CASE_ID} --network localhost`);
  });

  it("says of a cancellation what is still frozen", () => {
    const decision = { what: "cancelled", caseId: CASE_ID, transactions, released: [], notReleased: [address("01")] };
    const view = viewWith({ status: "cancelled" });
    expect(renderDecision({ ...decision, what: "cancelled" }, view, SETTING)).to.contain("Still frozen");
  });

  it("is for machines the case's state with what was sent", () => {
    const json = decisionJson({ what: "approved", caseId: CASE_ID, transactions }, viewWith());
    expect(json).to.deep.equal({
      caseId: CASE_ID,
      status: "proposed",
      approvals: 0,
      threshold: 1,
      readyAt: "2026-11-22T11:59:00Z",
      expiresAt: "2026-11-29T11:59:00Z",
      transactions: [{ hash: HASH, gas: 400_000 }],
    });
  });

  it("names no network where it is Hardhat's own", () => {
    const text = renderDecision({ what: "approved", caseId: CASE_ID, transactions }, viewWith(), {
      ...SETTING,
      network: "hardhat",
    });
    expect(text).not.to.contain("--network");
  });
});
