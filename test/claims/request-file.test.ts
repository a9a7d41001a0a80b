import { expect } from "chai";
import { encodeRequest, parseRequest } from "../../src/claims/files/request-file";
import type { ClaimRequest } from "../../src/claims/request";
import { BadInputError } from "../../src/shared/errors";
import { paperPlan } from "../stage/paper-case";

describe("The claim request", () => {
  const { chainId, caseId, newIdentity: identity, recovery } = paperPlan();
  const request: ClaimRequest = {
    ...{ chainId, caseId, wallet: recovery.newWallet, identity, issuer: recovery.registry, format: "typed" },
    requestedAt: 1_900_000_000n,
    claims: [
      { topic: 1n, payload: "0x636865636b6564" },
      { topic: 2n ** 200n, payload: null },
    ],
  };
  const text = encodeRequest(request);

  const refusalOf = (edited: string): unknown => {
    try {
      return parseRequest(edited);
    } catch (error) {
      return error instanceof BadInputError ? error.code : error;
    }
  };

  it("is read back as it was written, within a case or outside of any", () => {
    expect(parseRequest(text)).to.deep.equal(request);
    const free = { ...request, caseId: null };
    expect(parseRequest(encodeRequest(free))).to.deep.equal(free);
  });

  const edits: readonly (readonly [what: string, from: string, to: string])[] = [
    ["chain", `"chainId": "${chainId}"`, `"chainId": "1"`],
    ["case", caseId, `0x${"1".repeat(64)}`],
    ["wallet", recovery.newWallet, recovery.lostWallet],
    ["identity", identity, recovery.newWallet],
    ["issuer", recovery.registry, recovery.newWallet],
    ["format", '"typed"', '"onchainid-2"'],
    ["time", "1900000000", "1900000001"],
    ["topic", '"topic": "1"', '"topic": "2"'],
    ["payload", "0x636865636b6564", "0x00"],
  ];
  for (const [what, from, to] of edits) {
    it(`is refused when its ${what} was edited`, () => {
      expect(text).to.contain(from);
      expect(refusalOf(text.replaceAll(from, to))).to.equal("HashMismatch");
    });
  }

  it("is refused when it asks for nothing, for one topic twice, in no time, or says more than it may", () => {
    const [first] = request.claims;
    const odd: readonly ClaimRequest[] = [
      { ...request, claims: [] },
      { ...request, claims: [first!, first!] },
      { ...request, requestedAt: 2n ** 40n },
      { ...request, claims: [{ topic: 2n ** 256n, payload: null }] },
    ];
    for (const one of odd) expect(refusalOf(encodeRequest(one))).to.equal("SchemaRefused");
    expect(refusalOf(text.replace('"wallet"', '"key": "0x00",\n  "wallet"'))).to.equal("SchemaRefused");
  });
});
