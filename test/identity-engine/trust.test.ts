import { expect } from "chai";
import { topicsCovered, topicsRequired, trustedEverywhere, type TrustTerms } from "../../src/identity/trust";

/** Topic 1 is required by both, topic 2 by the second alone. Only the second issuer is trusted by both for topic 1. */
const REGISTRIES: readonly TrustTerms[] = [
  { topics: [1n], issuersOf: new Map([[1n, ["first issuer", "second issuer"]]]) },
  {
    topics: [2n, 1n],
    issuersOf: new Map([
      [1n, ["second issuer", "third issuer"]],
      [2n, ["third issuer"]],
    ]),
  },
];

const claim = (issuer: string, topic: bigint): { issuer: string; topic: bigint } => ({ issuer, topic });

describe("What several registries require together", () => {
  it("is every topic of any of them, once", () => {
    expect(topicsRequired(REGISTRIES)).to.deep.equal([1n, 2n]);
    expect(topicsRequired([])).to.deep.equal([]);
  });

  it("can be said by an issuer whom each that requires the topic trusts for it", () => {
    expect([...trustedEverywhere(REGISTRIES)]).to.deep.equal([
      ["second issuer", [1n]],
      ["third issuer", [2n]],
    ]);
  });

  it("is covered by one issuer for all, or by one issuer for each", () => {
    expect(topicsCovered(REGISTRIES, [claim("second issuer", 1n)])).to.deep.equal([1n]);
    expect(topicsCovered(REGISTRIES, [claim("first issuer", 1n), claim("third issuer", 1n)])).to.deep.equal([1n]);
  });

  it("is not covered by an issuer whom one of them does not trust, nor by a claim on another topic", () => {
    expect(topicsCovered(REGISTRIES, [claim("first issuer", 1n)])).to.deep.equal([]);
    expect(topicsCovered(REGISTRIES, [claim("third issuer", 1n), claim("second issuer", 2n)])).to.deep.equal([]);
  });

  it("is not covered where a registry trusts nobody for its topic", () => {
    const forsaken: TrustTerms = { topics: [3n], issuersOf: new Map() };
    expect(topicsCovered([forsaken], [claim("first issuer", 3n)])).to.deep.equal([]);
    expect([...trustedEverywhere([forsaken])]).to.deep.equal([]);
  });
});
