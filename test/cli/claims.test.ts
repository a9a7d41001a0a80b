import { expect } from "chai";
import { executeCase } from "../../src/recovery/execute";
import { IIdentityRegistry__factory } from "../../typechain-types";
import type { Outcome } from "./command";
import { makeReady, situation, type Prepared, type Situation } from "./situation";

const CHECKED = "0x6964656e7469747920636865636b6564";

describe("npx hardhat claims, on a case", function () {
  let on: Situation;
  let prepared: Prepared;
  before(async () => {
    on = await situation();
    prepared = await makeReady(on);
  });
  after(() => on.end());

  const json = ({ stdout, stderr, code }: Outcome, exit = 0): Record<string, unknown> => {
    expect(code, stderr).to.equal(exit);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it("gap says what is required, held and missing, and who could give it", async () => {
    const { caseId, newIdentity } = prepared;
    const gap = json(
      await on.run(["claims", "gap", "--case", caseId, "--json"], { env: { REGAIN_TOPICS: "1=identity checked" } }),
    );
    expect(gap).to.deep.include({
      wallet: on.cast.newWallet.address,
      identity: newIdentity,
      required: [{ topic: "1", name: "identity checked" }],
      missing: [{ topic: "1", name: "identity checked", issuers: [on.claimIssuer] }],
      issuers: [{ address: on.claimIssuer, topics: ["1"], format: "onchainid-2" }],
    });
    expect(gap["held"]).to.have.length(1);
    expect((gap["held"] as object[])[0]).to.deep.include({ topic: "1", standing: "valid", payload: CHECKED });
  });

  it("request writes a file for the issuer, and sign signs it for whoever asked", async () => {
    const asked = json(await on.run(["claims", "request", "--case", prepared.caseId, "--json"]));
    const file = `claim-request-${on.claimIssuer}.json`;
    expect(asked).to.deep.equal({
      requests: [
        {
          issuer: on.claimIssuer,
          format: "onchainid-2",
          identity: prepared.newIdentity,
          topics: ["1"],
          kept: [],
          file,
        },
      ],
      refused: [],
    });
    const signed = await on.run([
      "claims",
      "sign",
      "--request",
      file,
      "--signer",
      "8",
      "--out",
      "signed.json",
      "--yes",
    ]);
    expect(signed.code, signed.stderr).to.equal(0);
    expect(signed.stdout).to.contain("identity checked").and.to.contain("npx hardhat recovery execute");
    const plan = json(
      await on.run(["recovery", "preview", "--case", prepared.caseId, "--claims", "signed.json", "--json"]),
    );
    expect(plan["claims"]).to.deep.equal({ required: ["1"], missing: [], verifiedAfterwards: true });
  });

  it("reissue says what is missing with the issuer's key, once the case has executed", async () => {
    const { caseId } = prepared;
    const early = await on.run(["claims", "revoke", "--case", caseId, "--signer", "8", "--yes", "--json"]);
    expect(json(early, 3)["error"]).to.deep.include({ code: "WrongStatus" });
    await executeCase(on.chain, on.cast.identityManager, caseId);

    const done = json(await on.run(["claims", "reissue", "--case", caseId, "--signer", "8", "--yes", "--json"]));
    expect(done).to.deep.include({ wallet: on.cast.newWallet.address, verified: true, refused: [] });
    expect(done["claims"]).to.deep.equal([{ issuer: on.claimIssuer, topic: "1", outcome: "added", reason: "" }]);
    const registry = IIdentityRegistry__factory.connect(on.registry, on.sandbox.provider);
    expect(await registry.isVerified(on.cast.newWallet.address)).to.equal(true);
  });

  it("submit finds that the identity holds the same claim already", async () => {
    const again = json(await on.run(["claims", "submit", "--claims", "signed.json", "--signer", "13", "--json"]));
    expect((again["claims"] as object[])[0]).to.deep.include({ outcome: "held already" });
  });

  it("revoke takes the replaced identity's back, and list shows it", async () => {
    const { caseId, newIdentity } = prepared;
    const revoked = json(await on.run(["claims", "revoke", "--case", caseId, "--signer", "8", "--yes", "--json"]));
    expect(revoked["claims"]).to.deep.equal([{ issuer: on.claimIssuer, topic: "1", outcome: "revoked", reason: "" }]);
    const { claims } = json(await on.run(["claims", "list", "--case", caseId, "--json"])) as {
      claims: { identity: string; standing: string }[];
    };
    expect(claims.map(({ identity, standing }) => [identity === newIdentity, standing])).to.deep.equal([
      [false, "revoked"],
      [true, "valid"],
    ]);
  });
});
