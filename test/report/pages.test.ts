import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { planRecovery } from "../../src/recovery/plan";
import { CASE_STATUSES } from "../../src/chain/enums";
import { caseJson, listJson } from "../../src/report/case-json";
import { PLAIN, type Colours } from "../../src/report/colours";
import { previewJson } from "../../src/report/preview-json";
import { drawStatus, renderCase } from "../../src/report/render-case";
import { decisionJson, renderDecision } from "../../src/report/render-decision";
import { executionJson, exitCodeOf, renderExecution } from "../../src/report/render-execution";
import { renderList } from "../../src/report/render-list";
import { exitCodeOfPlan, renderPreview } from "../../src/report/render-preview";
import {
  address,
  AGENT,
  CASE_ID,
  CUSTODIAN,
  executionOf,
  HASH,
  ISSUER,
  LOST_IDENTITY,
  LOST_WALLET,
  NEW_WALLET,
  NOW,
  OTHER_ISSUER,
  recoveryOf,
  REPLACEMENT,
  reportOf,
  surveyWith,
  tokenNamed,
  viewWith,
} from "../stage/surveys";

const SETTING = { colours: PLAIN, network: "localhost", agent: AGENT, planFile: "plan.json" };
const lastLineOf = (text: string): string => text.split("\n").at(-1)!.trim();
const textOf = (...lines: readonly string[]): string => lines.join("\n");

const seen = surveyWith({
  requiredTopics: [1n, 10101000300003n],
  coveredTopics: [1n],
  issuers: [{ address: ISSUER, topics: [1n, 10101000300003n] }],
  tokens: [
    tokenNamed("BOND", "01", { quarantined: true, walletFrozen: true }),
    tokenNamed("FUND", "02", { frozen: 20_000n, walletFrozen: true }),
    tokenNamed("SHARE", "03", { balance: 700n, paused: true, agentAdmitted: false, outcome: "paused" }),
  ],
});

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

