import { expect } from "chai";
import { getAddress } from "ethers";
import fc from "fast-check";
import { OUTCOMES } from "../../src/chain/enums";
import { isSettled, type Outcome } from "../../src/recovery/outcome";
import { planRecovery } from "../../src/recovery/plan";
import type { Survey, TokenSurvey } from "../../src/recovery/survey.types";
import {
  address,
  AGENT,
  ISSUER,
  LOST_IDENTITY,
  LOST_WALLET,
  NEW_WALLET,
  OTHER_ISSUER,
  recoveryOf,
  REGISTRY,
  surveyWith,
  tokenNamed,
} from "../stage/surveys";

const codesOf = (list: readonly { readonly code: string }[]): string[] => list.map(({ code }) => code);
const stepsOf = (survey: Survey): string[] => planRecovery(survey).steps.map(({ step }) => step);
const TOO_EARLY = { code: "TooEarly", message: "Not yet.", next: "Wait." };
const NOT_APPROVED = { code: "NotEnoughApprovals", message: "0 of 1.", next: "Approve." };

describe("planRecovery", () => {
  it("finds nothing in the way of an ordinary case", () => {
    const plan = planRecovery(surveyWith());
    expect(plan.blockers).to.be.empty;
    expect(plan.warnings).to.be.empty;
    expect([plan.recoverable, plan.total, plan.mode, plan.isBlocked]).to.deep.equal([1, 1, "replace", false]);
  });

  it("keeps what the chain says is in the way", () => {
    const blocker = { code: "NotRegistered", message: "Not registered.", next: "Check." };
    const plan = planRecovery(surveyWith({ blockers: [blocker] }));
    expect(plan.blockers).to.deep.equal([blocker]);
    expect(plan.isBlocked).to.equal(true);
    expect(plan.steps[0]).to.deep.equal({ step: "resolve", blocker });
  });

  describe("of the new wallet", () => {
    it("stops before a contract", () => {
      const [blocker] = planRecovery(surveyWith({ codeAtNewWallet: "0x6001" })).blockers;
      expect(blocker?.code).to.equal("CodeAtWallet");
      expect(blocker?.message).to.contain("is a contract");
    });

    it("names the contract that a wallet delegates to", () => {
      const delegate = "ab".repeat(20);
      const [blocker] = planRecovery(surveyWith({ codeAtNewWallet: `0xef0100${delegate}` })).blockers;
      expect(blocker?.code).to.equal("CodeAtWallet");
      expect(blocker?.message).to.contain(`delegates to the contract ${getAddress(`0x${delegate}`)} (EIP-7702)`);
    });

    it("warns of a contract that is allowed", () => {
      const plan = planRecovery(surveyWith({ codeAtNewWallet: "0x6001" }), { allowContract: true });
      expect(plan.isBlocked).to.equal(false);
      expect(codesOf(plan.warnings)).to.deep.equal(["CodeAtWallet"]);
    });

    it("only warns of code once the case was proposed with it", () => {
      const plan = planRecovery(surveyWith({ codeAtNewWallet: "0x6001", status: "ready", tokens: [] }));
      expect(plan.isBlocked).to.equal(false);
      expect(codesOf(plan.warnings)).to.deep.equal(["CodeAtWallet"]);
    });

    it("stops before one that looks like the lost wallet", () => {
      const lookalike = `${LOST_WALLET.slice(0, 6)}${NEW_WALLET.slice(6, -4)}${LOST_WALLET.slice(-4)}`;
      const survey = surveyWith({ recovery: recoveryOf([tokenNamed("BOND", "01")], { newWallet: lookalike }) });
      const [blocker] = planRecovery(survey).blockers;
      expect(blocker?.code).to.equal("LooksLikeKnown");
      expect(blocker?.message).to.contain(lookalike).and.to.contain(LOST_WALLET);
      expect(codesOf(planRecovery(survey, { allowLookalike: true }).warnings)).to.deep.equal(["LooksLikeKnown"]);
    });

    it("stops before one that looks like an address that the operator knows", () => {
      const known = `${NEW_WALLET.slice(0, 6)}${LOST_WALLET.slice(6, -4)}${NEW_WALLET.slice(-4)}`;
      expect(codesOf(planRecovery(surveyWith(), { knownAddresses: [known] }).blockers)).to.deep.equal([
        "LooksLikeKnown",
      ]);
    });

    it("does not mind that a known address is the new wallet itself", () => {
      const knownAddresses = [NEW_WALLET, NEW_WALLET.toLowerCase()];
      expect(planRecovery(surveyWith(), { knownAddresses }).blockers).to.be.empty;
    });
  });

  describe("of the registry", () => {
    it("stops when the agent may not register wallets", () => {
      const [blocker] = planRecovery(surveyWith({ agentAdmittedToRegistry: false })).blockers;
      expect(blocker?.code).to.equal("RegistryAgentMissing");
      expect(blocker?.next).to.contain(`addAgent(${AGENT})`).and.to.contain(REGISTRY);
    });

    it("says so once where the chain complains of it too", () => {
      const blockers = [{ code: "RegistryRefused", message: "", next: "" }];
      const plan = planRecovery(surveyWith({ agentAdmittedToRegistry: false, blockers }));
      expect(codesOf(plan.blockers)).to.deep.equal(["RegistryAgentMissing"]);
    });
  });

  describe("of a token", () => {
    const obstaclesWith = (over: Partial<TokenSurvey>): readonly string[] | undefined =>
      planRecovery(surveyWith({ tokens: [tokenNamed("BOND", "01", over)] })).tokens[0]?.obstacles;

    it("names both a pause and a missing agent role", () => {
      const over = { outcome: "paused", paused: true, agentAdmitted: false } as const;
      expect(obstaclesWith(over)).to.deep.equal(["paused", "agent missing"]);
    });

    it("minds neither where nothing is held", () => {
      expect(obstaclesWith({ outcome: "nothing held", balance: 0n, paused: true, agentAdmitted: false })).to.be.empty;
    });

    it("warns that the lost key still moves what the agent cannot freeze", () => {
      const bare = tokenNamed("BARE", "02", { agentAdmitted: false, outcome: "agent missing" });
      const frozen = { ...bare, address: address("03"), walletFrozen: true };
      const plan = planRecovery(surveyWith({ tokens: [tokenNamed("BOND", "01"), bare, frozen] }));
      expect(plan.warnings).to.deep.equal([{ code: "Unprotected", tokens: [bare.address] }]);
    });

    it("warns of every token of a live case that is not frozen, agent role or not", () => {
      const plan = planRecovery(surveyWith({ status: "proposed", blockers: [TOO_EARLY] }));
      expect(codesOf(plan.warnings)).to.deep.equal(["Unprotected"]);
    });
  });

  describe("of claims", () => {
    const issuers = [
      { address: ISSUER, topics: [1n, 2n] },
      { address: OTHER_ISSUER, topics: [2n] },
    ];

    it("names the missing ones, and every issuer that can give them", () => {
      const plan = planRecovery(surveyWith({ requiredTopics: [1n, 2n], coveredTopics: [1n], issuers }));
      expect(plan.missingClaims).to.deep.equal([{ topic: 2n, issuers: [ISSUER, OTHER_ISSUER] }]);
    });

    it("warns of a topic that nobody is trusted for", () => {
      const plan = planRecovery(surveyWith({ requiredTopics: [3n], issuers }));
      expect(plan.warnings).to.deep.equal([{ code: "NoIssuer", topics: [3n] }]);
    });

    it("has them signed ahead for a replacement, and added to an identity that is kept", () => {
      const missing = { requiredTopics: [1n], issuers };
      expect(stepsOf(surveyWith(missing)))
        .to.contain("sign claim")
        .and.not.to.contain("add claim");
      const kept = recoveryOf([tokenNamed("BOND", "01")], { identity: LOST_IDENTITY });
      expect(stepsOf(surveyWith({ ...missing, recovery: kept, newIdentityExists: true }))).to.contain("add claim");
    });

    it("warns of claims that their issuers do not stand by", () => {
      const refusedClaims = [{ issuer: ISSUER, topic: 1n }];
      const plan = planRecovery(surveyWith({ refusedClaims }));
      expect(plan.warnings).to.deep.equal([{ code: "ClaimsRefused", claims: refusedClaims }]);
    });
  });

  describe("of what is left to do", () => {
    it("goes from the acceptance to the execution", () => {
      const survey = surveyWith({ requiredTopics: [1n], issuers: [{ address: ISSUER, topics: [1n] }] });
      expect(stepsOf(survey)).to.deep.equal(["accept", "sign claim", "propose", "approve", "wait", "execute"]);
    });

    it("shrinks while approvals arrive and time goes by", () => {
      const live = { status: "proposed", tokens: [tokenNamed("BOND", "01", { walletFrozen: true })] } as const;
      const both = [TOO_EARLY, NOT_APPROVED];
      expect(stepsOf(surveyWith({ ...live, blockers: both }))).to.deep.equal(["approve", "wait", "execute"]);
      expect(stepsOf(surveyWith({ ...live, blockers: [TOO_EARLY] }))).to.deep.equal(["wait", "execute"]);
      expect(stepsOf(surveyWith({ ...live, status: "ready" }))).to.deep.equal(["execute"]);
    });

    it("does not call waiting blocked", () => {
      const plan = planRecovery(surveyWith({ status: "proposed", blockers: [TOO_EARLY, NOT_APPROVED] }));
      expect([plan.isBlocked, plan.blockers.length]).to.deep.equal([false, 2]);
    });

    it("names what has to be cleared before what only takes time", () => {
      const over = { status: "proposed", blockers: [TOO_EARLY], agentAdmittedToRegistry: false } as const;
      const plan = planRecovery(surveyWith(over));
      expect(codesOf(plan.blockers)).to.deep.equal(["RegistryAgentMissing", "TooEarly"]);
      expect(plan.isBlocked, "the freeze does not wait for the registry's owner").to.equal(false);
    });

    it("asks for a guardian when the case is contested", () => {
      expect(stepsOf(surveyWith({ status: "contested" }))[0]).to.equal("decide contest");
    });

    it("clears obstacles before the retry of an executed case", () => {
      const tokens = [tokenNamed("BOND", "01", { outcome: "paused", paused: true, walletFrozen: true })];
      expect(stepsOf(surveyWith({ status: "executed", tokens }))).to.deep.equal(["clear obstacles", "retry"]);
    });

    it("is nothing once every token is settled", () => {
      const tokens = [tokenNamed("BOND", "01", { outcome: "settled before", balance: 0n })];
      expect(stepsOf(surveyWith({ status: "executed", tokens }))).to.be.empty;
    });

    it("is to lift the freezes of an expired case", () => {
      expect(stepsOf(surveyWith({ status: "expired" }))).to.deep.equal(["close"]);
    });
  });

  it("counts a token as recoverable exactly when it has no obstacle, whatever its state", () => {
    const token = fc.record({
      outcome: fc.constantFrom<Outcome>(...OUTCOMES),
      balance: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      walletFrozen: fc.boolean(),
      paused: fc.boolean(),
      agentAdmitted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (states) => {
        const tokens = states.map((state) => tokenNamed("BOND", "01", state));
        const plan = planRecovery(surveyWith({ tokens }));
        for (const each of plan.tokens) expect(each.obstacles.length === 0).to.equal(isSettled(each.outcome));
        expect(plan.recoverable).to.equal(plan.tokens.filter(({ obstacles }) => obstacles.length === 0).length);
      }),
    );
  });

  describe("on our suite", () => {
    const onSuite = { onSuite: true, agentAdmitted: false } as const;

    it("knows a token protected that the registry holds, although the agent has no role on it", () => {
      const tokens = [tokenNamed("BOND", "01", onSuite)];
      const proposed = surveyWith({ tokens, status: "proposed", lostWalletStanding: "quarantined" });
      expect(planRecovery(proposed).tokens[0]?.exposed).to.equal(false);
      const standard = surveyWith({ tokens: [tokenNamed("BOND", "01", { agentAdmitted: false })], status: "proposed" });
      expect(planRecovery(standard).tokens[0]?.exposed).to.equal(true);
    });

    it("expects the protection before the proposal, where the agent is one of the registry", () => {
      const survey = surveyWith({ tokens: [tokenNamed("BOND", "01", onSuite)], lostWalletStanding: "free" });
      expect(planRecovery(survey).tokens[0]?.exposed).to.equal(false);
      expect(planRecovery({ ...survey, agentAdmittedToRegistry: false }).tokens[0]?.exposed).to.equal(true);
    });

    it("lets other wallets follow, but for one that a case holds; on other suites they stay", () => {
      const otherWallets = [
        { address: address("5b"), standing: "free" },
        { address: address("6c"), standing: "quarantined" },
      ] as const;
      const plan = planRecovery(surveyWith({ otherWallets, lostWalletStanding: "free" }));
      expect(plan.otherWallets.map(({ fate }) => fate)).to.deep.equal(["moves", "stays"]);
      expect(plan.steps.at(-1)).to.deep.equal({ step: "reassign", wallets: [address("5b")] });
      const elsewhere = planRecovery(surveyWith({ otherWallets }));
      expect(elsewhere.otherWallets.map(({ fate }) => fate)).to.deep.equal(["stays", "stays"]);
      expect(elsewhere.steps.map(({ step }) => step)).not.to.include("reassign");
    });

    it("has claims made, and the new wallet let go, when its tokens are there already", () => {
      const tokens = [tokenNamed("BOND", "01", { outcome: "settled before" })];
      const standings = { lostWalletStanding: "lost", newWalletStanding: "awaiting verification" } as const;
      const issuers = [{ address: ISSUER, topics: [1n] }];
      const seen = { status: "executed", tokens, issuers, requiredTopics: [1n], newIdentityExists: true } as const;
      expect(stepsOf(surveyWith({ ...seen, ...standings }))).to.deep.equal(["add claim", "release"]);
      expect(stepsOf(surveyWith({ ...seen, ...standings, coveredTopics: [1n] }))).to.deep.equal(["release"]);
    });

    it("warns when the node hid a part of the registry's history", () => {
      expect(codesOf(planRecovery(surveyWith({ otherWalletsComplete: false })).warnings)).to.deep.equal([
        "OtherWalletsUnknown",
      ]);
    });
  });
});
