import { expect } from "chai";
import { differencesBetween, parsePin, pinOf, requireUnchanged } from "../../src/recovery/diff-survey";
import type { Survey, TokenSurvey } from "../../src/recovery/survey.types";
import { canonicalJson, type JsonObject } from "../../src/shared/canonical-json";
import { BadInputError, RefusedError } from "../../src/shared/errors";
import { REPLACEMENT, surveyWith, tokenNamed } from "../stage/surveys";

const seen = surveyWith();
const whatDiffers = (now: Survey, before = seen): string[] =>
  differencesBetween(pinOf(before), pinOf(now)).map(({ what }) => what);
const withToken = (over: Partial<TokenSurvey>): Survey => surveyWith({ tokens: [tokenNamed("BOND", "01", over)] });

describe("a plan's pin", () => {
  it("survives being written to a file and read back", () => {
    const pin = pinOf(seen);
    expect(parsePin(JSON.parse(canonicalJson(pin)) as JsonObject)).to.deep.equal(pin);
  });

  it("is refused when it is not one", () => {
    expect(() => parsePin({ ...pinOf(seen), tokens: "none" })).to.throw(BadInputError, "tokens");
    expect(() => parsePin({}))
      .to.throw(BadInputError)
      .with.property("code", "SchemaRefused");
  });

  it("does not differ from itself", () => {
    expect(whatDiffers(surveyWith())).to.be.empty;
  });

  it("does not mind the quarantine that the case itself set", () => {
    expect(whatDiffers(withToken({ walletFrozen: true, quarantined: true }))).to.be.empty;
  });

  it("does not mind that time went by", () => {
    const blockers = [{ code: "TooEarly", message: "Not yet.", next: "Wait." }];
    expect(whatDiffers(surveyWith({ status: "ready" }), surveyWith({ status: "proposed", blockers }))).to.be.empty;
  });

  it("does not mind that claims were signed since, nor what comes of them", () => {
    const before = surveyWith({
      requiredTopics: [1n],
      tokens: [tokenNamed("BOND", "01", { outcome: "not verified" })],
    });
    expect(whatDiffers(surveyWith({ requiredTopics: [1n], coveredTopics: [1n] }), before)).to.be.empty;
  });

  const changes: readonly (readonly [what: string, now: Survey, difference: string])[] = [
    ["a balance", withToken({ balance: 1n }), "balance"],
    ["a frozen part", withToken({ frozen: 1n }), "frozen"],
    ["a freeze of somebody else", withToken({ walletFrozen: true }), "wallet frozen"],
    ["a pause", withToken({ paused: true }), "paused"],
    ["an agent role on a token", withToken({ agentAdmitted: false }), "agent role"],
    ["an outcome", withToken({ outcome: "compliance refused" }), "outcome"],
    ["the lost wallet's identity", surveyWith({ currentIdentity: REPLACEMENT }), "identity of the lost wallet"],
    ["the agent role on the registry", surveyWith({ agentAdmittedToRegistry: false }), "agent role on the registry"],
    ["the required topics", surveyWith({ requiredTopics: [7n] }), "required claim topics"],
    ["code at the new wallet", surveyWith({ codeAtNewWallet: "0x00" }), "code at the new wallet"],
  ];
  for (const [what, now, difference] of changes) {
    it(`tells of ${what}`, () => {
      const found = whatDiffers(now);
      expect(found).to.have.length(1);
      expect(found[0]).to.match(new RegExp(`${difference}$`));
    });
  }

  it("stops whoever goes on with a stale plan, and shows what moved with its unit", () => {
    const stale = (): void => {
      requireUnchanged(pinOf(seen), pinOf(withToken({ balance: 100_000n })));
    };
    expect(stale).to.throw(RefusedError, "balance: 1,250.5 BOND → 1,000 BOND").with.property("code", "StalePlan");
  });
});