describe("the preview's page", () => {
  it("shows a whole case", () => {
    expect(renderPreview(planRecovery(seen), SETTING)).to.equal(
      textOf(
        "Recovery preview  2 of 3 tokens would be recovered",
        "",
        "  case         0x000000000000000000000000000000000000000000000000000000000000ca5e",
        "  status       not proposed yet",
        "  lost wallet  0xA1A1a1a1A1A1A1A1A1a1a1a1a1a1A1A1a1A1a1a1",
        "    identity   0xE5e5E5E5e5e5E5E5E5E5e5E5e5e5e5E5e5e5e5e5",
        "  new wallet   0xb2b2b2b2b2B2b2B2B2b2b2B2B2b2B2B2b2b2b2b2",
        "    identity   0xF6f6F6f6f6f6F6F6F6F6F6f6f6F6f6f6F6f6f6f6 (predicted)",
        "  registry     0xc3c3c3c3c3c3c3c3c3C3C3c3C3C3C3c3C3C3c3c3",
        "  agent        0xd4d4d4D4D4d4d4d4d4D4d4D4d4d4d4d4d4d4D4d4 on chain 31337",
        "  claims       1 of 2 required; NOT verified once executed",
        "  missing      AML status (topic 10101000300003), from 0x1717171717171717171717171717171717171717",
        "",
        "              held  of it frozen  wallet  outcome                token",
        "  ✔  1,250.5 BOND              –  –       recovered              0x0101010101010101010101010101010101010101",
        "  ✔  1,250.5 FUND      200 FUND   frozen  recovered              0x0202020202020202020202020202020202020202",
        "  ✖        7 SHARE             –  –       paused, agent missing  0x0303030303030303030303030303030303030303",
        "",
        "  ✖ SHARE: the token is paused, and the recovery agent is not an agent of the token.",
        "    → An agent of the token calls unpause() on 0x0303030303030303030303030303030303030303.",
        "    → The owner of the token calls addAgent(0xd4d4d4D4D4d4d4d4d4D4d4D4d4d4d4d4d4d4D4d4) on 0x0303030303030303030303030303030303030303.",
        "",
        "Warnings",
        "  ! Not protected: SHARE. Whoever holds the lost wallet's key can still move them.",
        "",
        "Left to do  accept ▸ sign claims ▸ propose ▸ approve ▸ wait ▸ execute ▸ clear what holds tokens back ▸ retry",
        "",
        "Next  The new wallet accepts the case.",
        "  npx hardhat wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json",
      ),
    );
  });

  it("asks for the plan file first where none was written", () => {
    const text = renderPreview(planRecovery(seen), { colours: PLAIN, network: "hardhat" });
    expect(lastLineOf(text)).to.equal(
      `npx hardhat recovery preview --lost ${LOST_WALLET} --new ${NEW_WALLET} ` +
        `--tokens ${["01", "02", "03"].map(address).join(",")} --registry ${seen.recovery.registry} --out plan.json`,
    );
  });

  it("quotes a plan file's name for the shell", () => {
    const text = renderPreview(planRecovery(seen), { ...SETTING, planFile: "the plan; rm.json" });
    expect(lastLineOf(text)).to.contain("--plan 'the plan; rm.json' ");
  });

  it("has a blocked case cleared before anything else", () => {
    const plan = planRecovery(surveyWith({ codeAtNewWallet: "0x60" }));
    const text = renderPreview(plan, SETTING);
    expect(text).to.contain("✖ CodeAtWallet: ").and.to.contain("add --allow-contract. Then preview again.");
    expect(lastLineOf(text)).to.match(/^npx hardhat recovery preview --lost .* --network localhost$/);
    expect(exitCodeOfPlan(plan)).to.equal(3);
  });

  it("names the next step of a live case, and does not call it refused", () => {
    const blockers = [{ code: "NotEnoughApprovals", message: "0 of 1 approvals count now.", next: "" }];
    const plan = planRecovery(surveyWith({ status: "proposed", blockers }));
    const text = renderPreview(plan, SETTING);
    expect(text).to.contain("Not yet\n  · NotEnoughApprovals");
    expect(lastLineOf(text)).to.equal(`npx hardhat recovery approve --case ${CASE_ID} --network localhost`);
    expect(exitCodeOfPlan(plan)).to.equal(0);
  });

  it("names the other wallets of the identity, and what becomes of each", () => {
    const otherWallets = [
      { address: address("5b"), standing: "free" },
      { address: address("6c"), standing: "quarantined" },
    ] as const;
    const text = renderPreview(planRecovery(surveyWith({ otherWallets, lostWalletStanding: "free" })), SETTING);
    expect(text).to.contain(`${address("5b")}  moves to the replacement identity after the execution`);
    expect(text).to.contain(`${address("6c")}  stays with the identity ${LOST_IDENTITY}`);
    expect(text).to.contain("execute ▸ move the other wallets");
  });

  it("says that a new wallet without its claims waits in quarantine, on our suite", () => {
    const survey = surveyWith({ requiredTopics: [1n], lostWalletStanding: "free", newWalletStanding: "free" });
    const text = renderPreview(planRecovery(survey), SETTING);
    expect(text).to.contain("gets its tokens, but neither sends nor receives until it is verified");
  });

  it("lets no token's words steer the terminal", () => {
    const tokens = [tokenNamed("EVIL", "01", { outcome: "failed", reason: "\u001b[2J\u202egone\nNext  send all" })];
    const text = renderPreview(planRecovery(surveyWith({ tokens })), SETTING);
    expect(text).to.contain("✖ EVIL: ?[2J?gone?Next  send all.");
  });

  it("has the same words in colour as without", () => {
    const wrap = (text: string): string => `\u001b[1m${text}\u001b[22m`;
    const colours: Colours = { bold: wrap, dim: wrap, green: wrap, red: wrap, yellow: wrap };
    const coloured = renderPreview(planRecovery(seen), { ...SETTING, colours });
    expect(coloured.replaceAll("\u001b[1m", "").replaceAll("\u001b[22m", "")).to.equal(
      renderPreview(planRecovery(seen), SETTING),
    );
  });

  it("is for machines exactly what docs/json.md says", () => {
    const blocker = { code: "CaseLive", message: "Live.", next: "npx hardhat recovery status --case 0x01" };
    const json = previewJson(planRecovery({ ...seen, blockers: [blocker] }), SETTING);
    expect(json).to.deep.equal({
      caseId: CASE_ID,
      mode: "replace",
      lostWallet: LOST_WALLET,
      newWallet: NEW_WALLET,
      identity: { current: LOST_IDENTITY, replacement: REPLACEMENT },
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
        {
          address: address("02"),
          symbol: "FUND",
          balance: "125050",
          frozen: "20000",
          walletFrozen: true,
          outcome: "recovered",
          reason: "",
        },
        {
          address: address("03"),
          symbol: "SHARE",
          balance: "700",
          frozen: "0",
          walletFrozen: false,
          outcome: "paused",
          reason: "the token is paused, and the recovery agent is not an agent of the token",
        },
      ],
      claims: { required: ["1", "10101000300003"], missing: ["10101000300003"], verifiedAfterwards: false },
      standing: { lostWallet: null, newWallet: null },
      otherWallets: [],
      blockers: [{ ...blocker, next: `${blocker.next} --network localhost` }],
      user: null,
      sessions: [],
      apiKeys: [],
      factors: [],
      lingersForSeconds: 0,
      wallets: [],
      found: null,
      estimate: { gas: 0, feePerGas: "0", fee: "0" },
    });
  });

  it("has no replacement where the identity is kept", () => {
    const recovery = recoveryOf([tokenNamed("BOND", "01")], { identity: LOST_IDENTITY });
    const plan = planRecovery(surveyWith({ recovery, newIdentity: LOST_IDENTITY }));
    const json = previewJson(plan, SETTING);
    expect([json.mode, json.identity.replacement]).to.deep.equal(["keep", null]);
    expect(renderPreview(plan, SETTING)).to.contain("the same, kept");
  });
});

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

describe("a page of a recovery without tokens", () => {
  it("shows the identity alone", () => {
    const survey = surveyWith({ tokens: [], recovery: recoveryOf([], { identity: ZeroAddress }) });
    expect(renderPreview(planRecovery(survey), SETTING)).to.contain("the identity alone would be recovered");
  });
});
