import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { planRecovery } from "../../src/recovery/plan";
import { PLAIN, type Colours } from "../../src/report/colours";
import { previewJson } from "../../src/report/preview-json";
import { exitCodeOfPlan, renderPreview } from "../../src/report/render-preview";
import {
  address,
  CASE_ID,
  ISSUER,
  LOST_IDENTITY,
  LOST_WALLET,
  NEW_WALLET,
  recoveryOf,
  REPLACEMENT,
  surveyWith,
  tokenNamed,
} from "../stage/surveys";
import { SETTING, lastLineOf, textOf } from "../stage/pages";

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

describe("a page of a recovery without tokens", () => {
  it("shows the identity alone", () => {
    const survey = surveyWith({ tokens: [], recovery: recoveryOf([], { identity: ZeroAddress }) });
    expect(renderPreview(planRecovery(survey), SETTING)).to.contain("the identity alone would be recovered");
  });
});
